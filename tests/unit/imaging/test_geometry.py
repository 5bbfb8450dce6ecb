"""Places, factors and turns: the arithmetic of pictures."""

import pytest

from shared.imaging.orientation import UPRIGHT, Turn, turn_of
from shared.imaging.placement import crop_corner, embed_corner
from shared.imaging.scaling import jpeg_shrink, shrink_factors


@pytest.mark.parametrize(
    ("gravity", "corner"),
    [
        ("centre", (46, 28)),
        ("north", (46, 0)),
        ("east", (91, 28)),
        ("south", (46, 55)),
        ("west", (0, 28)),
        ("northeast", (91, 0)),
        ("southeast", (91, 55)),
        ("southwest", (0, 55)),
        ("northwest", (0, 0)),
        ("right top", (91, 0)),
        ("left bottom", (0, 55)),
    ],
)
def test_what_is_kept_lies_by_its_gravity(gravity: str, corner: tuple[int, int]) -> None:
    """An odd pixel in the middle is cut off on the left or at the top."""
    assert crop_corner((101, 60), (10, 5), gravity) == corner


def test_the_odd_pixel_of_a_canvas_is_on_the_right() -> None:
    """And at the bottom."""
    assert embed_corner((101, 60), (10, 5), "centre") == (45, 27)


@pytest.mark.parametrize(
    ("number", "name"), list(enumerate(["centre", "north", "east", "south", "west", "northeast", "southeast", "southwest", "northwest"]))
)
def test_sharps_numbers_are_names(number: int, name: str) -> None:
    """`sharp.gravity.north` is 1."""
    assert crop_corner((100, 60), (9, 4), number) == crop_corner((100, 60), (9, 4), name)


@pytest.mark.parametrize(
    ("orientation", "turn"),
    [
        (1, UPRIGHT),
        (2, Turn(0, flop=True)),
        (3, Turn(180)),
        (4, Turn(180, flop=True)),
        (5, Turn(90, flop=True)),
        (6, Turn(90)),
        (7, Turn(270, flop=True)),
        (8, Turn(270)),
        (0, UPRIGHT),
        (9, UPRIGHT),
    ],
)
def test_an_orientation_is_a_turn(orientation: int, turn: Turn) -> None:
    """Unknown ones are none."""
    assert turn_of(orientation) == turn


@pytest.mark.parametrize(
    ("shrink", "fast", "factor"),
    [
        (1, True, 1),
        (2, True, 1),
        (3, True, 2),
        (4.2, True, 2),
        (5, True, 4),
        (8.5, True, 4),
        (9, True, 8),
        (100, True, 8),
        (5, False, 2),
        (17, False, 8),
    ],
)
def test_a_jpeg_is_shrunk_by_a_power_of_two(shrink: float, factor: int, *, fast: bool) -> None:
    """By sharp's rules."""
    assert jpeg_shrink(shrink, fast=fast) == factor


@pytest.mark.parametrize(
    ("fit", "factors"), [("cover", (2, 2)), ("outside", (2, 2)), ("contain", (4, 4)), ("inside", (4, 4)), ("fill", (4, 2))]
)
def test_a_fit_says_how_much_a_picture_shrinks(fit: str, factors: tuple[float, float]) -> None:
    """From 400 × 200 to 100 × 100 px."""
    assert shrink_factors((400, 200), (100, 100), fit, enlarge=True, reduce=True) == factors  # type: ignore[arg-type]  # one of the names


def test_a_picture_never_shrinks_below_a_pixel() -> None:
    """A wide line stays a line."""
    assert shrink_factors((1000, 2), (10, None), "cover", enlarge=True, reduce=True) == (100, 2)
