"""What the worker demands of a function's parameters and annotations; anything else takes the whole app down."""

import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import Any, get_args, get_origin, get_type_hints

from localhost.converter import converter, is_sdk_type
from localhost.function import Binding
from localhost.refusal import Refusal

CONTEXT = "context"


def check(name: str, call: Callable[..., Any], bindings: Sequence[Binding]) -> Mapping[str, Any]:
    """Compare a function with its bindings.

    Returns:
        The annotations of its parameters and of its return value, resolved.

    Raises:
        Refusal: for a parameter without a binding, a binding without a parameter, or an annotation that does not fit.
    """
    parameters = set(inspect.signature(call).parameters)
    try:
        annotations = get_type_hints(call)
    except NameError as error:
        raise _refusal(name, f"an annotation cannot be resolved: {error}") from error
    bound = {binding.name: binding for binding in bindings if binding.name != "$return"}
    if CONTEXT in parameters and CONTEXT not in bound:
        parameters.remove(CONTEXT)
        wanted = annotations.get(CONTEXT)
        if wanted is not None and getattr(wanted, "__name__", None) != "Context":
            raise _refusal(name, f'the parameter "context" must be azure.functions.Context, not {wanted!r}')
    if unbound := parameters - set(bound):
        raise _refusal(name, f"these parameters have no binding: {', '.join(sorted(unbound))}")
    if missing := set(bound) - parameters:
        raise _refusal(name, f"these bindings have no parameter: {', '.join(sorted(missing))}")
    for parameter in sorted(parameters):
        if parameter in annotations:
            _check_parameter(name, bound[parameter], annotations[parameter])
    returned = next((binding for binding in bindings if binding.name == "$return"), None)
    if returned and "return" in annotations:
        _check_return(name, returned, annotations["return"])
    return annotations


def _check_parameter(name: str, binding: Binding, annotation: Any) -> None:
    is_out = getattr(get_origin(annotation) or annotation, "__name__", "") == "Out"
    if is_out != binding.out:
        direction = "out" if binding.out else "in"
        raise _refusal(name, f'the binding "{binding.name}" has direction "{direction}", but its annotation is {annotation!r}')
    carried = get_args(annotation)[0] if is_out and get_args(annotation) else annotation
    if not isinstance(carried, type) and get_origin(carried) is None:
        raise _refusal(name, f'the annotation of "{binding.name}" is not a type: {annotation!r}')
    found = converter(binding.type, carried)
    check = found.check_output_type_annotation if is_out else found.check_input_type_annotation
    if not _accepts(check, carried):
        hint = ""
        if getattr(carried, "__module__", "").startswith("azure.storage.") and not is_sdk_type(carried):
            hint = " (the one of azurefunctions.extensions.bindings.blob does)"
        raise _refusal(name, f'the binding "{binding.name}" of type "{binding.type}" does not match {_name(carried)}{hint}')


def _check_return(name: str, binding: Binding, annotation: Any) -> None:
    if not isinstance(annotation, type):
        raise _refusal(name, f"the annotation of the returned value is not a type: {annotation!r}")
    if not _accepts(converter(binding.type).check_output_type_annotation, annotation):
        raise _refusal(name, f'the returned {_name(annotation)} does not match the binding of type "{binding.type}"')


def _accepts(check: Callable[[Any], bool], annotation: Any) -> bool:
    try:
        return bool(check(annotation))
    except TypeError:  # issubclass() of a generic type such as list[str]
        return False


def _name(annotation: Any) -> str:
    return f"{annotation.__module__}.{annotation.__qualname__}" if isinstance(annotation, type) else repr(annotation)


def _refusal(name: str, reason: str) -> Refusal:
    return Refusal(f"The worker cannot load the function {name}: {reason}")
