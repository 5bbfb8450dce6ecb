"""Recipes that nobody would write, on pictures that nobody would send: made or refused, with a code."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from pydantic import ValidationError

from shared.imaging import Recipe
from shared.imaging.catalogue import catalogue
from tests.hostile.bombs import svg
from tests.hostile.cases import Case, Trial
from tests.hostile.documents import documents
from tests.hostile.test_cuts import film, noise, wide

CODES = {"made", "invalid", "recipe_refused", "image_too_large", "deadline_exceeded"}
SCHEMA: dict[str, Any] = catalogue()["recipe"]
NAMES: dict[str, Any] = SCHEMA["$defs"]

PICTURES: dict[str, bytes] = {
    "png": noise(bands=4).pngsave_buffer(),
    "png of 16 bits": wide().pngsave_buffer(),
    "grey png": noise(bands=1).copy(interpretation="b-w").pngsave_buffer(),
    "one pixel": noise(1, 1).pngsave_buffer(),
    "a line": noise(3000, 1).pngsave_buffer(),
    "jpeg with 4 inks": noise(bands=4).copy(interpretation="cmyk").jpegsave_buffer(),
    "animated gif": film().gifsave_buffer(),
    "animated webp": film().webpsave_buffer(),
    "svg": svg("<circle r='200' fill='red'/>"),
}

_STEPS = documents(SCHEMA["properties"]["steps"]["items"], NAMES)


def _kept(recipe: dict[str, Any]) -> bool:
    """Whether a recipe is valid; the others are refused before they come near a picture."""
    try:
        Recipe.model_validate(recipe)
    except ValidationError:
        return False
    return True


def _recipes(**parts: some.SearchStrategy[Any]) -> some.SearchStrategy[dict[str, Any]]:
    return some.fixed_dictionaries({"order": some.sampled_from(["written", "sharp"]), **parts}).filter(_kept)


_PNG = some.just({"format": "png"})
_IN_STEPS = _recipes(steps=some.lists(_STEPS.filter(lambda step: _kept({"steps": [step]})), min_size=1, max_size=4), output=_PNG)
_OUTSIDE = _recipes(input=documents(NAMES["Input"], NAMES), output=documents(SCHEMA["properties"]["output"], NAMES))
_ON_CANVAS = _recipes(canvas=documents(SCHEMA["properties"]["canvas"], NAMES), output=_PNG)
_PICTURES = some.sampled_from(sorted(PICTURES))
_LIMITS = {"render_seconds": 1.0}


@settings(deadline=None, max_examples=120, derandomize=True, database=None)
@given(_PICTURES, _IN_STEPS)
def test_whatever_the_steps_there_is_a_picture_or_a_code(trial: Trial, picture: str, recipe: dict[str, Any]) -> None:
    """No crash, no hang, no memory beyond the promise."""
    assert trial.of(Case(PICTURES[picture], recipe, _LIMITS)).code in CODES


@settings(deadline=None, max_examples=80, derandomize=True, database=None)
@given(_PICTURES, _OUTSIDE)
def test_whatever_the_input_and_the_output_there_is_a_picture_or_a_code(trial: Trial, picture: str, recipe: dict[str, Any]) -> None:
    """A file that is read as bare pixels is damaged if it does not have that length."""
    assert trial.of(Case(PICTURES[picture], recipe, _LIMITS)).code in CODES | {"corrupt_image"}


@settings(deadline=None, max_examples=80, derandomize=True, database=None)
@given(_ON_CANVAS)
def test_whatever_the_canvas_there_is_a_picture_or_a_code(trial: Trial, recipe: dict[str, Any]) -> None:
    """Text and gradients among them."""
    assert trial.of(Case(None, recipe, _LIMITS)).code in CODES


@pytest.mark.parametrize("name", ["fontfile", "fontFile"])
def test_a_recipe_brings_no_font(trial: Trial, name: str) -> None:
    """Fonts belong to the whole process: one recipe's would change the pictures of all others."""
    text = {"text": "Hola", name: "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"}

    assert trial.of(Case(None, {"canvas": {"text": text}, "output": {"format": "png"}})).code == "invalid"
