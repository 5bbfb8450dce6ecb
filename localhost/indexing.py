"""Finds the functions of an app, as the Python worker does. One bad function, and there are none."""

import importlib
import inspect
import json
import logging
import os
import sys
from pathlib import Path
from typing import Any

import azure.functions as func
from azure.functions.decorators.utils import StringifyEnumJsonEncoder

from localhost import signature
from localhost.function import Binding, Function
from localhost.refusal import Refusal

LOG = logging.getLogger(__name__)

# What decorators write. They also take any other keyword, ship it to the real host and never tell that it does nothing there.
PROPERTIES = {
    *("name", "type", "direction", "dataType", "properties", "path", "connection", "source", "route", "methods", "authLevel"),
    *("queueName", "schedule", "runOnStartup", "useMonitor"),
}


def index(script_root: Path) -> list[Function]:
    """Import the app's file and check every function in it.

    Args:
        script_root: the folder with `function_app.py` (or what PYTHON_SCRIPT_FILE_NAME says).

    Raises:
        Refusal: with the reason why the worker would not load the app.
    """
    file = script_root / os.environ.get("PYTHON_SCRIPT_FILE_NAME", "function_app.py")
    if not file.is_file():
        raise Refusal(f"There is no {file.name} in {script_root}.")
    if str(script_root) not in sys.path:
        sys.path.insert(0, str(script_root))
    try:
        module = importlib.import_module(file.stem)
    except Exception as error:
        LOG.exception("%s cannot be imported:", file.name)
        raise Refusal(f"{file.name} cannot be imported: {type(error).__name__}: {error}") from error
    found = [value for value in vars(module).values() if isinstance(value, func.FunctionRegister)]
    if len(found) != 1:
        raise Refusal(
            f"{file.name} must have exactly one function app among its names, such as `app = func.FunctionApp()`: it has {len(found)}."
        )
    try:
        # Once: a second call would find every name taken.
        built = found[0].get_functions()
    except Exception as error:
        raise Refusal(f"The app's functions cannot be built: {type(error).__name__}: {error}") from error
    return [_function(declared) for declared in built]


def _function(declared: Any) -> Function:
    name, call = str(declared.get_function_name()), declared.get_user_function()
    bindings = tuple(_binding(json.loads(raw)) for raw in _raw_bindings(declared))
    types = signature.check(name, call, bindings)
    for binding in bindings:
        if unknown := set(binding.raw) - PROPERTIES:
            LOG.warning("The binding %s of %s has properties that do nothing: %s", binding.name, name, ", ".join(sorted(unknown)))
    return Function(
        name=name,
        directory=Path(inspect.getsourcefile(inspect.unwrap(call)) or ".").parent,
        call=call,
        bindings=bindings,
        types={parameter: annotation for parameter, annotation in types.items() if parameter != "return"},
        wants_context=signature.CONTEXT in inspect.signature(call).parameters
        and signature.CONTEXT not in {binding.name for binding in bindings},
        is_async=inspect.iscoroutinefunction(call),
        return_type=types.get("return"),
    )


def _raw_bindings(declared: Any) -> list[str]:
    return [json.dumps(binding.get_dict_repr(), cls=StringifyEnumJsonEncoder) for binding in declared.get_bindings()]


def _binding(raw: dict[str, Any]) -> Binding:
    if raw.get("direction") == "INOUT":
        raise Refusal(f'The worker has no "inout" bindings: {raw["name"]}')
    kept = {key: value for key, value in raw.items() if value is not None}
    return Binding(name=raw["name"], type=raw["type"], out=raw.get("direction") == "OUT", raw=kept)
