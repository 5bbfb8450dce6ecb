"""The recipe language, without a picture."""

import json
import subprocess
import sys
from typing import Any

import pytest
from pydantic import ValidationError

from shared.imaging import Recipe

RESIZE = {"op": "resize", "width": 40}


def faults(document: Any) -> list[tuple[str, str]]:
    """Where each fault is, without pydantic's union tags, and its type."""
    try:
        Recipe.model_validate_json(json.dumps(document))
    except ValidationError as error:
        return [("/".join(str(part) for part in fault["loc"]), fault["type"]) for fault in error.errors()]
    return []


def digest(**document: Any) -> str:
    """The digest of a recipe written as JSON is."""
    return Recipe.model_validate(document).digest()


def test_a_recipe_can_be_read_without_libvips() -> None:
    """The app starts and refuses what it must without the time and memory that libvips takes."""
    code = "import sys; from shared.imaging import Recipe, PRESETS; assert 'pyvips' not in sys.modules, 'pyvips was imported'"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603  our own code


def test_an_empty_recipe_is_one() -> None:
    """It writes the picture, upright, in its own format."""
    recipe = Recipe.model_validate({})

    assert (recipe.input.auto_orient, recipe.input.animated, recipe.order) == (True, False, "written")
    assert [(target.pointer, target.name, target.output.format) for target in recipe.targets] == [("/output", None, "same")]


def test_the_digest_does_not_depend_on_how_a_recipe_is_written() -> None:
    """Defaults and the order of names make no difference."""
    assert digest(steps=[RESIZE], output={"format": "webp"}) == digest(
        output={"quality": 80, "format": "webp"}, input={"autoOrient": True}, steps=[{"width": 40, "fit": "cover", "op": "resize"}]
    )


@pytest.mark.parametrize(
    "document",
    [
        {"steps": [{"op": "resize", "width": 41}]},
        {"steps": [{"op": "resize", "height": 40}]},
        {"steps": [RESIZE, {"op": "flip"}]},
        {"steps": [RESIZE], "output": {"format": "webp"}},
        {"steps": [RESIZE], "input": {"animated": True}},
        {"steps": [RESIZE], "outputs": [{"name": "a"}]},
    ],
)
def test_the_digest_depends_on_everything_else(document: dict[str, Any]) -> None:
    """Two recipes that make different pictures never share a key."""
    assert digest(**document) != digest(steps=[RESIZE])


@pytest.mark.parametrize(
    "output",
    [
        {"format": "png", "quality": 60},
        {"format": "png"},
        {"format": "jpeg", "mozjpeg": True},
        {"format": "gif", "delay": [10, 20]},
        {"format": "same"},
    ],
)
def test_a_stored_recipe_is_the_same_recipe(output: dict[str, Any]) -> None:
    """Written out and read again it has the same digest: also where an option switches on others."""
    recipe = Recipe.model_validate({"steps": [RESIZE, {"op": "flatten", "background": "hsl(200 50% 40%)"}], "output": output})

    stored = recipe.model_dump(mode="json", by_alias=True, exclude_none=True)

    assert Recipe.model_validate(stored).digest() == recipe.digest()


def test_every_fault_is_told_at_once() -> None:
    """Each with the place where it is."""
    document = {
        "steps": [{"op": "resize", "width": 0}, {"op": "sharpenn"}, {"op": "blur", "sigma": 5000, "size": 1}],
        "output": {"format": "bmp"},
        "colour": 1,
    }

    assert faults(document) == [
        ("steps/0/resize/width", "greater_than_equal"),
        ("steps/1", "union_tag_invalid"),
        ("steps/2/blur/sigma", "less_than_equal"),
        ("steps/2/blur/size", "extra_forbidden"),
        ("output/format", "unknown_format"),
        ("colour", "extra_forbidden"),
    ]


@pytest.mark.parametrize(
    ("document", "where"),
    [
        ([], ""),
        ({"steps": {}}, "steps"),
        ({"steps": [7]}, "steps/0"),
        ({"steps": [{"width": 7}]}, "steps/0"),
        ({"steps": [{"op": "flip"}] * 33}, "steps"),
        ({"steps": [{"op": "resize", "without_enlargement": True}]}, "steps/0/resize/without_enlargement"),
        ({"steps": [{"op": "resize", "width": "40"}]}, "steps/0/resize/width"),
        ({"steps": [{"op": "resize", "width": 40.5}]}, "steps/0/resize/width"),
        ({"steps": [{"op": "resize", "withoutEnlargement": 1}]}, "steps/0/resize/withoutEnlargement"),
        ({"order": "reversed"}, "order"),
        ({"input": {"page": -1}}, "input/page"),
        ({"input": {"density": 0}}, "input/density"),
        ({"output": "jpeg"}, "output/same"),
        ({"output": {"format": "jpeg", "quality": 0}}, "output/jpeg/quality/number"),
        ({"output": {"format": "jpeg", "lossless": True}}, "output/jpeg/lossless"),
        ({"output": {"format": "tiff", "tile": True, "tileWidth": 100}}, "output/tiff"),
        ({"output": {"format": "png"}, "outputs": [{"name": "a"}]}, ""),
        ({"outputs": []}, "outputs"),
        ({"outputs": [{"name": "a"}, {"name": "a"}]}, ""),
        ({"outputs": [{"name": "../a"}]}, "outputs/0/same/name"),
        ({"outputs": [{"format": "png"}]}, "outputs/0/png/name"),
        ({"outputs": [{"name": "a", "format": "bmp"}]}, "outputs/0/format"),
        ({"outputs": [{"name": f"n{n}"} for n in range(11)]}, "outputs"),
    ],
)
def test_what_is_no_recipe_is_refused(document: Any, where: str) -> None:
    """At the place where the fault is, and nowhere else."""
    assert [place for place, _ in faults(document)] == [where]


def test_an_output_among_several_has_its_formats_options() -> None:
    """They stand beside its name."""
    recipe = Recipe.model_validate({"outputs": [{"name": "a", "format": "webp", "quality": 33}, {"name": "b", "steps": [RESIZE]}]})

    first, second = recipe.targets
    assert (first.name, first.output.model_dump()["quality"], first.steps) == ("a", 33, ())
    assert (second.pointer, second.output.format, len(second.steps)) == ("/outputs/1", "same", 1)
