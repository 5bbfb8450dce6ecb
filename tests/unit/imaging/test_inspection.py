"""What is known of a file before it is taken in."""

import base64
from hashlib import sha256

import pytest

from shared.errors import CorruptImage, DeadlineExceeded, ImageTooLarge, LienzoError, UnsupportedImage
from shared.imaging import Limits, check
from tests.fixtures.pictures import animated_gif, jpeg, jpeg_bomb, plain, png, png_with_alpha, svg


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (jpeg(320, 200), ("jpeg", "image/jpeg", "jpg", 320, 200, 1, False)),
        (jpeg(320, 200, orientation=6), ("jpeg", "image/jpeg", "jpg", 200, 320, 1, False)),
        (png_with_alpha(20, 10), ("png", "image/png", "png", 20, 10, 1, True)),
        (animated_gif(40, 30, frames=5), ("gif", "image/gif", "gif", 40, 30, 5, True)),
        (svg(30, 10), ("svg", "image/svg+xml", "svg", 30, 10, 1, True)),
        (plain(8, 6, 1, 2, 3).webpsave_buffer(), ("webp", "image/webp", "webp", 8, 6, 1, False)),
        (plain(64, 64, 1, 2, 3).heifsave_buffer(compression="av1"), ("avif", "image/avif", "avif", 64, 64, 1, False)),
        (plain(8, 6, 1, 2, 3).tiffsave_buffer(), ("tiff", "image/tiff", "tiff", 8, 6, 1, False)),
    ],
    ids=["jpeg", "rotated", "png", "gif", "svg", "webp", "avif", "tiff"],
)
def test_a_file_says_what_it_is(data: bytes, expected: tuple[object, ...]) -> None:
    """Format, size as it is seen, pages, alpha and hash."""
    found = check(data, Limits())

    assert (found.format, found.media_type, found.extension, found.width, found.height, found.pages, found.has_alpha) == expected
    assert found.sha256 == sha256(data).hexdigest()


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", UnsupportedImage),
        (b"a text named picture.jpg", UnsupportedImage),
        (jpeg(640, 480)[:300], CorruptImage),
        (jpeg(640, 480)[: len(jpeg(640, 480)) // 2], CorruptImage),
        (jpeg(640, 480)[:-400], CorruptImage),
        (png_with_alpha(64, 48)[:-60], CorruptImage),
        (plain(64, 48, 1, 2, 3).webpsave_buffer(lossless=True)[:-8], CorruptImage),
        (jpeg_bomb(64250, 64250), ImageTooLarge),
        (animated_gif(4, 4, frames=101), ImageTooLarge),
        (svg(10, 10, "<g/>" * 300_000), ImageTooLarge),
        (svg(40_000, 40_000), ImageTooLarge),
    ],
    ids=["empty", "text", "header", "half", "end", "png", "webp", "bomb", "frames", "svg bytes", "svg size"],
)
def test_a_file_that_cannot_be_taken_is_refused(data: bytes, error: type[LienzoError]) -> None:
    """Also one that breaks off in the middle: all of it is read."""
    with pytest.raises(error):
        check(data, Limits())


def test_reading_has_a_deadline() -> None:
    """As rendering has."""
    with pytest.raises(DeadlineExceeded):
        check(png_with_alpha(3000, 2000), Limits(render_seconds=0.001))


@pytest.mark.parametrize("colour", [(200, 30, 40), (0, 0, 0), (255, 255, 255)])
def test_the_dominant_colour_is_that_of_most_pixels(colour: tuple[int, int, int]) -> None:
    """Not the mean of all."""
    picture = plain(100, 100, *colour).insert(plain(30, 30, 10, 200, 90), 0, 0)

    assert check(png(picture), Limits()).dominant_color == "#" + bytes(colour).hex()


def test_what_cannot_be_seen_has_no_colour() -> None:
    """A wholly transparent picture has none."""
    assert check(png(plain(10, 10, 9, 9, 9, 0)), Limits()).dominant_color is None


def test_a_transparent_edge_does_not_darken_the_colour() -> None:
    """Only what is seen counts."""
    picture = plain(100, 100, 0, 0, 0, 0).insert(plain(50, 50, 250, 120, 10, 255), 25, 25)

    assert check(png(picture), Limits()).dominant_color == "#fa780a"


def test_the_placeholder_is_of_the_upright_picture() -> None:
    """Its shape is in the hash: a landscape picture that lies on its side is a portrait."""
    lying, upright = (base64.b64decode(check(jpeg(320, 200, orientation=n), Limits()).placeholder) for n in (1, 6))

    assert (lying[4] >> 7, upright[4] >> 7) == (1, 0)


@pytest.mark.parametrize("size", [(1, 1), (3000, 1), (1, 3000), (2, 5)])
def test_extreme_shapes_have_a_placeholder(size: tuple[int, int]) -> None:
    """Whatever the shape."""
    assert check(png(plain(*size, 9, 9, 9)), Limits()).placeholder
