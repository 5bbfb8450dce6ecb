"""The web app's Spanish words for what the engine says about itself."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from shared import imaging

I18N = Path(__file__).parent.parent.parent / "web" / "public" / "i18n"
SPANISH: dict[str, dict[str, str]] = json.loads((I18N / "operations.es.json").read_text("utf-8"))
ENGLISH: dict[str, dict[str, str]] = json.loads((I18N / "operations.en.json").read_text("utf-8"))


def _parts(tree: Any) -> Iterator[dict[str, Any]]:
    """Every object in a JSON document."""
    if isinstance(tree, dict):
        yield tree
        for value in tree.values():
            yield from _parts(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from _parts(value)


CATALOGUE = imaging.catalogue()
PARTS = [*_parts(CATALOGUE["operations"]), *_parts(CATALOGUE["formats"])]


def test_every_description_is_said_in_spanish() -> None:
    """Those of operations and formats, and of their arguments; and none that is not said any longer."""
    said = {part["description"] for part in PARTS if isinstance(part.get("description"), str)}

    assert said == set(SPANISH["texts"])


def test_every_operation_has_a_name_in_both_languages() -> None:
    """Short ones, for lists and buttons."""
    names = {operation["name"] for operation in CATALOGUE["operations"]}

    assert names == set(SPANISH["operations"]) == set(ENGLISH["operations"])


def test_every_argument_has_a_name_in_spanish() -> None:
    """In English its own name is spelled out."""
    properties = [part["properties"] for part in PARTS if isinstance(part.get("properties"), dict)]
    asked_for = {name for some in properties for name, schema in some.items() if "const" not in schema} - {"op"}

    assert asked_for <= set(SPANISH["fields"])
