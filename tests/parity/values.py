"""Values as JavaScript sees them, and calls that are refused as sharp refuses them."""

from collections.abc import Iterable
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


def is_number(value: Any) -> bool:
    """Whether it is a number; a boolean is none."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def only(options: Any, names: Iterable[str]) -> Options:
    """The options with these names: sharp ignores others, and anything that is no object."""
    return {name: options[name] for name in names if name in options} if isinstance(options, dict) else {}


def is_object(value: Any) -> bool:
    """Whether it is an object; an array is one too."""
    return isinstance(value, dict | list)


def expect(condition: object, expected: str, name: str, value: Any) -> None:
    """Refuse a value in sharp's words."""
    if not condition:
        raise RefusedCall(f"Expected {expected} for {name} but received {value}")


def with_colours(options: Options, *names: str) -> Options:
    """The options with their colours in a form that recipes take."""
    return options | {name: colour(options[name]) for name in names if name in options}


def colour(value: Any) -> Any:
    """A colour: sharp also takes arrays, and objects with the letters of other models."""
    is_text = isinstance(value, str) and 3 <= len(value) <= 200
    expect(is_text or is_object(value), "object or string", "background", value)
    if isinstance(value, list):
        expect(len(value) in {3, 4} and all(map(is_number, value)), "object or string", "background", value)
        return dict(zip(("r", "g", "b", "alpha"), value, strict=False))
    if isinstance(value, dict) and {"h", "s"} <= value.keys() and ("l" in value or "w" not in value):
        return f"hsla({value['h']}, {value['s']}%, {value.get('l', 0)}%, {value.get('alpha', 1)})"
    if isinstance(value, dict) and {"h", "w", "b"} <= value.keys():
        return f"hwb({value['h']} {value['w']}% {value['b']}% / {value.get('alpha', 1)})"
    return only(value, ("r", "g", "b", "alpha")) if isinstance(value, dict) else value
