"""What the operations on colours do to pixels."""

from collections.abc import Callable
from typing import Any

import pytest
import pyvips

from shared.errors import RecipeRefused
from tests.fixtures.pictures import animated_gif, gradient, pixels, plain, png, png_with_alpha
from tests.unit.imaging.conftest import Make

Pixel = Callable[..., list[float]]

ORANGE = png(plain(8, 8, 200, 120, 40))
CLEAR_ORANGE = png(plain(8, 8, 200, 120, 40, 100))
GREY = png(plain(8, 8, 120))
WIDE = png((plain(8, 8, 200, 120, 40).cast("ushort") * 257).cast("ushort").copy(interpretation="rgb16"))

COLOURED: list[tuple[dict[str, Any], list[int]]] = [
    ({"op": "negate"}, [55, 135, 215]),
    ({"op": "negate", "negate": False}, [200, 120, 40]),
    ({"op": "linear", "a": 0.5, "b": 10}, [110, 70, 30]),
    ({"op": "linear", "a": [1, 2, 3], "b": [0, 1, -20]}, [200, 241, 100]),
    ({"op": "linear", "b": 100}, [255, 220, 140]),
    ({"op": "threshold", "threshold": 100}, [255, 255, 255]),
    ({"op": "threshold", "threshold": 150}, [0, 0, 0]),
    ({"op": "threshold", "threshold": 100, "greyscale": False}, [255, 255, 0]),
    ({"op": "threshold", "threshold": 0}, [200, 120, 40]),
    ({"op": "recomb", "matrix": [[0, 0, 1], [0, 1, 0], [1, 0, 0]]}, [40, 120, 200]),
    ({"op": "gamma", "gamma": 1, "gammaOut": 2}, [226, 175, 101]),
    ({"op": "gamma", "gamma": 2, "gammaOut": 1}, [157, 56, 6]),
]


@pytest.mark.parametrize(("step", "colour"), COLOURED, ids=lambda value: value["op"] if isinstance(value, dict) else None)
@pytest.mark.parametrize("source", [ORANGE, WIDE], ids=["8 bits", "16 bits"])
def test_colours_change_by_the_formula(pixel: Pixel, step: dict[str, Any], colour: list[int], source: bytes) -> None:
    """To within a level, with 8 bits and with 16; what is added is on the scale of the picture."""
    if source == WIDE and step["op"] == "linear":
        added = step["b"]
        step = step | {"b": [257 * number for number in added] if isinstance(added, list) else 257 * added}

    assert pixel((3, 3), source, step) == pytest.approx(colour, abs=1)


@pytest.mark.parametrize(
    ("step", "colour"),
    [(step, colour) for step, colour in COLOURED if step["op"] not in {"negate", "threshold"}],
    ids=lambda value: value["op"] if isinstance(value, dict) else None,
)
def test_colours_change_and_transparency_stays(pixel: Pixel, step: dict[str, Any], colour: list[int]) -> None:
    """Except where a step says that it changes it: those have tests of their own."""
    assert pixel((3, 3), CLEAR_ORANGE, step) == pytest.approx([*colour, 100], abs=1)


@pytest.mark.parametrize(("alpha", "made"), [(True, 155), (False, 100)])
def test_negate_turns_transparency_over_if_it_is_told_to(pixel: Pixel, alpha: bool, made: int) -> None:  # noqa: FBT001  parametrised
    """Which is the default, as in sharp."""
    assert pixel((3, 3), CLEAR_ORANGE, {"op": "negate", "alpha": alpha}) == [55, 135, 215, made]


def test_negating_fractions_gives_the_opposite(pixel: Pixel) -> None:
    """Steps before it may have left fractions, of which libvips would make negative numbers."""
    assert pixel((3, 3), WIDE, {"op": "linear", "a": 0.5}, {"op": "negate"}) == pytest.approx([155, 195, 235], abs=1)


def test_gamma_in_and_out_leave_only_rounding(make: Make) -> None:
    """Both with the same exponent."""
    made = pixels(make(png(gradient(60, 40)), {"op": "gamma"}).outputs[0].data)

    assert (made - gradient(60, 40)).abs().avg() < 3


def test_a_resize_between_two_gammas_is_in_linear_light(pixel: Pixel) -> None:
    """The mean of black and white is brighter then."""
    halves = png(plain(20, 20, 0, 0, 0).join(plain(20, 20, 255, 255, 255), "horizontal"))
    resize = {"op": "resize", "width": 1, "height": 1, "fit": "fill"}

    plainly = pixel((0, 0), halves, resize)[0]
    linearly = pixel((0, 0), halves, {"op": "gamma", "gammaOut": 1}, resize, {"op": "gamma", "gamma": 1, "gammaOut": 2.2})[0]

    assert (120 < plainly < 136, 180 < linearly < 194) == (True, True)


@pytest.mark.parametrize("op", ["normalise", "normalize"])
@pytest.mark.parametrize("source", [png(gradient(50, 50) / 4 + 60), png((gradient(50, 50)[0] / 4 + 60).cast("uchar"))], ids=["rgb", "grey"])
def test_normalise_uses_the_whole_range(make: Make, op: str, source: bytes) -> None:
    """From black to white."""
    made = pixels(make(source, {"op": op, "lower": 0, "upper": 100}).outputs[0].data).colourspace("lab")[0]

    assert (made.min() < 12, made.max() > 98) == (True, True)


def test_normalise_leaves_a_plain_picture(pixel: Pixel) -> None:
    """There is nothing to stretch."""
    assert pixel((3, 3), ORANGE, {"op": "normalise"}) == [200, 120, 40]


def test_normalise_keeps_alpha(make: Make) -> None:
    """It is no lightness."""
    made = pixels(make(png_with_alpha(40, 30), {"op": "normalise"}).outputs[0].data)

    assert (made[3] - gradient(40, 30)[0]).abs().max() == 0


@pytest.mark.parametrize(("source", "rest"), [(ORANGE, []), (CLEAR_ORANGE, [100]), (GREY, []), (WIDE, [])])
def test_tint_gives_one_hue(pixel: Pixel, source: bytes, rest: list[int]) -> None:
    """And keeps lightness and alpha; a grey picture has one grey channel, so nothing to colour in."""
    red, green, blue, *alpha = pixel((3, 3), source, {"op": "tint", "colour": "blue"})

    assert alpha == rest
    assert (blue > red, blue > green) == ((True, True) if source != GREY else (False, False))


@pytest.mark.parametrize(
    ("space", "channels", "format_"),
    [("srgb", 3, "uchar"), ("b-w", 1, "uchar"), ("rgb16", 3, "ushort"), ("grey16", 1, "ushort")],
)
def test_the_colour_space_is_what_is_written(make: Make, space: str, channels: int, format_: str) -> None:
    """As far as PNG has it."""
    made = pixels(make(ORANGE, {"op": "toColourspace", "colourspace": space}).outputs[0].data)

    assert (made.bands, made.format) == (channels, format_)


def test_cmyk_is_written_as_cmyk(make: Make) -> None:
    """By JPEG."""
    made = pixels(make(ORANGE, {"op": "toColourspace", "colourspace": "cmyk"}, output={"format": "jpeg"}).outputs[0].data)

    assert (made.bands, made.interpretation) == (4, "cmyk")


def test_a_working_space_is_not_what_is_written(make: Make) -> None:
    """Steps after it work in it, and what comes out is sRGB with 8 bits."""
    made = pixels(make(ORANGE, {"op": "pipelineColourspace", "colourspace": "lab"}, {"op": "flip"}).outputs[0].data)

    assert (made.interpretation, made.format, made(3, 3)) == ("srgb", "uchar", pytest.approx([200, 120, 40], abs=1))


def test_steps_after_a_working_space_work_in_it(pixel: Pixel) -> None:
    """Half of the light is not half of the sRGB value."""
    half = {"op": "linear", "a": 0.5}

    linear = pixel((3, 3), ORANGE, {"op": "pipelineColourspace", "colourspace": "rgb16"}, half)

    assert linear == pytest.approx([100, 60, 20], abs=1)


def test_too_many_factors_are_refused(make: Make) -> None:
    """More than the picture has channels."""
    with pytest.raises(RecipeRefused) as refused:
        make(GREY, {"op": "linear", "a": [1, 1, 1], "b": [0, 0, 0]})

    assert [(fault.pointer, fault.code) for fault in refused.value.faults] == [("/steps/0/a", "channels")]


def test_a_matrix_for_alpha_needs_alpha(make: Make) -> None:
    """Four rows for three channels are refused."""
    unit = [[float(row == column) for column in range(4)] for row in range(4)]

    with pytest.raises(RecipeRefused) as refused:
        make(ORANGE, {"op": "recomb", "matrix": unit})

    assert [(fault.pointer, fault.code) for fault in refused.value.faults] == [("/steps/0/matrix", "channels")]


def test_a_matrix_of_four_mixes_alpha(pixel: Pixel) -> None:
    """Here red into it."""
    matrix = [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0.5, 0, 0, 0.5]]

    assert pixel((3, 3), CLEAR_ORANGE, {"op": "recomb", "matrix": matrix}) == pytest.approx([200, 120, 40, 150], abs=1)


@pytest.mark.parametrize("step", [step for step, _ in COLOURED] + [{"op": "normalise"}, {"op": "tint", "colour": "red"}])
def test_an_animation_stays_one(make: Make, step: dict[str, Any]) -> None:
    """With all its frames and its duration; WebP joins frames that are alike."""
    made = make(animated_gif(20, 10), step, input={"animated": True}, output={"format": "webp", "lossless": True}).outputs[0]

    assert (made.pages, made.height, sum(pixels(made.data, n=-1).get("delay"))) == (3, 10, 300)


@pytest.mark.parametrize("interpretation", ["b-w", "grey16"])
def test_grey_pictures_are_negated(make: Make, interpretation: str) -> None:
    """With 8 bits and with 16."""
    wide = interpretation == "grey16"
    source = plain(4, 4, 120) if not wide else (plain(4, 4, 120).cast("ushort") * 257).cast("ushort").copy(interpretation="grey16")

    made: pyvips.Image = pixels(make(png(source), {"op": "negate"}).outputs[0].data)

    assert made(1, 1) == [135] * made.bands
