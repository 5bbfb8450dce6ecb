"""Small files that ask for much: each is made or refused in time, in little memory, and with a code."""

import random
import zlib
from collections.abc import Callable
from typing import Any

import pytest

from tests.fixtures.pictures import jpeg_bomb, plain
from tests.hostile.bombs import (
    avif,
    chunk,
    deflated,
    gif_of_frames,
    gif_of_size,
    heic,
    jpeg_of_scans,
    png_bomb,
    png_with,
    tiff,
    tiff_bomb,
    tiff_entries,
    webp_of_size,
    with_size,
)
from tests.hostile.cases import THUMBNAIL, Case, Trial

MUCH = 400_000_000  # bytes
TOO_LARGE, CORRUPT, UNSUPPORTED, LATE = "image_too_large", "corrupt_image", "unsupported_image", "deadline_exceeded"
REFUSED, MADE = "recipe_refused", "made"

# A file, and what may come of it.
BOMBS: dict[str, tuple[Callable[[], bytes], set[str]]] = {
    "jpeg that says 64250 × 64250": (lambda: jpeg_bomb(64250, 64250), {TOO_LARGE}),
    "jpeg that says as much as is allowed": (lambda: jpeg_bomb(7000, 7000), {CORRUPT}),
    "jpeg of 5000 scans": (lambda: jpeg_of_scans(200, 200, 5000), {CORRUPT}),
    "large jpeg of 90 scans": (lambda: jpeg_of_scans(7000, 7000, 90), {CORRUPT, LATE, MADE}),
    "png of 400 megapixels": (lambda: png_bomb(20_000, 20_000, depth=1, colours=0), {TOO_LARGE}),
    "png with all that is allowed": (lambda: png_bomb(7000, 7000, depth=16, colours=6), {MADE}),
    "interlaced png with all that is allowed": (
        lambda: png_bomb(7000, 7000, depth=16, colours=6, interlaced=True),
        {MADE, LATE, TOO_LARGE},
    ),
    "png of one line": (lambda: png_bomb(50_000_000, 1), {TOO_LARGE}),
    "png of one column": (lambda: png_bomb(1, 60_000), {MADE, REFUSED}),
    "png with a colour profile of 400 MB": (lambda: png_with(chunk(b"iCCP", b"x\0\0" + deflated(MUCH))), {MADE, CORRUPT}),
    "png with a text of 400 MB": (lambda: png_with(chunk(b"zTXt", b"Comment\0\0" + deflated(MUCH))), {MADE, CORRUPT}),
    "png with an international text of 400 MB": (lambda: png_with(chunk(b"iTXt", b"x\0\1\0\0\0" + deflated(MUCH))), {MADE, CORRUPT}),
    "png with 20,000 texts": (lambda: png_with(chunk(b"tEXt", b"Comment\0" + bytes([65]) * 1000) * 20_000), {MADE, CORRUPT}),
    "gif of 10,000 frames": (lambda: gif_of_frames(10_000), {TOO_LARGE}),
    "gif whose 100 frames are large": (lambda: gif_of_size(60_000, 60_000, 100), {TOO_LARGE, MADE}),
    "gif whose frames are as large as is allowed": (lambda: gif_of_size(700, 700, 100), {MADE}),
    "webp of 16383 × 16383": (lambda: webp_of_size(16383, 16383), {TOO_LARGE}),
    "webp that says as much as is allowed": (lambda: webp_of_size(7000, 7000), {CORRUPT}),
    "tiff whose directory comes after itself": (lambda: tiff((tiff_entries(8, 8, 2000, 64), 1000), tail=bytes(1000)), {MADE, CORRUPT}),
    "tiff of 3000 directories": (
        lambda: tiff(*((tiff_entries(8, 8, 8, 64), 1000 * (n + 2)) for n in range(2999)), (tiff_entries(8, 8, 8, 64), 0)),
        {TOO_LARGE},
    ),
    "tiff of 49 megapixels in one strip": (lambda: tiff_bomb(7000, 7000), {MADE}),
    "tiff that says 4 gigapixels": (lambda: tiff((tiff_entries(65_000, 65_000, 8, 64), 0)), {TOO_LARGE}),
    "tiff whose strip is said to be 4 GB long": (lambda: tiff((tiff_entries(7000, 7000, 8, 2**32 - 1), 0)), {CORRUPT}),
    "avif that says 30000 × 30000": (lambda: with_size(avif(plain(64, 64, 1, 2, 3)), 30_000, 30_000), {TOO_LARGE}),
    "avif that is larger than it says": (lambda: with_size(avif(plain(8000, 8000, 1, 2, 3)), 64, 64), {CORRUPT, TOO_LARGE}),
    "heic that says 30000 × 30000": (lambda: with_size(heic(64, 64), 30_000, 30_000), {TOO_LARGE, CORRUPT}),
    "heic that says as much as is allowed": (lambda: with_size(heic(64, 64), 7000, 7000), {CORRUPT, MADE}),
    "heic that is larger than it says": (lambda: with_size(heic(2000, 2000), 64, 64), {CORRUPT, TOO_LARGE, MADE}),
}

# Files that are none of ours.
STRANGERS: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", UNSUPPORTED),
    "25 MB of zeros": (bytes(25_000_000), UNSUPPORTED),
    "more bytes than are allowed": (bytes(30_000_000), TOO_LARGE),
    "a zip": (b"PK\3\4" + bytes(1000), UNSUPPORTED),
    "a pdf": (b"%PDF-1.7\n" + bytes(1000), UNSUPPORTED),
    "a page of html": (b"<!DOCTYPE html><html><script>alert(1)</script></html>", UNSUPPORTED),
    "libvips' own format": (b"\xb6\xa6\xf2\x08" + bytes(1000), UNSUPPORTED),
    "csv": (b"1,2,3\n" * 1000, UNSUPPORTED),
    "openexr": (b"\x76\x2f\x31\x01" + bytes(1000), UNSUPPORTED),
    "random bytes": (random.Random(7).randbytes(100_000), UNSUPPORTED),  # noqa: S311  the same ones every time
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_does_no_harm(trial: Trial, name: str) -> None:
    """Whether it is looked at, taken in or rendered."""
    make, codes = BOMBS[name]
    data = make()

    looked_at, taken_in, rendered = (trial.of(Case(data, recipe)).code for recipe in ("metadata", "check", THUMBNAIL))

    assert looked_at in codes | {MADE}
    assert {taken_in, rendered} <= codes


@pytest.mark.parametrize("name", STRANGERS)
@pytest.mark.parametrize("recipe", ["metadata", "check", "stats", THUMBNAIL], ids=["metadata", "check", "stats", "render"])
def test_what_is_no_picture_is_refused(trial: Trial, name: str, recipe: dict[str, Any] | str) -> None:
    """Formats that libvips could read among them."""
    data, code = STRANGERS[name]

    assert trial.of(Case(data, recipe)).code == code


def test_a_bomb_is_a_small_file() -> None:
    """So that the tests test what they say."""
    assert len(png_bomb(7000, 7000, depth=16, colours=6)) < 500_000
    assert len(zlib.decompress(deflated(10_000_001))) == 10_000_001
