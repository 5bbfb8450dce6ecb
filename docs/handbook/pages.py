"""The text of docs/recipes.md: what people wrote, and between it what the declarations say."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from docs.handbook.examples import AFTER, BEFORE, CANVASES, INVISIBLE, OPERATIONS, ORDERS, OUTPUTS, Document
from docs.handbook.fields import short_name, table
from shared.imaging import catalogue
from shared.imaging.codecs.metadata import Metadata
from shared.imaging.recipe import Input

PROSE = Path(__file__).parent / "prose"
NOTICE = "<!-- Written by `make docs` from the engine's declarations and docs/handbook/. Change those, not this page. -->"

_METADATA = frozenset(Metadata.model_json_schema()["properties"])
_LONG = 120  # characters of an example that stand on one line


def page() -> str:
    """The whole page, as Markdown."""
    known = catalogue()
    operations, formats = known["operations"], known["formats"]
    return "\n".join([
        NOTICE, "", *_prose("beginning"),
        "", "**Steps**: " + _list(operations) + ".",
        "", "**Outputs**: " + _list(formats, "output-") + ".",
        "", *_prose("order"), "", *_code(ORDERS), "", _image("order-written"), _image("order-sharp"),
        "", "## Input", "", *table(Input.model_json_schema()),
        "", *_prose("create"), *_canvases(),
        "", *_prose("layers"),
        "", "## Steps", "", "Every picture below is made from this one:", "", _image("before"),
        *(line for operation in operations for line in _operation(operation)),
        "", *_prose("outputs"), *(line for one in formats for line in _format(one)),
        "", *_prose("quality"),
        "", "## Metadata", "", *_prose("metadata"), "", *table(Metadata.model_json_schema()),
        "", *_prose("objects"), *_objects(known),
        "", *_prose("extending"), "",
    ])  # fmt: skip


def _operation(described: Mapping[str, Any]) -> Iterable[str]:
    name = described["name"]
    steps = [*BEFORE.get(name, ()), *([OPERATIONS[name]] if name in OPERATIONS else ()), *AFTER.get(name, ())]
    yield from ("", f"### {name}", "", described["description"], "")
    yield from table(described["schema"], without={"op"})
    yield from ("", *_code(*steps), "", _image(name))


def _objects(known: Mapping[str, Any]) -> Iterable[str]:
    """The objects inside steps, outputs and canvases."""
    definitions = {short_name(name): schema for name, schema in known["recipe"]["$defs"].items() if _is_object(schema)}
    for name in sorted(definitions.keys() - {"Input"}):
        yield from ("", f"### {name}", "", definitions[name].get("description", ""), "", *table(definitions[name]))


def _is_object(schema: Mapping[str, Any]) -> bool:
    """Neither a step nor an output, which have chapters of their own."""
    return "properties" in schema and not schema["properties"].keys() & {"op", "format"}


def _format(described: Mapping[str, Any]) -> Iterable[str]:
    name = described["name"]
    marks = [
        *([f"`{described['mediaType']}`"] if not described["mediaType"].endswith("*") else []),
        *(["transparency"] if described["hasAlpha"] else []),
        *(["animation"] if described["animates"] else []),
    ]
    yield from ("", f"### Output {name}", "", described["description"], "", " · ".join(marks), "")
    yield from table(described["schema"], without={"format", *_METADATA})
    if name in OUTPUTS:
        yield from ("", *_code({"output": OUTPUTS[name]}))
    if name not in INVISIBLE:
        yield from ("", _image(f"output-{name}"))


def _canvases() -> Iterable[str]:
    for name, canvas in CANVASES.items():
        yield from ("", *_code(canvas), "", _image(f"canvas-{name}"))


def _code(*documents: Document) -> Iterable[str]:
    yield "```json"
    for document in documents:
        line = json.dumps(document, ensure_ascii=False)
        yield line if len(line) <= _LONG else json.dumps(document, indent=2, ensure_ascii=False)
    yield "```"


def _image(name: str) -> str:
    return f"![{name}](images/recipes/{name}.webp)"


def _list(described: Iterable[Mapping[str, Any]], prefix: str = "") -> str:
    return ", ".join(f"[{one['name']}](#{prefix}{one['name'].lower()})" for one in described)


def _prose(name: str) -> list[str]:
    return (PROSE / f"{name}.md").read_text(encoding="utf-8").strip().splitlines()
