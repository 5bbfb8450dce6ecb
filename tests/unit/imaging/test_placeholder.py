"""ThumbHash and the dominant colour."""

import base64

import pytest

from shared.imaging.placeholder import Rgba, Tiny


def filled(colour: Rgba, width: int = 4, height: int = 4) -> Tiny:
    """A picture of one colour."""
    return Tiny(width, height, [colour] * (width * height))


def mean(thumb_hash: str) -> tuple[float, float, float]:
    """The mean colour, 0 to 1, as ThumbHash's own decoder reads it."""
    data = base64.b64decode(thumb_hash)
    header = data[0] | data[1] << 8 | data[2] << 16
    light, yellow, red = (header & 63) / 63, ((header >> 6) & 63) / 31.5 - 1, ((header >> 12) & 63) / 31.5 - 1
    blue = light - 2 / 3 * yellow
    both = (3 * light - blue + red) / 2
    return both, both - red, blue


@pytest.mark.parametrize("colour", [(255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255), (0, 0, 0), (120, 60, 200)])
def test_the_mean_colour_can_be_read_back(colour: tuple[int, int, int]) -> None:
    """Within what six bits hold."""
    found = mean(filled((*colour, 255)).thumb_hash)

    assert [share * 255 for share in found] == pytest.approx(colour, abs=12)


@pytest.mark.parametrize(("alpha", "flag"), [(255, 0), (254, 1), (0, 1)])
def test_transparency_is_marked(alpha: int, flag: int) -> None:
    """In bit 23."""
    assert base64.b64decode(filled((9, 9, 9, alpha)).thumb_hash)[2] >> 7 == flag


@pytest.mark.parametrize(("size", "count", "wide"), [((4, 4), 7, 0), ((8, 4), 4, 1), ((4, 8), 4, 0)])
def test_the_shape_is_kept(size: tuple[int, int], count: int, wide: int) -> None:
    """As the number of waves along the shorter side."""
    data = base64.b64decode(filled((9, 9, 9, 255), *size).thumb_hash)

    assert (data[3] & 7, data[4] >> 7) == (count, wide)


def test_it_is_short_enough_for_its_column() -> None:
    """64 characters."""
    noisy = Tiny(32, 32, [((n * 7) % 256, (n * 13) % 256, (n * 29) % 256, n % 256) for n in range(32 * 32)])

    assert len(noisy.thumb_hash) <= 40


def test_dark_on_the_left_differs_from_dark_on_the_right() -> None:
    """It is a picture, not a colour."""
    row: list[Rgba] = [(0, 0, 0, 255), (255, 255, 255, 255)]

    assert Tiny(2, 2, row * 2).thumb_hash != Tiny(2, 2, row[::-1] * 2).thumb_hash


def test_colours_close_to_each_other_count_together() -> None:
    """Two shades of red outnumber one green."""
    pixels: list[Rgba] = [(200, 10, 10, 255)] * 3 + [(210, 10, 10, 255)] * 3 + [(10, 200, 10, 255)] * 4

    assert Tiny(5, 2, pixels).dominant_colour == "#cd0a0a"
