"""JSON Schemas as tables for people."""

import json
from collections.abc import Collection, Mapping
from typing import Any

from shared.imaging.codecs import CODECS

Schema = Mapping[str, Any]

_OUTPUTS = frozenset(codec.__name__ for codec in CODECS if codec.__name__ != "Raw")

_ONE_LINE = 60  # characters of a default that are still read at a glance


def table(schema: Schema, *, without: Collection[str] = ()) -> list[str]:
    """The fields of an object as lines of a Markdown table; none when it has no fields.

    Args:
        schema: of the object, with its own `$defs`.
        without: names that are left out.
    """
    required = schema.get("required", ())
    rows = [
        f"| `{name}` | {_kind(field)} | {_default(name, field, required)} | {_cell(field.get('description', ''))} |"
        for name, field in schema.get("properties", {}).items()
        if name not in without
    ]
    return ["| field | takes | default | what |", "|---|---|---|---|", *rows] if rows else []


def _default(name: str, field: Schema, required: Collection[str]) -> str:
    if name in required:
        return "**required**"
    value = field.get("default")
    if value is None:
        return ""
    if isinstance(value, dict) and set(value) == {"r", "g", "b", "alpha"}:
        return "black" if (value["r"], value["g"], value["b"], value["alpha"]) == (0, 0, 0, 1) else f"`{json.dumps(value)}`"
    text = json.dumps(value)
    return f"`{text}`" if len(text) <= _ONE_LINE else ""


def _kind(field: Schema) -> str:
    """What a field takes, in words and with its range."""
    choices = field.get("anyOf") or field.get("oneOf")
    if choices:
        kinds = [_kind(choice) for choice in choices if choice.get("type") != "null"]
        return "colour" if any(choice.get("format") == "color" for choice in choices) else " or ".join(dict.fromkeys(kinds))
    if "enum" in field:
        return ", ".join(f"`{_plain(value)}`" for value in field["enum"])
    if "const" in field:
        return f"`{_plain(field['const'])}`"
    if "$ref" in field:
        name = short_name(field["$ref"])
        return f"[{name}](#{'output-' if name in _OUTPUTS else ''}{name.lower()})"
    return _simple(field)


def _simple(field: Schema) -> str:
    kind = {"integer": "whole number", "number": "number", "boolean": "`true`, `false`", "string": "text", "object": "object"}
    if field.get("type") == "array":
        items: Schema = field.get("items") or next(iter(field.get("prefixItems", [])), {})
        return f"list of {_kind(items)}{_range(field, 'minItems', 'maxItems')}"
    bounds = _range(field, "minimum", "maximum", "exclusiveMinimum") if field.get("type") in {"integer", "number"} else ""
    return kind.get(field.get("type", ""), "object") + bounds


def _range(field: Schema, least: str, most: str, above: str = "") -> str:
    if above in field:
        return f" above {_number(field[above])}" + (f", up to {_number(field[most])}" if most in field else "")
    if least in field and most in field:
        return f" {_number(field[least])} to {_number(field[most])}"
    return f" from {_number(field[least])}" if least in field else f" up to {_number(field[most])}" if most in field else ""


def _number(value: float) -> str:
    return f"{value:,.15g}".replace(",", " ") if abs(value) >= 1 else f"{value:.15f}".rstrip("0").rstrip(".")


def _plain(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def short_name(reference: str) -> str:
    """The name of an object, from a reference to its schema."""
    return reference.rpartition("/")[2].rpartition("__")[2]


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
