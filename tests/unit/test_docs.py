"""The pages of docs/ that are written from the code."""

import re
from pathlib import Path

import pytest

from docs.handbook.examples import OPERATIONS, OUTPUTS
from docs.handbook.fields import table
from docs.handbook.pages import page
from shared.imaging import catalogue

DOCS = Path(__file__).parent.parent.parent / "docs"


def test_the_page_of_recipes_says_what_the_code_says() -> None:
    """If not: `make docs`."""
    assert (DOCS / "recipes.md").read_text(encoding="utf-8") == page(), "docs/recipes.md is old: run `make docs`"


def test_every_picture_of_the_page_is_there() -> None:
    """And small enough for a page."""
    shown = re.findall(r"\]\((images/[^)]+)\)", (DOCS / "recipes.md").read_text(encoding="utf-8"))

    assert [name for name in shown if not (DOCS / name).is_file()] == []
    assert max((DOCS / name).stat().st_size for name in shown) < 30_000


@pytest.mark.parametrize(("chapter", "examples"), [("operations", OPERATIONS), ("formats", OUTPUTS)])
def test_everything_has_an_example(chapter: str, examples: dict[str, object]) -> None:
    """One for each in docs/handbook/examples.py."""
    assert [one["name"] for one in catalogue()[chapter] if one["name"] not in examples] == []


def test_every_link_of_the_page_leads_somewhere() -> None:
    """To a heading."""
    text = (DOCS / "recipes.md").read_text(encoding="utf-8")
    headings = {
        re.sub(r"[^a-z0-9 -]", "", line.lstrip("# ").lower()).replace(" ", "-") for line in text.splitlines() if line.startswith("#")
    }

    assert {link for link in re.findall(r"\]\(#([^)]+)\)", text) if link not in headings} == set()


def test_every_field_has_a_description() -> None:
    """They are documentation, forms and OpenAPI at once."""
    bare = [
        f"{one['name']}.{name}"
        for one in (*catalogue()["operations"], *catalogue()["formats"])
        for name, field in one["schema"]["properties"].items()
        if name not in {"op", "format"} and not field.get("description")
    ]

    assert bare == []


@pytest.mark.parametrize(
    ("field", "row"),
    [
        ({"type": "integer", "minimum": 1, "maximum": 100, "default": 80}, "| whole number 1 to 100 | `80` |"),
        ({"type": "number", "exclusiveMinimum": 0, "default": 0.3}, "| number above 0 | `0.3` |"),
        ({"anyOf": [{"type": "integer", "minimum": 1}, {"type": "null"}], "default": None}, "| whole number from 1 |  |"),
        ({"enum": ["a", 0]}, "| `a`, `0` |  |"),
        ({"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 3}, "| list of number 2 to 3 |  |"),
        ({"anyOf": [{"type": "string", "format": "color"}, {"type": "object"}]}, "| colour |  |"),
    ],
)
def test_a_field_is_told_in_words(field: dict[str, object], row: str) -> None:
    """With its range and default."""
    assert table({"properties": {"x": field}})[2].startswith(f"| `x` {row}")
