"""Bare pixels in and out, and tiles."""

from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from pydantic import ValidationError

from shared.errors import CorruptImage, RecipeRefused
from shared.imaging import Recipe
from tests.fixtures.pictures import gradient, jpeg, pixels, plain, png
from tests.unit.imaging.conftest import Make

RAW = {"width": 8, "height": 6, "channels": 3}


def files(make: Make, data: bytes, **output: Any) -> list[str]:
    """The names in the ZIP that a tile output makes."""
    archive = make(data, output={"format": "tile"} | output).outputs[0].data
    return sorted(name for name in ZipFile(BytesIO(archive)).namelist() if not name.endswith("/"))


def test_bare_pixels_are_read(make: Make) -> None:
    """Three bytes for each."""
    data = bytes(range(144))

    made = pixels(make(data, input={"raw": RAW}).outputs[0].data)

    assert (made.width, made.height, made(1, 0)) == (8, 6, [3, 4, 5])


@pytest.mark.parametrize("length", [143, 145, 0])
def test_bare_pixels_have_the_size_that_is_said(make: Make, length: int) -> None:
    """Neither fewer nor more."""
    with pytest.raises(CorruptImage):
        make(bytes(length), input={"raw": RAW})


def test_wide_pixels_are_read(make: Make) -> None:
    """The lowest byte first."""
    data = b"\x00\x80" * 48

    made = pixels(
        make(data, {"op": "toColourspace", "colourspace": "grey16"}, input={"raw": RAW | {"channels": 1, "depth": "ushort"}})
        .outputs[0]
        .data
    )

    assert (made.format, made(0, 0)) == ("ushort", [0x8000])


def test_pages_of_bare_pixels_are_an_animation(make: Make) -> None:
    """When all are asked for."""
    raw = {"width": 8, "height": 6, "channels": 3, "pageHeight": 2}

    made = make(bytes(range(144)), input={"raw": raw, "animated": True}, output={"format": "webp", "lossless": True}).outputs[0]

    assert (made.pages, made.height) == (3, 2)


@pytest.mark.parametrize(
    "raw",
    [{"width": 8}, RAW | {"channels": 5}, RAW | {"width": 0}, RAW | {"depth": "byte"}, RAW | {"pageHeight": 4}, RAW | {"premultiplied": 1}],
)
def test_bare_pixels_that_are_not_said_are_refused(raw: dict[str, Any]) -> None:
    """Their size, channels and type are all that is known of them."""
    with pytest.raises(ValidationError):
        Recipe.model_validate({"input": {"raw": raw}})


def test_bare_pixels_are_written(make: Make) -> None:
    """Line after line."""
    made = make(png(gradient(5, 4)), output={"format": "raw"}).outputs[0]

    assert (made.data, made.media_type) == (gradient(5, 4).write_to_memory(), "application/octet-stream")
    assert (made.channels, made.depth) == (3, "uchar")


@pytest.mark.parametrize(("depth", "length"), [("uchar", 60), ("ushort", 120), ("float", 240), ("dpcomplex", 960)])
def test_bare_pixels_are_written_in_any_type(make: Make, depth: str, length: int) -> None:
    """The numbers stay."""
    assert len(make(png(gradient(5, 4)), output={"format": "raw", "depth": depth}).outputs[0].data) == length


@pytest.mark.parametrize("order", ["written", "sharp"])
def test_grey_pixels_have_one_channel(make: Make, order: str) -> None:
    """Three equal ones say no more."""
    made = make(png(gradient(5, 4)), {"op": "greyscale"}, output={"format": "raw"}, order=order).outputs[0]

    assert (made.channels, len(made.data)) == (1, 20)


@pytest.mark.parametrize(
    ("layout", "names"),
    [
        ("dz", {"untitled.dzi", "untitled_files/0/0_0.jpeg", "untitled_files/9/1_1.jpeg"}),
        ("zoomify", {"untitled/ImageProperties.xml", "untitled/TileGroup0/0-0-0.jpg"}),
        ("google", {"untitled/blank.png", "untitled/0/0/0.jpg"}),
        ("iiif", {"untitled/info.json"}),
        ("iiif3", {"untitled/info.json"}),
    ],
)
def test_tiles_lie_as_viewers_expect(make: Make, layout: str, names: set[str]) -> None:
    """Deep Zoom, Zoomify, Google and IIIF."""
    found = files(make, jpeg(300, 290), layout=layout, basename="untitled")

    assert {name.removeprefix("untitled/") for name in names} <= {name.removeprefix("untitled/") for name in found}


def test_tiles_have_a_format_with_options(make: Make) -> None:
    """Those of the format itself."""
    found = files(make, jpeg(300, 200), tiles={"format": "webp", "quality": 30})

    assert any(name.endswith(".webp") for name in found)


def test_the_same_tiles_are_the_same_bytes(make: Make) -> None:
    """The time that libvips writes into the ZIP is always the same one."""
    one, two = (make(jpeg(100, 90), output={"format": "tile"}).outputs[0] for _ in range(2))

    assert one.data == two.data
    assert b'date="1970' in one.data


def test_too_many_tiles_are_refused(make: Make) -> None:
    """Each is a file in the ZIP."""
    with pytest.raises(RecipeRefused) as refused:
        make(png(plain(800, 800, 1, 2, 3)), output={"format": "tile", "size": 4})

    assert [(fault.pointer, fault.code) for fault in refused.value.faults] == [("/output/size", "too_many_tiles")]


@pytest.mark.parametrize(
    "output", [{"size": 0}, {"size": 9000}, {"size": 10, "overlap": 11}, {"angle": 45}, {"layout": "fs"}, {"basename": "../x"}, {"id": ""}]
)
def test_tiles_that_cannot_be_are_refused(output: dict[str, Any]) -> None:
    """The ranges are sharp's; and a folder in a ZIP has a plain name."""
    with pytest.raises(ValidationError):
        Recipe.model_validate({"output": {"format": "tile"} | output})
