"""Steps in sharp's order: what calls add up to."""

from typing import Any

import pytest
from pydantic import TypeAdapter

from shared.imaging.chain import FIRST_EXTRACT, LAST_EXTRACT, Chain, chain
from shared.imaging.operations import Step
from shared.imaging.operations.base import Operation

STEP: TypeAdapter[Operation] = TypeAdapter(Step)
BOX = {"op": "extract", "left": 1, "top": 1, "width": 9, "height": 9}
QUARTER = {"op": "rotate", "angle": 90}
RESIZE = {"op": "resize", "width": 20}


def of(*steps: dict[str, Any], auto_orient: bool = False) -> Chain:
    """The chain of some steps."""
    return chain([(f"/steps/{number}", STEP.validate_python(step)) for number, step in enumerate(steps)], auto_orient=auto_orient)


def step(made: Chain, name: str) -> dict[str, Any]:
    """An operation of a chain, as JSON."""
    link = made.get(name)
    assert link is not None
    return link.step.model_dump(mode="json", exclude_none=True)


def test_a_later_call_replaces_the_earlier_one() -> None:
    """Faults then point to the later one."""
    made = of({"op": "median", "size": 5}, {"op": "median"})

    assert step(made, "median") == {"op": "median", "size": 3}
    assert made.links["median"].pointer == "/steps/1"


@pytest.mark.parametrize(
    ("earlier", "later", "kept"),
    [
        ({"width": 50, "height": 50, "fit": "fill"}, {"width": 70}, {"width": 70, "fit": "fill"}),
        ({"width": 50, "kernel": "cubic"}, {"height": 7, "kernel": "nearest"}, {"height": 7, "kernel": "nearest"}),
    ],
)
def test_a_resize_remembers_how_but_not_how_large(earlier: dict[str, Any], later: dict[str, Any], kept: dict[str, Any]) -> None:
    """As sharp's does."""
    made = step(of({"op": "resize"} | earlier, {"op": "resize"} | later), "resize")

    assert made.items() >= kept.items()
    assert "width" in made or "width" not in kept


def test_options_that_are_left_out_keep_their_earlier_values() -> None:
    """Calls of modulate add up."""
    made = step(of({"op": "modulate", "hue": 30}, {"op": "modulate", "saturation": 2}), "modulate")

    assert (made["hue"], made["saturation"], made["brightness"]) == (30, 2, 1)


def test_both_spellings_are_one_operation() -> None:
    """The later spelling counts."""
    made = of({"op": "greyscale"}, {"op": "grayscale", "greyscale": False})

    assert list(made.links) == ["greyscale"]
    assert step(made, "greyscale")["greyscale"] is False


def test_joined_channels_add_up() -> None:
    """In the order of the calls."""
    operand = {"input": {"create": {"width": 2, "height": 2, "channels": 3, "background": "red"}}}
    made = step(of(*[{"op": "joinChannel", "images": [operand]}] * 3), "joinChannel")

    assert len(made["images"]) == 3


@pytest.mark.parametrize(
    ("steps", "names"),
    [
        ([BOX], {FIRST_EXTRACT}),
        ([BOX, BOX], {FIRST_EXTRACT, LAST_EXTRACT}),
        ([RESIZE, BOX], {LAST_EXTRACT}),
        ([{"op": "resize"}, BOX], {FIRST_EXTRACT}),
        ([BOX, RESIZE, BOX], {FIRST_EXTRACT, LAST_EXTRACT}),
    ],
)
def test_an_extract_is_before_or_after_the_resize(steps: list[dict[str, Any]], names: set[str]) -> None:
    """By what was called before it."""
    assert set(of(*steps).links) - {"resize"} == names


@pytest.mark.parametrize(
    ("steps", "first"),
    [
        ([QUARTER, RESIZE], True),
        ([RESIZE, QUARTER], False),
        ([QUARTER, BOX], True),
        ([QUARTER, {"op": "trim"}], True),
        ([{"op": "trim"}, QUARTER], False),
        ([{"op": "rotate", "angle": 360}, RESIZE], False),
        ([QUARTER, BOX, BOX, RESIZE], True),
    ],
)
def test_a_rotation_comes_first_if_it_was_asked_for_first(*, steps: list[dict[str, Any]], first: bool) -> None:
    """Before a resize, an extract or a trim."""
    assert of(*steps).rotates_first is first


@pytest.mark.parametrize(
    ("steps", "auto_orient", "first"),
    [([{"op": "autoOrient"}, BOX], False, True), ([BOX, {"op": "autoOrient"}], False, False), ([BOX], True, True)],
)
def test_an_extract_of_an_upright_picture_wants_it_upright(*, steps: list[dict[str, Any]], auto_orient: bool, first: bool) -> None:
    """If it was to be upright when the extract was called."""
    assert of(*steps, auto_orient=auto_orient).orients_first is first
