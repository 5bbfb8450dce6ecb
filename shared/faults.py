"""Pydantic's list of errors as our faults, with RFC 6901 pointers into the document that was sent."""

from typing import Any

from pydantic import ValidationError

from shared.errors import Fault


def faults(error: ValidationError, document: object, transparent: frozenset[str] = frozenset()) -> tuple[Fault, ...]:
    """Every broken rule, each once.

    Args:
        error: what pydantic raised.
        document: the parsed JSON, or the query as a mapping; it tells which parts of pydantic's `loc` are names in the document
            and which are tags of a union.
        transparent: top-level names that are left out of pointers.
    """
    found: dict[Fault, None] = {}
    for detail in error.errors(include_url=False, include_context=False, include_input=False):
        keys = _keys(detail["loc"], document, detail["type"])
        if len(keys) > 1 and keys[0] in transparent:
            keys = keys[1:]
        if detail["type"].startswith("union_tag"):
            keys.append("op")
        pointer = "".join(f"/{_escaped(key)}" for key in keys)
        found[Fault(pointer, detail["type"], detail["msg"].removeprefix("Value error, "))] = None
    return tuple(found)


def _keys(loc: tuple[int | str, ...], document: object, code: str) -> list[str]:
    """The parts of `loc` that lead into the document; the rest are union tags."""
    keys: list[str] = []
    here: Any = document
    for index, part in enumerate(loc):
        leads = (isinstance(here, dict) and part in here) or (isinstance(here, list) and isinstance(part, int) and part < len(here))
        if leads:
            here = here[part]
        elif not (code == "missing" and index == len(loc) - 1):
            continue
        keys.append(str(part))
    return keys


def _escaped(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")
