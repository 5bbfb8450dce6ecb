"""Pictures that are valid and strange: turned, in inks, in 16 bits, with a colour profile of something else, or a page of HTML as well."""

import random
import struct
from typing import Any

import pytest
import pyvips

from shared.imaging import Limits, Recipe, check, metadata, render
from tests.fixtures.pictures import animated_gif, jpeg, pixels, plain
from tests.hostile.cases import Case, Trial
from tests.hostile.test_cuts import noise, wide

SCRIPT = b"<script>alert(document.domain)</script>"


def made(data: bytes, output: str = "png") -> bytes:
    """The picture as another file."""
    return render(data, Recipe.model_validate({"output": {"format": output}}), Limits()).outputs[0].data


def with_profile(profile: bytes, image: pyvips.Image | None = None) -> bytes:
    """A TIFF with a colour profile, be it one or not."""
    image = (image or plain(32, 32, 200, 60, 40)).copy()
    image.set_type(pyvips.GValue.blob_type, "icc-profile-data", profile)
    data: bytes = image.tiffsave_buffer()
    return data


def jpeg_with(profile: bytes) -> bytes:
    """A JPEG whose colour profile is written as it is, without a look at it."""
    data = jpeg(32, 32)
    parts = [profile[at : at + 60_000] for at in range(0, len(profile), 60_000)]
    count = len(parts)
    heads = [struct.pack(">HH12sBB", 0xFFE2, len(part) + 16, b"ICC_PROFILE", n, count) for n, part in enumerate(parts, start=1)]
    return data[:2] + b"".join(head + part for head, part in zip(heads, parts, strict=True)) + data[2:]


def profile_of(space: str) -> bytes:
    """A real colour profile, of CMYK or of grey among others."""
    image = plain(1, 1, 9, 9, 9).icc_export(output_profile=space)
    data: bytes = image.get("icc-profile-data")
    return data


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_is_upright_whatever_its_orientation(orientation: int) -> None:
    """And as large as it says."""
    data = jpeg(80, 60, orientation=orientation)

    size = (check(data, Limits()).width, check(data, Limits()).height)
    upright = pixels(made(data))

    assert size == (upright.width, upright.height) == ((80, 60) if orientation < 5 else (60, 80))


@pytest.mark.parametrize("orientation", [0, 9, 255, 65535])
def test_an_orientation_that_there_is_not_does_nothing(orientation: int) -> None:
    """It is a number in a stranger's file."""
    upright = pixels(made(jpeg(80, 60, orientation=orientation)))

    assert (upright.width, upright.height) == (80, 60)


def test_inks_become_colours() -> None:
    """Of a JPEG for print."""
    paper = plain(16, 16, 0, 0, 0, 0).copy(interpretation="cmyk").jpegsave_buffer()
    image = pixels(made(paper))

    assert (image.interpretation, image.bands) == ("srgb", 3)


def test_sixteen_bits_are_read_and_kept_where_the_recipe_says_so() -> None:
    """As in sharp, a picture is written with 8 unless its colour space has more."""
    data = wide().pngsave_buffer()
    recipe = Recipe.model_validate({"steps": [{"op": "toColourspace", "colourspace": "rgb16"}], "output": {"format": "png"}})
    kept = pixels(render(data, recipe, Limits()).outputs[0].data)

    assert (pixels(made(data)).format, kept.format) == ("uchar", "ushort")
    assert (kept - wide()).abs().max() <= 257


PROFILES: dict[str, bytes] = {
    "no bytes to speak of": b"\0",
    "random bytes": random.Random(7).randbytes(3000),  # noqa: S311  the same ones every time
    "a header alone": struct.pack(">I", 128) + b"lcms" + bytes(28) + b"acsp" + bytes(88),
    "one that says it is 4 GB long": b"\xff\xff\xff\xff" + bytes(200),
    "one of inks": profile_of("cmyk"),
    "one with wrong bytes": profile_of("p3")[:200] + random.Random(7).randbytes(200),  # noqa: S311  as above
}


@pytest.mark.parametrize("name", PROFILES)
@pytest.mark.parametrize("make", [with_profile, jpeg_with])
def test_a_colour_profile_that_does_not_fit_is_passed_over(trial: Trial, name: str, make: Any) -> None:
    """The picture is still a picture."""
    data = make(PROFILES[name])
    keeping = {"steps": [{"op": "resize", "width": 9}], "output": {"format": "webp", "keepIccProfile": True}}

    assert [trial.of(Case(data, recipe)).code for recipe in ("check", "metadata", "stats", keeping)] == ["made"] * 4


def test_a_page_of_html_in_a_gif_does_not_get_into_what_is_made() -> None:
    """A file can be both; what is written is the picture alone."""
    comment = b"\x21\xfe" + bytes([len(SCRIPT)]) + SCRIPT + b"\0"
    data = animated_gif(20, 10)
    loops = data.index(b"\x21\xff")
    polyglot = data[:loops] + comment + data[loops:] + SCRIPT

    assert SCRIPT not in b"".join(made(polyglot, output) for output in ("gif", "png", "webp", "jpeg"))
    assert metadata(polyglot, Limits()).media_type == "image/gif"


def test_a_gif_that_is_only_a_beginning_of_one_is_refused(trial: Trial) -> None:
    """Browsers run a script that begins with its first letters."""
    assert trial.of(Case(b"GIF89a/*" + bytes(7) + b"*/=1;" + SCRIPT)).code in {"corrupt_image", "unsupported_image"}


def test_metadata_of_a_stranger_is_not_passed_on() -> None:
    """Unless the recipe asks for it."""
    image = noise().copy()
    image.set_type(pyvips.GValue.blob_type, "xmp-data", b"<x:xmpmeta>" + SCRIPT + b"</x:xmpmeta>")

    assert SCRIPT not in made(image.jpegsave_buffer(), "jpeg")
