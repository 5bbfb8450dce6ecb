"""A function of the app, and the bindings that connect it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Binding:
    """What connects a parameter or the return value to the outside.

    Attributes:
        name: of the parameter, or `$return`.
        type: as in a function.json: `httpTrigger`, `blobTrigger`, `http`, …
        out: whether the function gives it, rather than takes it.
        raw: every property, by its name in a function.json.
    """

    name: str
    type: str
    out: bool
    raw: Mapping[str, Any]

    @property
    def is_trigger(self) -> bool:
        """Whether it starts the function."""
        return self.type.lower().endswith("trigger")


@dataclass(frozen=True)
class Function:
    """A function that the worker accepts.

    Attributes:
        name: as registered; the host compares names without regard to case.
        directory: the folder of the file that defines it.
        call: the app's own function.
        bindings: all of them, the trigger among them.
        types: the annotation of each bound parameter that has one.
        wants_context: whether it has an unbound parameter `context`.
        is_async: whether it is a coroutine function.
        return_type: the annotation of the returned value; only looked at when there is a `$return` binding.
    """

    name: str
    directory: Path
    call: Callable[..., Any]
    bindings: tuple[Binding, ...]
    types: Mapping[str, Any]
    wants_context: bool
    is_async: bool
    return_type: Any = None

    @property
    def trigger(self) -> Binding:
        """The binding that starts it."""
        return next(binding for binding in self.bindings if binding.is_trigger)

    @property
    def returned(self) -> Binding | None:
        """The binding of the returned value."""
        return next((binding for binding in self.bindings if binding.name == "$return"), None)

    @property
    def id(self) -> str:
        """The name that blob messages and receipts use."""
        return f"Host.Functions.{self.name}"
