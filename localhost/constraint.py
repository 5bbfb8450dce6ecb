"""Constraints of route parameters, such as the `int` of `{id:int}`: those of ASP.NET, which have its names."""

import re
from collections.abc import Callable
from uuid import UUID

Check = Callable[[str], bool]

GUID = re.compile(r"[{(]?[0-9a-fA-F]{8}-?([0-9a-fA-F]{4}-?){3}[0-9a-fA-F]{12}[)}]?")
NUMBER = r"[+-]?\d+"
INT_BITS, LONG_BITS = 31, 63


def constraint(text: str) -> Check:
    """The check for what stands after a colon in a parameter.

    Raises:
        LookupError: when ASP.NET has no constraint of this name.
    """
    name, _, rest = text.partition("(")
    arguments = rest.removesuffix(")")
    if name == "regex":
        pattern = re.compile(arguments, re.IGNORECASE)
        return lambda value: pattern.search(value) is not None
    numbers = [int(part) for part in arguments.split(",") if part]
    check = _plain(name) if not rest else _sized(name, numbers)
    if check is None:
        raise LookupError(f"there is no route constraint {text!r}")
    return check


def _plain(name: str) -> Check | None:
    checks: dict[str, Check] = {
        "int": lambda value: _is_integer(value, INT_BITS),
        "long": lambda value: _is_integer(value, LONG_BITS),
        "bool": lambda value: value.lower() in {"true", "false"},
        "decimal": lambda value: re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)", value) is not None,
        "double": _is_float,
        "float": _is_float,
        "guid": _is_guid,
        "datetime": lambda value: re.fullmatch(r"\d{1,4}[-/]\d{1,2}[-/]\d{1,4}([ T]\d{1,2}:\d{2}(:\d{2})?.*)?", value) is not None,
        "alpha": lambda value: re.fullmatch(r"[a-zA-Z]*", value) is not None,
        "required": lambda value: value != "",
        "file": _is_file,
        "nonfile": lambda value: not _is_file(value),
    }
    return checks.get(name)


def _sized(name: str, numbers: list[int]) -> Check | None:
    one, two = (1, 2)
    if len(numbers) == one:
        limit = numbers[0]
        checks: dict[str, Check] = {
            "length": lambda value: len(value) == limit,
            "minlength": lambda value: len(value) >= limit,
            "maxlength": lambda value: len(value) <= limit,
            "min": lambda value: _is_integer(value, LONG_BITS) and int(value) >= limit,
            "max": lambda value: _is_integer(value, LONG_BITS) and int(value) <= limit,
        }
        return checks.get(name)
    if len(numbers) == two:
        low, high = numbers
        pairs: dict[str, Check] = {
            "length": lambda value: low <= len(value) <= high,
            "range": lambda value: _is_integer(value, LONG_BITS) and low <= int(value) <= high,
        }
        return pairs.get(name)
    return None


def _is_integer(value: str, bits: int) -> bool:
    return re.fullmatch(NUMBER, value, re.ASCII) is not None and -(1 << bits) <= int(value) < 1 << bits


def _is_float(value: str) -> bool:
    try:
        float(value)
    except ValueError:
        return False
    return "_" not in value


def _is_guid(value: str) -> bool:
    if not GUID.fullmatch(value):
        return False
    UUID(value.strip("{}()").replace("-", ""))
    return "-" not in value or value.count("-") == len(["8", "4", "4", "4", "12"]) - 1


def _is_file(value: str) -> bool:
    return "." in value.rpartition("/")[2].rstrip(".")
