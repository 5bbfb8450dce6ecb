"""The guard in front of the decoders."""

from pathlib import Path

import pytest
import pyvips

from shared.errors import CorruptImage, ImageTooLarge, LienzoError, UnsupportedImage
from shared.imaging import Limits
from shared.imaging.reading import Reading
from shared.imaging.source import examine
from shared.imaging.vips import vips
from tests.fixtures.pictures import gradient, jpeg, plain, png, svg

HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00heicmif1" + bytes(200)


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", UnsupportedImage),
        (b"\xff\xd8\xff" + bytes(50), CorruptImage),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), CorruptImage),
        (HEIC, CorruptImage),
        (gradient(8, 8).rawsave_buffer(), UnsupportedImage),
        (b"P6 8 8 255\n" + bytes(192), UnsupportedImage),
        (b"%PDF-1.4\n%%EOF", UnsupportedImage),
        (b"#?RADIANCE\n", UnsupportedImage),
        (b"SIMPLE  =                    T", UnsupportedImage),
    ],
    ids=["empty", "jpeg", "png", "heic", "raw", "ppm", "pdf", "radiance", "fits"],
)
def test_only_pictures_for_the_web_are_read(data: bytes, error: type[LienzoError]) -> None:
    """No format whose decoder is not trusted."""
    with pytest.raises(error):
        examine(data, Limits())


def test_untrusted_loaders_are_blocked_in_the_whole_process(tmp_path: Path) -> None:
    """Also for one who asks for them by name."""
    vips()
    table = tmp_path / "table.csv"
    table.write_text("1,2\n3,4\n")

    with pytest.raises(pyvips.Error, match="blocked"):
        pyvips.Image.csvload(str(table))


@pytest.mark.parametrize(
    ("limits", "unit"),
    [
        (Limits(max_input_bytes=100), "bytes"),
        (Limits(max_input_pixels=4799), "pixels"),
    ],
)
def test_a_limit_says_what_it_is(limits: Limits, unit: str) -> None:
    """With the number and what was found."""
    with pytest.raises(ImageTooLarge) as error:
        examine(jpeg(80, 60), limits)

    assert error.value.facts["unit"] == unit
    assert int(str(error.value.facts["actual"])) > int(str(error.value.facts["limit"]))


def test_a_picture_at_the_limit_is_taken() -> None:
    """The limit itself is allowed."""
    data = jpeg(80, 60)

    assert examine(data, Limits(max_input_pixels=4800, max_input_bytes=len(data))).stored.pixels == 4800


def test_a_picture_with_too_many_channels_is_refused() -> None:
    """Five are the most."""
    many = plain(8, 8, 1, 2, 3).bandjoin([4, 5, 6]).tiffsave_buffer()

    with pytest.raises(ImageTooLarge):
        examine(many, Limits())


@pytest.mark.parametrize(("orientation", "size"), [(1, (80, 60)), (3, (80, 60)), (5, (60, 80)), (6, (60, 80)), (8, (60, 80))])
def test_the_size_is_that_which_is_seen(orientation: int, size: tuple[int, int]) -> None:
    """And `stored` is as it lies in the file."""
    facts = examine(jpeg(80, 60, orientation=orientation), Limits())

    assert (facts.width, facts.height) == size
    assert (facts.stored.width, facts.stored.height) == (80, 60)


def test_a_drawing_is_measured_at_its_density() -> None:
    """At 144 dpi it is twice as wide as at 72."""
    drawing = svg(72, 36)

    assert [examine(drawing, Limits(), Reading(density=density)).width for density in (72, 144)] == [72, 144]


def test_a_png_is_no_svg() -> None:
    """The format is that of the bytes."""
    assert examine(png(plain(2, 2, 0, 0, 0)), Limits()).format == "png"
