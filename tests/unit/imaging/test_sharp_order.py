"""Recipes whose steps run in sharp's order. That the bytes are sharp's is judged in tests/parity."""

from collections.abc import Callable
from typing import Any

import pytest

from shared.errors import RecipeRefused
from shared.imaging import Limits
from tests.fixtures.pictures import animated_gif, gradient, jpeg, pixels, png, png_with_alpha, svg
from tests.unit.imaging.conftest import Make

SHARP: dict[str, Any] = {"order": "sharp"}


def test_the_order_written_does_not_matter(make: Make) -> None:
    """Only which operations there are, where no flag depends on it."""
    steps: list[dict[str, Any]] = [{"op": "negate"}, {"op": "resize", "width": 30}, {"op": "blur", "sigma": 2}, {"op": "greyscale"}]

    assert make(jpeg(80, 60), *steps, **SHARP).outputs[0].data == make(jpeg(80, 60), *reversed(steps), **SHARP).outputs[0].data


def test_it_matters_otherwise(make: Make) -> None:
    """A negative of a blurred picture with a limit is no blurred negative."""
    steps: list[dict[str, Any]] = [{"op": "negate"}, {"op": "linear", "a": 2, "b": 0}]

    assert make(png(gradient(20, 20)), *steps).outputs[0].data != make(png(gradient(20, 20)), *steps, **SHARP).outputs[0].data


def test_a_composite_comes_after_the_resize(make: Make) -> None:
    """So the overlay keeps its size and must fit into the resized picture."""
    overlay = {"input": {"create": {"width": 40, "height": 40, "channels": 3, "background": "red"}}}

    with pytest.raises(RecipeRefused) as refused:
        make(jpeg(80, 60), {"op": "composite", "images": [overlay]}, {"op": "resize", "width": 30}, **SHARP)

    assert [(fault.pointer, fault.code) for fault in refused.value.faults] == [("/steps/0/images/0/input", "overlay_too_large")]


def test_every_fault_is_named_before_any_pixel(make: Make) -> None:
    """As in the order written."""
    box = {"op": "extract", "left": 70, "top": 0, "width": 20, "height": 70}

    with pytest.raises(RecipeRefused) as refused:
        make(jpeg(80, 60), box, {"op": "extend", "top": 9000}, **SHARP)

    assert {fault.pointer for fault in refused.value.faults} >= {"/steps/0/width", "/steps/0/height", "/steps/1"}


def test_a_quarter_turn_after_a_resize_is_cut_to_the_size(make: Make) -> None:
    """The picture is scaled, turned, then cut."""
    made = make(jpeg(80, 60), {"op": "resize", "width": 40, "height": 20}, {"op": "rotate", "angle": 90}, **SHARP).outputs[0]

    assert (made.width, made.height) == (30, 20)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_is_upright(make: Make, pixel: Callable[..., list[float]], orientation: int) -> None:
    """Unless the recipe says otherwise."""
    made = make(jpeg(80, 60, orientation=orientation), {"op": "resize", "width": 40}, **SHARP).outputs[0]

    assert (made.width, made.height) == ((40, 53) if orientation > 4 else (40, 30))


def test_outputs_have_orders_of_their_own(make: Make) -> None:
    """Shared steps and own ones make one chain for each output."""
    outputs = [{"name": "a", "format": "png"}, {"name": "b", "format": "png", "steps": [{"op": "resize", "width": 20}]}]

    both = make(jpeg(80, 60), {"op": "negate"}, outputs=outputs, **SHARP).outputs
    alone = make(jpeg(80, 60), {"op": "negate"}, {"op": "resize", "width": 20}, **SHARP).outputs[0]

    assert both[0].width == 80
    assert both[1].data == alone.data


def test_an_animation_becomes_one_tall_picture_in_a_format_without_pages(make: Make) -> None:
    """As in sharp; in the order written it is the first frame."""
    made = make(animated_gif(20, 10, frames=3), input={"animated": True}, **SHARP).outputs[0]

    assert pixels(made.data).height == 30


def test_a_resize_of_transparent_pixels_keeps_its_edges_clean(pixel: Callable[..., list[float]]) -> None:
    """Colours are multiplied by alpha once around all filters."""
    colour = pixel((0, 0), png_with_alpha(40, 30), {"op": "resize", "width": 10}, {"op": "blur", "sigma": 2}, **SHARP)

    assert len(colour) == 4


@pytest.mark.parametrize(
    ("steps", "shrink"),
    [
        ([{"op": "resize", "width": 20}], 4),
        ([{"op": "resize", "width": 20}, {"op": "gamma"}], 1),
        ([{"op": "resize", "width": 20}, {"op": "trim"}], 1),
        ([{"op": "rotate", "angle": 90}, {"op": "resize", "width": 20}], 1),
        ([{"op": "negate"}, {"op": "resize", "width": 20}], 4),
    ],
)
def test_a_jpeg_is_decoded_smaller_where_sharp_does(steps: list[dict[str, Any]], shrink: int) -> None:
    """Not when something wants it in full first."""
    from shared.imaging import Recipe  # noqa: PLC0415  beside what is private here
    from shared.imaging.sharp_order import plan_in_sharps_order  # noqa: PLC0415  as above
    from shared.imaging.source import examine  # noqa: PLC0415  as above

    recipe = Recipe.model_validate({"steps": steps, "order": "sharp"})

    assert plan_in_sharps_order(recipe, examine(jpeg(160, 120), Limits()), Limits()).outputs[0].shrink == shrink


def test_a_drawing_is_painted_in_the_size_asked_for(make: Make) -> None:
    """Not scaled afterwards."""
    made = make(svg(20, 20), {"op": "resize", "width": 400}, **SHARP).outputs[0]

    assert pixels(made.data)(199, 399)[:3] == [255, 0, 0]
