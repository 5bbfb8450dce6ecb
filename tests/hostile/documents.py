"""JSON documents that a JSON Schema allows, made up by hypothesis, with a liking for the ends of a range."""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as some

Strategy = some.SearchStrategy[Any]

# Where a schema says only that there is a text: colours, ids, fonts, and what is none of them.
_TEXTS = ("#c33", "#0000", "red", "DejaVu Sans 20", "<b>Hola</b>", "ñ مرحبا 你好", "\x00", "a" * 200)
_LARGEST = 10_000


def documents(schema: dict[str, Any], names: dict[str, Any]) -> Strategy:
    """Documents.

    Args:
        schema: what they keep to.
        names: the schemas that it refers to, by name.
    """
    if "$ref" in schema:
        return some.deferred(lambda: documents(names[schema["$ref"].rpartition("/")[2]], names))
    if "const" in schema:
        return some.just(schema["const"])
    if "enum" in schema:
        return some.sampled_from(schema["enum"])
    for either in ("anyOf", "oneOf"):
        if either in schema:
            return some.one_of([documents(one, names) for one in schema[either]])
    return _OF_TYPE.get(schema.get("type", ""), _anything)(schema, names)


def _anything(_schema: dict[str, Any], _names: dict[str, Any]) -> Strategy:
    return some.one_of(some.none(), some.booleans(), some.integers(-5, 300), some.sampled_from(_TEXTS))


def _objects(schema: dict[str, Any], names: dict[str, Any]) -> Strategy:
    properties = schema.get("properties", {})
    required = {*schema.get("required", ()), *({"op", "format"} & properties.keys())}
    parts = {name: documents(part, names) for name, part in properties.items()}
    return some.fixed_dictionaries(
        {name: part for name, part in parts.items() if name in required},
        optional={name: part for name, part in parts.items() if name not in required},
    )


def _arrays(schema: dict[str, Any], names: dict[str, Any]) -> Strategy:
    if "prefixItems" in schema:
        return some.tuples(*(documents(item, names) for item in schema["prefixItems"])).map(list)
    least = schema.get("minItems", 0)
    return some.lists(documents(schema.get("items", {}), names), min_size=least, max_size=min(schema.get("maxItems", 9), max(9, least)))


def _numbers(schema: dict[str, Any], _names: dict[str, Any]) -> Strategy:
    low = int(schema.get("minimum", schema.get("exclusiveMinimum", -_LARGEST)))
    high = int(schema.get("maximum", schema.get("exclusiveMaximum", _LARGEST)))
    step = schema.get("multipleOf", 1)
    whole = some.integers(-(-low // step), high // step).map(lambda number: number * step)
    few = some.integers(0, 150).map(lambda number: min(high, max(low, number)))
    return some.one_of(few, some.sampled_from([low, high]), whole) if step == 1 else whole


def _fractions(schema: dict[str, Any], _names: dict[str, Any]) -> Strategy:
    low = float(schema.get("minimum", schema.get("exclusiveMinimum", -_LARGEST)))
    high = float(schema.get("maximum", schema.get("exclusiveMaximum", _LARGEST)))
    few = some.integers(-20, 40).map(lambda tenths: min(high, max(low, tenths / 10)))
    return some.one_of(few, some.floats(low, high), some.sampled_from([low, high]))


def _booleans(_schema: dict[str, Any], _names: dict[str, Any]) -> Strategy:
    return some.booleans()


def _texts(_schema: dict[str, Any], _names: dict[str, Any]) -> Strategy:
    return some.sampled_from(_TEXTS)


def _nothing(_schema: dict[str, Any], _names: dict[str, Any]) -> Strategy:
    return some.none()


_OF_TYPE: dict[str, Callable[[dict[str, Any], dict[str, Any]], Strategy]] = {
    "object": _objects,
    "array": _arrays,
    "integer": _numbers,
    "number": _fractions,
    "boolean": _booleans,
    "string": _texts,
    "null": _nothing,
}
