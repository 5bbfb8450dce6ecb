"""What the operations do to pixels."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.fixtures.pictures import animated_gif, gradient, pixels, plain, png, png_with_alpha
from tests.unit.imaging.conftest import Make

Pixel = Callable[..., list[float]]

RED, BLUE = plain(20, 10, 255, 0, 0), plain(20, 10, 0, 0, 255)
# red above, blue below; 20 × 20 px
TWO = png(RED.join(BLUE, "vertical"))
# the same, left and right; 40 × 10 px
SIDES = png(RED.join(BLUE, "horizontal"))


def test_flip_mirrors_from_top_to_bottom(pixel: Pixel) -> None:
    """What was above is below."""
    assert pixel((5, 2), TWO, {"op": "flip"}) == [0, 0, 255]


def test_flop_mirrors_from_left_to_right(pixel: Pixel) -> None:
    """What was on the left is on the right."""
    assert pixel((5, 5), SIDES, {"op": "flop"}) == [0, 0, 255]


@pytest.mark.parametrize(("angle", "place"), [(90, (2, 5)), (-90, (17, 5)), (180, (5, 2)), (450, (2, 5))])
def test_rotate_turns_clockwise(pixel: Pixel, angle: int, place: tuple[int, int]) -> None:
    """What was below is on the left after a quarter turn."""
    assert pixel(place, TWO, {"op": "rotate", "angle": angle}) == [0, 0, 255]


def test_rotate_paints_the_corners(make: Make) -> None:
    """With the background; a transparent one adds an alpha channel."""
    made = pixels(make(TWO, {"op": "rotate", "angle": 45, "background": "#00ff0080"}).outputs[0].data)

    assert (made.width, made.height) == (28, 28)
    assert made(0, 0) == [0, 255, 0, 128]


@pytest.mark.parametrize(
    ("position", "colour"),
    [
        ("left", [255, 0, 0]),
        ("west", [255, 0, 0]),
        (4, [255, 0, 0]),
        ("right top", [0, 0, 255]),
        ("southeast", [0, 0, 255]),
        (2, [0, 0, 255]),
    ],
)
def test_a_resize_keeps_what_its_position_says(pixel: Pixel, position: str | int, colour: list[int]) -> None:
    """With fit cover."""
    assert pixel((5, 5), SIDES, {"op": "resize", "width": 10, "height": 10, "position": position}) == colour


@pytest.mark.parametrize("position", ["entropy", "attention", 16, 17])
def test_a_resize_keeps_what_is_worth_looking_at(make: Make, position: str | int) -> None:
    """The bright square on the right, not the dark ground."""
    ground = plain(300, 100, 20, 20, 20).insert((gradient(60, 60) * 2).cast("uchar"), 220, 20)

    made = pixels(make(png(ground), {"op": "resize", "width": 100, "height": 100, "position": position}).outputs[0].data)

    assert made.avg() > 40


def test_contain_puts_the_picture_on_a_canvas(make: Make) -> None:
    """In the background's colour, at the position."""
    step = {"op": "resize", "width": 40, "height": 40, "fit": "contain", "background": "#00ff00", "position": "top"}

    made = pixels(make(SIDES, step).outputs[0].data)

    assert (made(5, 5), made(35, 5), made(5, 35)) == ([255, 0, 0], [0, 0, 255], [0, 255, 0])


@pytest.mark.parametrize("kernel", ["nearest", "linear", "cubic", "mitchell", "lanczos2", "lanczos3", "mks2013", "mks2021"])
def test_every_kernel_scales(make: Make, kernel: str) -> None:
    """Up and down, and about to the same picture."""
    for width, scale in ((20, 0.5), (80, 2)):
        made = pixels(make(png(gradient(40, 30)), {"op": "resize", "width": width, "kernel": kernel}).outputs[0].data)
        assert (made.width, made.height) == (width, round(30 * scale))
        assert (made - gradient(width, round(30 * scale))).abs().avg() < 8


def test_nearest_makes_no_new_colours(make: Make) -> None:
    """It takes pixels as they are."""
    made = pixels(make(TWO, {"op": "resize", "width": 100, "kernel": "nearest"}).outputs[0].data)

    assert (made(50, 49), made(50, 50)) == ([255, 0, 0], [0, 0, 255])


def test_transparent_pixels_do_not_bleed_when_a_picture_shrinks(pixel: Pixel) -> None:
    """Their hidden colour has no part in the mean."""
    hidden, shown = plain(10, 20, 0, 255, 0, 0), plain(10, 20, 255, 0, 0, 255)

    red, green, _, alpha = pixel((0, 0), png(hidden.join(shown, "horizontal")), {"op": "resize", "width": 1, "height": 1})

    assert (red > 250, green < 5, 120 < alpha < 135) == (True, True, True)


def test_extract_cuts_out_a_rectangle(make: Make) -> None:
    """At the place that is said."""
    made = pixels(make(png(gradient(40, 30)), {"op": "extract", "left": 7, "top": 5, "width": 11, "height": 3}).outputs[0].data)

    assert (made - gradient(40, 30).crop(7, 5, 11, 3)).abs().max() == 0


@pytest.mark.parametrize(
    ("options", "size"),
    [
        ({}, (20, 10)),
        ({"background": "white"}, (20, 10)),
        ({"margin": 3}, (26, 16)),
        ({"background": "red"}, (60, 50)),
        ({"threshold": 255}, (60, 50)),
    ],
)
def test_trim_cuts_off_the_edges(make: Make, options: dict[str, Any], size: tuple[int, int]) -> None:
    """Of the colour that is said, or of the first pixel's; where there is none, nothing is cut off."""
    source = png(plain(60, 50, 255, 255, 255).insert(BLUE, 13, 17))

    made = make(source, {"op": "trim", **options}).outputs[0]

    assert (made.width, made.height) == size


@pytest.mark.parametrize(
    ("how", "colour"),
    [
        ({"background": "#00ff00"}, [0, 255, 0]),
        ({"extendWith": "copy"}, [255, 0, 0]),
        ({"extendWith": "repeat"}, [0, 0, 255]),
        ({"extendWith": "mirror"}, [255, 0, 0]),
    ],
)
def test_extend_adds_a_border(make: Make, how: dict[str, str], colour: list[int]) -> None:
    """That shows a colour, the edge, the picture again, or its mirror image."""
    made = pixels(make(TWO, {"op": "extend", "top": 4, "left": 1, **how}).outputs[0].data)

    assert (made.width, made.height, made(10, 2)) == (21, 24, colour)


def test_flatten_lays_a_picture_on_a_colour(pixel: Pixel) -> None:
    """Half transparent red on white is pink, without an alpha channel."""
    red, green, blue = pixel((3, 3), png(plain(9, 9, 255, 0, 0, 128)), {"op": "flatten", "background": "white"})

    assert (red, 125 <= green <= 129, 125 <= blue <= 129) == (255, True, True)


def test_flatten_can_be_switched_off(pixel: Pixel) -> None:
    """The picture stays transparent."""
    assert pixel((3, 3), png(plain(9, 9, 255, 0, 0, 128)), {"op": "flatten", "flatten": False}) == [255, 0, 0, 128]


def test_greyscale_takes_the_colours_away(pixel: Pixel) -> None:
    """Green is lighter than blue; alpha stays."""
    green, blue = (pixel((3, 3), png(plain(9, 9, *colour, 200)), {"op": "greyscale"}) for colour in ((0, 255, 0), (0, 0, 255)))

    assert green[0] == green[1] == green[2] > blue[0] == blue[1] == blue[2]
    assert (green[3], blue[3]) == (200, 200)


@pytest.mark.parametrize(
    ("options", "check"),
    [
        ({"brightness": 2}, lambda before, after: sum(after) > sum(before) * 1.5),
        ({"saturation": 0}, lambda _, after: max(after) - min(after) <= 2),
        ({"hue": 120}, lambda before, after: before[0] == max(before) and after[1] == max(after)),
        ({"lightness": 50}, lambda before, after: sum(after) > sum(before)),
        ({"hue": 360}, lambda before, after: before == after),
        ({}, lambda before, after: before == after),
    ],
)
def test_modulate_changes_one_side_of_a_colour(pixel: Pixel, options: dict[str, float], check: Callable[[Any, Any], bool]) -> None:
    """Brightness, saturation, hue or lightness."""
    before = [100, 40, 30]

    assert check(before, pixel((3, 3), png(plain(9, 9, *before)), {"op": "modulate", **options}))


def test_modulate_keeps_alpha(pixel: Pixel) -> None:
    """It is no colour."""
    assert pixel((3, 3), png(plain(9, 9, 100, 40, 30, 77)), {"op": "modulate", "brightness": 2})[3] == 77


@pytest.mark.parametrize("options", [{}, {"sigma": 3}, {"sigma": 3, "precision": "float"}, {"sigma": 3, "precision": "approximate"}])
def test_blur_softens_an_edge(pixel: Pixel, options: dict[str, Any]) -> None:
    """There is something of both colours on it."""
    red, _, blue = pixel((10, 9), TWO, {"op": "blur", **options})

    assert (0 < red < 255, 0 < blue < 255) == (True, True)


@pytest.mark.parametrize("options", [{}, {"sigma": 2}, {"sigma": 2, "m2": 5, "y2": 30}])
def test_sharpen_strengthens_an_edge(make: Make, options: dict[str, Any]) -> None:
    """Dark becomes darker beside it, and light lighter."""
    source = plain(20, 10, 100, 100, 100).join(plain(20, 10, 150, 150, 150), "vertical")

    made = pixels(make(png(source), {"op": "sharpen", **options}).outputs[0].data)

    assert (made.min() < 99, made.max() > 151) == (True, True)


@pytest.mark.parametrize(
    "step",
    [
        {"op": "blur", "sigma": 5},
        {"op": "flip"},
        {"op": "extend", "top": 2, "background": "white"},
        {"op": "resize", "width": 20, "height": 10},
    ],
)
def test_frames_do_not_run_into_each_other(make: Make, step: dict[str, Any]) -> None:
    """Every frame of an animation stays of one colour, but for a border."""
    made = make(animated_gif(40, 30), step, input={"animated": True}, output={"format": "webp", "lossless": True}).outputs[0]

    frames = [pixels(made.data, page=page) for page in range(3)]
    assert [frame(frame.width // 2, frame.height - 2)[:3] for frame in frames] == [[255, 0, 0], [0, 255, 0], [0, 0, 255]]
    assert [frame(frame.width // 2, 3)[:3] for frame in frames] == [[255, 0, 0], [0, 255, 0], [0, 0, 255]]


def test_steps_keep_alpha(make: Make) -> None:
    """All of them in a row."""
    steps: list[dict[str, Any]] = [
        {"op": "resize", "width": 30},
        {"op": "rotate", "angle": 90},
        {"op": "flip"},
        {"op": "blur"},
        {"op": "sharpen"},
        {"op": "modulate", "hue": 20},
        {"op": "greyscale"},
        {"op": "extend", "left": 2},
    ]

    made = make(png_with_alpha(40, 30), *steps).outputs[0]

    assert (made.has_alpha, pixels(made.data).bands) == (True, 4)
