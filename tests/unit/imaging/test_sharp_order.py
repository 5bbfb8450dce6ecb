"""Recipes whose steps run in sharp's order. That the bytes are sharp's is judged in tests/parity."""

from base64 import b64encode
from collections.abc import Callable
from typing import Any

import pytest
import pyvips

from shared.errors import RecipeRefused
from shared.imaging import Limits, Recipe, render
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


def test_an_overlay_may_be_as_tall_as_all_pages_together(make: Make) -> None:
    """They are one tall picture then."""
    overlay = {"input": {"create": {"width": 10, "height": 25, "channels": 3, "background": "red"}}}

    made = make(animated_gif(20, 10), {"op": "composite", "images": [overlay]}, input={"animated": True}, output={"format": "gif"}, **SHARP)

    assert (made.outputs[0].height, made.outputs[0].pages) == (10, 3)


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


def test_a_crop_of_a_rotated_picture_is_a_part_of_it(make: Make) -> None:
    """The rotation comes first and is done in full: made for the crop alone, its roundings would be others."""
    turn: dict[str, Any] = {"op": "rotate", "angle": 45}
    noise = png(pyvips.Image.gaussnoise(61, 40, mean=128, sigma=60, seed=7).cast("uchar").copy(interpretation="b-w"))

    whole = pixels(make(noise, turn, **SHARP).outputs[0].data)
    cut = make(noise, turn, {"op": "extract", "left": 31, "top": 5, "width": 20, "height": 30}, **SHARP).outputs[0]

    assert pixels(cut.data).write_to_memory() == whole.crop(31, 5, 20, 30).write_to_memory()


def test_pictures_put_together_are_turned_by_the_tag_of_the_first() -> None:
    """As one picture."""
    images = [{"input": {"data": b64encode(jpeg(30, 20, orientation=6)).decode()}, "autoOrient": False} for _ in range(2)]
    recipe = {"canvas": {"join": {"images": images, "across": 2}}, "input": {"autoOrient": True}, "output": {"format": "png"}, **SHARP}

    made = render(None, Recipe.model_validate(recipe), Limits()).outputs[0]

    assert (made.width, made.height) == (20, 60)


def test_bare_pixels_are_read_in_full_whatever_page_is_asked_for(make: Make) -> None:
    """They are one tall picture, unless several pages are asked for."""
    raw = {"width": 4, "height": 8, "channels": 1, "pageHeight": 2}

    made = make(bytes(32), input={"raw": raw, "page": 3}, **SHARP).outputs[0]

    assert (made.width, made.height) == (4, 8)


@pytest.mark.parametrize("pages", [2, 20])
def test_some_pages_of_bare_pixels_are_not_read(make: Make, pages: int) -> None:
    """All of them are, or none would have the height that it says."""
    raw = {"width": 4, "height": 8, "channels": 1, "pageHeight": 2}

    with pytest.raises(RecipeRefused) as refused:
        make(bytes(32), {"op": "resize", "width": 30}, input={"raw": raw, "pages": pages}, **SHARP)

    assert {fault.pointer for fault in refused.value.faults} == {"/input/pages"}


def test_a_canvas_keeps_the_limit_of_its_recipe() -> None:
    """As a file does."""
    create = {"width": 40, "height": 30, "channels": 3, "background": "red"}
    recipe = {"canvas": {"create": create}, "input": {"limitInputPixels": 1000}, **SHARP}

    with pytest.raises(RecipeRefused) as refused:
        render(None, Recipe.model_validate(recipe), Limits())

    assert [(fault.pointer, fault.code) for fault in refused.value.faults] == [("/canvas/create", "image_too_large")]
