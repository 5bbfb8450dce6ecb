"""Metadata: kept and set in outputs, and read from files."""

from typing import Any

import pytest
import pyvips
from pydantic import ValidationError

from shared.errors import RecipeRefused
from shared.imaging import Limits, Recipe, metadata
from shared.imaging.reading import Reading
from tests.fixtures.pictures import animated_gif, gradient, jpeg, pixels, png
from tests.unit.imaging.conftest import Make


def tagged() -> bytes:
    """A JPEG that lies on its side, with EXIF, XMP and a P3 profile."""
    image = gradient(80, 60).icc_transform("p3", input_profile="srgb").copy()
    image.set_type(pyvips.GValue.gint_type, "orientation", 6)
    image.set_type(pyvips.GValue.gstr_type, "exif-ifd0-Artist", "Ana")
    image.set_type(pyvips.GValue.blob_type, "xmp-data", b"<x:xmpmeta/>")
    data: bytes = image.jpegsave_buffer(keep="all")
    return data


def written(make: Make, **output: Any) -> pyvips.Image:
    """The file that an output with these options makes of it."""
    return pixels(make(tagged(), output={"format": "jpeg"} | output).outputs[0].data)


def has(image: pyvips.Image, name: str) -> bool:
    """Whether a picture has a field."""
    return bool(image.get_typeof(name))


def test_nothing_is_kept_unless_asked_for(make: Make) -> None:
    """No places, no names, no serial numbers."""
    made = written(make)

    assert not any(has(made, name) for name in ("exif-data", "xmp-data", "icc-profile-data", "orientation"))


def test_exif_is_kept_without_the_orientation_that_was_applied(make: Make) -> None:
    """A viewer would turn the picture again."""
    made = written(make, keepExif=True)

    assert made.get("exif-ifd0-Artist").startswith("Ana")
    assert not has(made, "orientation") or made.get("orientation") == 1


def test_the_profile_is_kept_with_the_pixels_in_its_colours(make: Make) -> None:
    """And without being asked for, they are converted to sRGB."""
    kept, converted = written(make, keepIccProfile=True, quality=100), written(make, quality=100)

    assert has(kept, "icc-profile-data")
    assert (kept - converted).abs().max() > 5


def test_all_metadata_is_kept(make: Make) -> None:
    """EXIF, XMP and the profile."""
    made = written(make, keepMetadata=True)

    assert all(has(made, name) for name in ("exif-data", "xmp-data", "icc-profile-data"))


def test_exif_is_set_instead_of_the_sources(make: Make) -> None:
    """Nothing of the old is left."""
    made = written(make, withExif={"IFD0": {"Copyright": "Us"}})

    assert made.get("exif-ifd0-Copyright").startswith("Us")
    assert not has(made, "exif-ifd0-Artist")


def test_exif_is_set_beside_the_sources(make: Make) -> None:
    """Both are there."""
    made = written(make, withExifMerge={"IFD0": {"Copyright": "Us"}})

    assert (made.get("exif-ifd0-Copyright")[:2], made.get("exif-ifd0-Artist")[:3]) == ("Us", "Ana")


def test_a_density_is_stated(make: Make) -> None:
    """In dots per inch."""
    assert metadata(make(tagged(), output={"format": "jpeg", "withDensity": 300}).outputs[0].data, Limits()).density == 300


def test_xmp_is_set(make: Make) -> None:
    """Instead of the source's."""
    assert written(make, withXmp="<x:mine/>").get("xmp-data") == b"<x:mine/>"


def test_an_orientation_is_stated(make: Make) -> None:
    """For those who know what they do."""
    assert written(make, keepExif=True, orientation=3).get("orientation") == 3


@pytest.mark.parametrize(("attach", "has_profile"), [(True, True), (False, False)])
def test_colours_are_converted_to_a_profile(make: Make, *, attach: bool, has_profile: bool) -> None:
    """The profile itself can be left out."""
    assert has(written(make, withIccProfile="p3", attachIccProfile=attach), "icc-profile-data") is has_profile


def test_outputs_with_and_without_the_profile_come_from_one_recipe(make: Make) -> None:
    """Each in its own colours."""
    outputs = [{"name": "a", "format": "png", "keepIccProfile": True}, {"name": "b", "format": "png"}]

    kept, converted = (pixels(output.data) for output in make(tagged(), outputs=outputs).outputs)

    assert (has(kept, "icc-profile-data"), has(converted, "icc-profile-data")) == (True, False)


@pytest.mark.parametrize(
    "output",
    [
        {"withExif": {}},
        {"withExif": {"IFD9": {"A": "b"}}},
        {"withExif": {"IFD0": {"A": 1}}},
        {"withExif": {"IFD0": {"A": "b"}}, "withExifMerge": {"IFD0": {"A": "b"}}},
        {"withIccProfile": "/etc/passwd"},
        {"withXmp": ""},
        {"withDensity": 0},
        {"orientation": 9},
        {"keepGainMap": True, "withGainMap": True},
    ],
)
def test_what_cannot_be_set_is_refused(output: dict[str, Any]) -> None:
    """A profile is one of three, never a path of the server."""
    with pytest.raises(ValidationError):
        Recipe.model_validate({"output": {"format": "jpeg"} | output})


def test_a_gain_map_is_refused_where_it_cannot_follow(make: Make) -> None:
    """A trim even before it is known whether there is a gain map at all: as in sharp."""
    with pytest.raises(RecipeRefused) as refused:
        make(jpeg(80, 60), {"op": "trim"}, order="sharp", output={"format": "jpeg", "keepGainMap": True})

    assert [(fault.pointer, fault.code) for fault in refused.value.faults] == [("/steps/0", "keeps_gain_map")]


def test_a_header_is_read_as_stored() -> None:
    """The size after turning is `upright`."""
    found = metadata(tagged(), Limits())

    assert (found.width, found.height, found.orientation, found.upright) == (80, 60, 6, (60, 80))
    assert (found.has_profile, found.xmp, found.space, found.channels) == (True, b"<x:xmpmeta/>", "srgb", 3)


@pytest.mark.parametrize(("reading", "height"), [(Reading(), 30), (Reading(animated=True), 120), (Reading(pages=2), 60)])
def test_the_height_is_that_of_the_pages_read(reading: Reading, height: int) -> None:
    """One, some or all."""
    found = metadata(animated_gif(40, 30, frames=4), Limits(), reading)

    assert (found.height, found.pages, found.loop) == (height, 4, 0)


def test_comments_of_a_png_are_read() -> None:
    """Keyword and text."""
    image = gradient(4, 4).copy()
    image.set_type(pyvips.GValue.gstr_type, "png-comment-0-Title", "Playa")

    assert metadata(png(image), Limits()).comments == (("Title", "Playa"),)
