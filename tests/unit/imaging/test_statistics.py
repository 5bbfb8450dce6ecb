"""Numbers about all pixels."""

import pytest

from shared.errors import CorruptImage, ImageTooLarge
from shared.imaging import Limits, stats
from shared.imaging.reading import Reading
from tests.fixtures.pictures import animated_gif, gradient, jpeg, plain, png, png_with_alpha, svg


def test_a_channel_has_range_and_mean() -> None:
    """And the places where its ends are first met."""
    red = stats(png(gradient(11, 5)), Limits()).channels[0]

    assert (red.min, red.max) == (0, 255)
    assert red.mean == pytest.approx(127.5, abs=0.5)
    assert (red.min_x, red.max_x) == (0, 10)


def test_a_plain_picture_says_nothing() -> None:
    """No entropy, nothing sharp."""
    found = stats(png(plain(9, 9, 10, 20, 30)), Limits())

    assert (found.entropy, found.sharpness, found.is_opaque, found.dominant) == (0, 0, True, (8, 24, 24))


def test_transparency_is_noticed() -> None:
    """In an alpha channel that is not full."""
    assert stats(png_with_alpha(20, 10), Limits()).is_opaque is False


@pytest.mark.parametrize(("reading", "red"), [(Reading(), 255), (Reading(page=1), 0)])
def test_a_page_is_measured(reading: Reading, red: float) -> None:
    """The first, or the one asked for."""
    assert stats(animated_gif(20, 10), Limits(), reading).channels[0].mean == red


def test_a_broken_picture_is_corrupt() -> None:
    """All of it is read."""
    with pytest.raises(CorruptImage):
        stats(jpeg(320, 240)[:3000], Limits())


def test_limits_are_kept() -> None:
    """Before a pixel is read."""
    with pytest.raises(ImageTooLarge):
        stats(jpeg(320, 240), Limits(max_input_pixels=1000))


def test_a_drawing_is_looked_through_in_squares() -> None:
    """As sharp does, so that of two places with the highest value it names the same one."""
    right, left = (f"<rect {place} width='9' height='9' fill='white'/>" for place in ("x='300'", "y='20'"))

    red = stats(svg(400, 90, f"<rect width='400' height='90'/>{right}{left}"), Limits()).channels[0]

    assert (red.max, red.max_x, red.max_y) == (255, 0, 20)
