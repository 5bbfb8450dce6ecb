"""Values as JavaScript sees them, and calls that are refused as sharp refuses them."""

from collections.abc import Callable, Iterable
from inspect import signature
from typing import Any

Options = dict[str, Any]


class RefusedCall(Exception):
    """A call that sharp does not take."""


def tidy(value: Any) -> Any:
    """A case as sharp is given it: `null` is not given, and 10.0 is the integer 10."""
    if isinstance(value, dict):
        return {name: tidy(inner) for name, inner in value.items() if inner is not None}
    if isinstance(value, list):
        return [tidy(inner) for inner in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def heard(method: Callable[..., Any], args: list[Any]) -> list[Any]:
    """The arguments that a method looks at: there may be more."""
    return args[: len(signature(method).parameters)]


def is_number(value: Any) -> bool:
    """Whether it is a number; a boolean is none."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def only(options: Any, names: Iterable[str]) -> Options:
    """The options with these names: sharp ignores others, and anything that is no object."""
    return {name: options[name] for name in names if name in options} if isinstance(options, dict) else {}


def is_text(value: Any) -> bool:
    """Whether it is text; nothing is none."""
    return isinstance(value, str) and bool(value)


def is_object(value: Any) -> bool:
    """Whether it is an object; an array is one too."""
    return isinstance(value, dict | list)


def expect(condition: object, expected: str, name: str, value: Any) -> None:
    """Refuse a value in sharp's words."""
    if not condition:
        raise RefusedCall(f"Expected {expected} for {name} but received {value}")
