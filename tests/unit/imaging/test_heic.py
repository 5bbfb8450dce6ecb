"""Pictures of telephones."""

import io
from collections.abc import Callable
from functools import cache
from typing import Any

import pillow_heif
import pytest
from PIL import Image, ImageCms

from shared.errors import CorruptImage, ImageTooLarge
from shared.imaging import Limits, check
from shared.imaging.heic import is_heic
from shared.imaging.source import examine
from tests.fixtures.pictures import jpeg, pixels
from tests.unit.imaging.conftest import Make


@cache
def heic(
    width: int, height: int, colour: tuple[int, ...] = (200, 60, 40), *, exif: bytes | None = None, profile: bytes | None = None
) -> bytes:
    """A HEIC file of one colour; with four numbers it has alpha."""
    file = io.BytesIO()
    image = Image.new("RGBA" if len(colour) == 4 else "RGB", (width, height), colour)
    options: dict[str, Any] = {"exif": exif} if exif else {}
    if profile:
        image.info["icc_profile"] = profile
    pillow_heif.from_pillow(image).save(file, quality=90, **options)
    return file.getvalue()


def exif(orientation: int) -> bytes:
    """EXIF with an orientation and a maker's name."""
    made = Image.Exif()
    made[0x0112] = orientation
    made[0x010F] = "Lienzo"
    return made.tobytes()


def test_a_heic_is_read(make: Make) -> None:
    """And becomes a JPEG unless the recipe says otherwise."""
    made = make(heic(60, 40), output={"format": "same"})

    assert (made.source.format, made.source.media_type, made.outputs[0].format) == ("heic", "image/heic", "jpeg")
    assert (made.outputs[0].width, made.outputs[0].height) == (60, 40)
    assert pixels(made.outputs[0].data)(30, 20) == pytest.approx([200, 60, 40], abs=6)


def test_a_heic_is_taken_into_the_gallery() -> None:
    """With everything that the gallery must know."""
    facts = check(heic(60, 40), Limits())

    assert (facts.format, facts.extension, facts.width, facts.height, facts.pages, facts.has_alpha) == ("heic", "heic", 60, 40, 1, False)


def test_a_heic_can_be_transparent(pixel: Callable[..., list[float]]) -> None:
    """As PNG and WebP can."""
    assert pixel((30, 20), heic(60, 40, (0, 255, 0, 128))) == pytest.approx([0, 255, 0, 128], abs=6)


def test_a_heic_is_measured_before_it_is_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its header is checked against the limits."""
    monkeypatch.setattr("shared.imaging.heic.pixels", lambda _: pytest.fail("it was decoded"))

    with pytest.raises(ImageTooLarge):
        check(heic(640, 480), Limits(max_input_pixels=300_000))


def test_a_heic_is_turned_upright_once(make: Make) -> None:
    """By libheif: the orientation in its EXIF, which telephones write too, is not applied again."""
    image = Image.new("RGB", (60, 40), "blue")
    image.paste("red", (0, 0, 30, 40))
    file = io.BytesIO()
    pillow_heif.from_pillow(image).save(file, exif=exif(6))

    made = make(file.getvalue())

    assert (made.source.width, made.source.height, made.outputs[0].width, made.outputs[0].height) == (40, 60, 40, 60)
    # what was on the left is above
    assert pixels(made.outputs[0].data)(20, 5) == pytest.approx([254, 0, 0], abs=6)


def test_the_exif_of_a_heic_can_be_kept(make: Make) -> None:
    """It comes along into the JPEG."""
    made = make(heic(60, 40, exif=exif(1)), output={"format": "jpeg", "keepExif": True})

    assert pixels(made.outputs[0].data).get("exif-ifd0-Make").startswith("Lienzo")


def test_nothing_of_a_heics_metadata_is_kept_unasked(make: Make) -> None:
    """As of every picture's."""
    made = make(heic(60, 40, exif=exif(1)), output={"format": "jpeg"})

    assert not [name for name in pixels(made.outputs[0].data).get_fields() if name.startswith("exif")]


def test_the_colours_of_a_heic_mean_the_same(make: Make) -> None:
    """Its profile is applied: a red of a wider space comes out stronger in sRGB."""
    wide = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    plain, same, broken = (pixels(make(heic(32, 32, profile=one)).outputs[0].data)(9, 9) for one in (None, srgb, wide))

    assert same == pytest.approx(plain, abs=3)
    assert len(broken) == 3  # a profile that does not fit is ignored


@pytest.mark.parametrize("length", [40, 200, 0.5, 0.9])
def test_a_heic_that_is_cut_short_is_corrupt(length: float) -> None:
    """Wherever it ends."""
    data = heic(320, 240)
    cut = data[: int(length if length > 1 else len(data) * length)]

    with pytest.raises(CorruptImage):
        check(cut, Limits())


def test_avif_is_no_heic(make: Make) -> None:
    """Though the container is the same, libvips reads it."""
    avif = make(jpeg(40, 30), output={"format": "avif"}).outputs[0].data

    assert (is_heic(avif), examine(avif, Limits()).format, is_heic(heic(8, 8))) == (False, "avif", True)
