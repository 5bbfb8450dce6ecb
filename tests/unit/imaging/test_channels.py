"""Operations on channels and transparency."""

import base64
from collections.abc import Callable
from typing import Any

import pytest
import pyvips

from shared.errors import RecipeRefused
from tests.fixtures.pictures import animated_gif, gradient, pixels, plain, png, png_with_alpha
from tests.unit.imaging.conftest import Make

Pixel = Callable[..., list[float]]

COLOUR = png(plain(8, 6, 204, 170, 15))
CLEAR = png(plain(8, 6, 204, 170, 15, 99))
GREY = png(plain(8, 6, 170))


def wide(*colour: int) -> bytes:
    """A picture with 16 bits, from values of 8."""
    interpretation = "rgb16" if len(colour) > 2 else "grey16"
    return png((plain(8, 6, *colour).cast("ushort") * 257).cast("ushort").copy(interpretation=interpretation))


def other(image: pyvips.Image) -> dict[str, Any]:
    """Another picture in a recipe."""
    return {"input": {"data": base64.b64encode(png(image)).decode()}}


def faults(make: Make, source: bytes, *steps: dict[str, Any]) -> list[tuple[str, str]]:
    """Pointer and code of each fault."""
    with pytest.raises(RecipeRefused) as refused:
        make(source, *steps)
    return [(fault.pointer, fault.code) for fault in refused.value.faults]


@pytest.mark.parametrize(
    ("channel", "value"), [("red", 204), (0, 204), ("green", 170), (1, 170), ("blue", 15), (2, 15), ("alpha", 99), (3, 99)]
)
@pytest.mark.parametrize("source", [CLEAR, wide(204, 170, 15, 99)], ids=["8 bits", "16 bits"])
def test_a_channel_is_a_grey_picture(make: Make, channel: str | int, value: int, source: bytes) -> None:
    """Of one channel, by name and by number."""
    made = pixels(make(source, {"op": "extractChannel", "channel": channel}).outputs[0].data)

    assert (made.bands, made(2, 2)) == (1, [value])


@pytest.mark.parametrize(("source", "channel"), [(COLOUR, 3), (COLOUR, "alpha"), (CLEAR, 4), (GREY, 3)])
def test_a_channel_that_is_not_there_is_refused(make: Make, source: bytes, channel: str | int) -> None:
    """Before any pixel is read."""
    assert faults(make, source, {"op": "extractChannel", "channel": channel}) == [("/steps/0/channel", "no_such_channel")]


def test_a_channel_of_another_colour_space_is_refused_if_it_is_not_there(make: Make) -> None:
    """A grey picture has one."""
    steps: list[dict[str, Any]] = [{"op": "toColourspace", "colourspace": "b-w"}, {"op": "extractChannel", "channel": 2}]

    assert faults(make, COLOUR, *steps)[0][0].startswith("/steps/1")


@pytest.mark.parametrize(("alpha", "value"), [(1, 255), (0.5, 127), (0, 0)])
@pytest.mark.parametrize("source", [COLOUR, GREY, wide(204, 170, 15), wide(170)], ids=["colour", "grey", "wide", "wide grey"])
def test_alpha_is_added(make: Make, alpha: float, value: int, source: bytes) -> None:
    """As opaque as is said."""
    made = pixels(make(source, {"op": "ensureAlpha", "alpha": alpha}).outputs[0].data)

    assert (made.hasalpha(), made(1, 1)[-1]) == (True, pytest.approx(value, abs=1))


def test_alpha_that_is_there_stays(pixel: Pixel) -> None:
    """Nothing is added to it."""
    assert pixel((1, 1), CLEAR, {"op": "ensureAlpha", "alpha": 0}) == [204, 170, 15, 99]


@pytest.mark.parametrize("source", [CLEAR, COLOUR])
def test_alpha_is_removed(pixel: Pixel, source: bytes) -> None:
    """And the colours below it are shown."""
    assert pixel((1, 1), source, {"op": "removeAlpha"}) == [204, 170, 15]


def test_alpha_is_removed_after_a_resize_without_dark_edges(make: Make) -> None:
    """Colours are not left multiplied by it."""
    made = pixels(make(png(plain(40, 40, 200, 100, 50, 60)), {"op": "resize", "width": 10}, {"op": "removeAlpha"}).outputs[0].data)

    assert made(5, 5) == pytest.approx([200, 100, 50], abs=5)


@pytest.mark.parametrize(("colour", "alpha"), [((255, 255, 255), 0), ((240, 255, 255), 255), ((0, 0, 0), 255)])
@pytest.mark.parametrize("deep", [False, True], ids=["8 bits", "16 bits"])
def test_white_becomes_transparent(pixel: Pixel, colour: tuple[int, ...], alpha: int, deep: bool) -> None:  # noqa: FBT001  parametrised
    """And nothing else does."""
    source = wide(*colour) if deep else png(plain(8, 6, *colour))

    assert pixel((1, 1), source, {"op": "unflatten"})[-1] == alpha


def test_what_was_transparent_stays_so(pixel: Pixel) -> None:
    """Unflatten only takes away."""
    assert pixel((1, 1), CLEAR, {"op": "unflatten"})[3] == 99


@pytest.mark.parametrize(("operator", "value"), [("and", 204 & 170 & 15), ("or", 204 | 170 | 15), ("eor", 204 ^ 170 ^ 15)])
def test_bandbool_combines_the_channels(pixel: Pixel, operator: str, value: int) -> None:
    """Bit by bit, into grey."""
    assert pixel((1, 1), COLOUR, {"op": "bandbool", "boolOp": operator}) == [value] * 3


@pytest.mark.parametrize(("operator", "colour"), [("and", [136, 170, 10]), ("or", [238, 170, 175]), ("eor", [102, 0, 165])])
def test_boolean_combines_two_pictures(pixel: Pixel, operator: str, colour: list[int]) -> None:
    """One channel of the other picture counts for all."""
    assert pixel((1, 1), COLOUR, {"op": "boolean", "operand": other(plain(8, 6, 170)), "operator": operator}) == colour


@pytest.mark.parametrize("deep", [False, True], ids=["8 bits", "16 bits"])
def test_boolean_makes_a_picture_as_large_as_both(make: Make, deep: bool) -> None:  # noqa: FBT001  parametrised
    """What is missing counts as 0."""
    step = {"op": "boolean", "operand": other(plain(4, 12, 255, 255, 255)), "operator": "or"}

    made = pixels(make(wide(204, 170, 15) if deep else COLOUR, step).outputs[0].data)

    assert (made.width, made.height, made(7, 1), made(7, 11)) == (8, 12, [204, 170, 15], [0, 0, 0])


def test_boolean_refuses_pictures_with_other_channels(make: Make) -> None:
    """At the other picture."""
    step = {"op": "boolean", "operand": other(plain(8, 6, 1, 2, 3)), "operator": "or"}

    assert faults(make, CLEAR, step) == [("/steps/0/operand/input", "channels_differ")]


@pytest.mark.parametrize("source", [COLOUR, wide(204, 170, 15)], ids=["8 bits", "16 bits"])
def test_a_grey_picture_becomes_the_alpha_channel(pixel: Pixel, source: bytes) -> None:
    """When it is joined to three colours."""
    assert pixel((1, 1), source, {"op": "joinChannel", "images": [other(plain(8, 6, 77))]}) == [204, 170, 15, 77]


def test_three_grey_pictures_become_one_of_colour(pixel: Pixel) -> None:
    """In their order."""
    step = {"op": "joinChannel", "images": [other(plain(8, 6, 20)), other(plain(8, 6, 30))]}

    assert pixel((1, 1), GREY, {"op": "toColourspace", "colourspace": "b-w"}, step, {"op": "flip"})[:1] == [170]


@pytest.mark.parametrize(
    "step",
    [
        {"op": "extractChannel", "channel": 0},
        {"op": "ensureAlpha", "alpha": 0.5},
        {"op": "removeAlpha"},
        {"op": "unflatten"},
        {"op": "bandbool", "boolOp": "or"},
        {"op": "boolean", "operand": other(plain(20, 10, 255)), "operator": "and"},
        {"op": "joinChannel", "images": [other(plain(20, 10, 200))]},
        {"op": "mask", "mask": other(plain(20, 10, 255, 255, 255, 200))},
        {"op": "roundCorners", "radius": 3},
    ],
    ids=lambda step: step["op"],
)
def test_an_animation_stays_one(make: Make, step: dict[str, Any]) -> None:
    """With all its frames, each treated alike."""
    made = make(animated_gif(20, 10), step, input={"animated": True}, output={"format": "webp", "lossless": True}).outputs[0]

    assert (made.pages, made.height) == (3, 10)


@pytest.mark.parametrize(("place", "alpha"), [((0, 0), 0), ((20, 15), 255), ((39, 29), 0), ((0, 15), 255)])
@pytest.mark.parametrize("options", [{"radius": 15}, {"percent": 50}])
def test_corners_are_rounded(pixel: Pixel, place: tuple[int, int], alpha: int, options: dict[str, int]) -> None:
    """They are transparent and the rest is as it was."""
    assert pixel(place, png(gradient(40, 30)), {"op": "roundCorners", **options})[3] == pytest.approx(alpha, abs=60)


def test_each_corner_has_its_radius(make: Make) -> None:
    """Those that are not named stay square."""
    made = pixels(make(png(plain(40, 30, 1, 2, 3)), {"op": "roundCorners", "radius": {"topRight": 10}}).outputs[0].data)[3]

    assert [made(*place)[0] for place in ((0, 0), (39, 0), (39, 29), (0, 29))] == [255, 0, 255, 255]


def test_radii_that_are_too_large_shrink_together(make: Make) -> None:
    """As in CSS: what comes out is as with half of the shorter side."""
    large, half = (make(png(gradient(40, 30)), {"op": "roundCorners", "radius": radius}).outputs[0].data for radius in (1e6, 15))

    assert large == half


def test_edges_of_a_corner_are_smooth(make: Make) -> None:
    """There is something between opaque and transparent."""
    alpha = pixels(make(png(plain(40, 40, 9, 9, 9)), {"op": "roundCorners", "percent": 50}).outputs[0].data)[3]

    assert 20 < ((alpha > 0) & (alpha < 255)).avg() / 255 * 1600 < 200


def test_corners_of_a_transparent_picture_take_away_only(make: Make) -> None:
    """What was transparent stays so, with 16 bits too."""
    source = wide(204, 170, 15, 99)

    made = pixels(make(source, {"op": "roundCorners", "radius": 3}).outputs[0].data)

    assert (made(0, 0)[3] < 9, made(4, 3)) == (True, pytest.approx([204, 170, 15, 99], abs=1))


@pytest.mark.parametrize(
    ("mask", "options", "alphas"),
    [
        (plain(4, 6, 0, 0, 0, 0).join(plain(4, 6, 0, 0, 0, 255), "horizontal"), {}, [0, 255]),
        (plain(4, 6, 0, 0, 0, 0).join(plain(4, 6, 0, 0, 0, 255), "horizontal"), {"invert": True}, [255, 0]),
        (plain(4, 6, 0, 0, 0).join(plain(4, 6, 255, 255, 255), "horizontal"), {}, [0, 255]),
        (plain(4, 6, 0).join(plain(4, 6, 128), "horizontal"), {}, [0, 128]),
        (plain(4, 6, 255, 255, 255, 0).join(plain(4, 6, 255, 255, 255, 255), "horizontal"), {"channel": "luminance"}, [0, 255]),
    ],
    ids=["alpha", "inverted", "bright", "grey", "luminance"],
)
def test_a_mask_cuts_to_a_shape(make: Make, mask: pyvips.Image, options: dict[str, Any], alphas: list[int]) -> None:
    """By its alpha channel if it has one, by its brightness otherwise."""
    made = pixels(make(COLOUR, {"op": "mask", "mask": other(mask), **options}).outputs[0].data)

    assert [made(x, 3)[3] for x in (1, 6)] == alphas


def test_a_mask_is_stretched(make: Make) -> None:
    """To the picture's size."""
    mask = plain(20, 20, 0).join(plain(20, 20, 255), "vertical")

    made = pixels(make(COLOUR, {"op": "mask", "mask": other(mask)}).outputs[0].data)

    assert (made.width, made.height, made(4, 0)[3] < 9, made(4, 5)[3] > 246) == (8, 6, True, True)


def test_an_opaque_picture_is_no_mask_by_alpha(make: Make) -> None:
    """It would hide nothing."""
    step = {"op": "mask", "mask": other(plain(8, 6, 1, 2, 3)), "channel": "alpha"}

    assert faults(make, COLOUR, step) == [("/steps/0/mask/input", "no_alpha")]


def test_a_mask_keeps_what_was_transparent(make: Make) -> None:
    """The two are multiplied."""
    made = pixels(make(png_with_alpha(40, 30), {"op": "mask", "mask": other(plain(40, 30, 128))}).outputs[0].data)

    assert (made[3] * 255 / 128 - gradient(40, 30)[0]).abs().max() < 2
