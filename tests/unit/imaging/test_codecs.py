"""The output formats: options, defaults, and what is written."""

from typing import Any

import pytest

from shared.imaging.codecs import CODECS, Output
from shared.imaging.codecs.base import bit_depth
from tests.fixtures.pictures import animated_gif, gradient, jpeg, pixels, plain, png
from tests.unit.imaging.conftest import Make

LOADERS = {
    "jpeg": "jpegload_buffer",
    "png": "pngload_buffer",
    "webp": "webpload_buffer",
    "avif": "heifload_buffer",
    "gif": "gifload_buffer",
    "tiff": "tiffload_buffer",
}


@pytest.mark.parametrize("format_", LOADERS)
def test_every_format_is_written(make: Make, format_: str) -> None:
    """Its file is one of that format and shows the same picture."""
    made = make(png(gradient(64, 48)), output={"format": format_}).outputs[0]

    picture = pixels(made.data)
    assert picture.get("vips-loader") == LOADERS[format_]
    assert (made.format, made.width, made.height) == (format_, 64, 48)
    assert (picture[:3] - gradient(64, 48)).abs().avg() < 6


@pytest.mark.parametrize(
    ("codec", "options"),
    [
        ("jpeg", {"quality": 80, "progressive": False, "chromaSubsampling": "4:2:0", "optimiseCoding": True, "mozjpeg": False}),
        ("png", {"compressionLevel": 6, "adaptiveFiltering": False, "palette": False, "quality": 100, "effort": 7, "colours": 256}),
        ("webp", {"quality": 80, "alphaQuality": 100, "lossless": False, "effort": 4, "preset": "default"}),
        ("avif", {"quality": 50, "lossless": False, "effort": 4, "chromaSubsampling": "4:4:4", "bitdepth": 8}),
        ("gif", {"reuse": True, "colours": 256, "effort": 7, "dither": 1, "interFrameMaxError": 0, "interPaletteMaxError": 3}),
        ("tiff", {"quality": 80, "compression": "jpeg", "predictor": "horizontal", "pyramid": False, "tileWidth": 256}),
    ],
)
def test_defaults_are_sharps(codec: str, options: dict[str, Any]) -> None:
    """So that a recipe means what it means there."""
    (model,) = (found for found in CODECS if found.model_fields["format"].default == codec)

    written = model().model_dump(mode="json")

    assert {name: written[name] for name in options} == options


def test_mozjpeg_switches_on_what_belongs_to_it() -> None:
    """And the stored recipe says so."""
    (jpeg_model,) = (codec for codec in CODECS if codec.__name__ == "Jpeg")

    written = jpeg_model.model_validate({"mozjpeg": True}).model_dump(mode="json")

    names = ("progressive", "trellisQuantisation", "overshootDeringing", "optimiseScans", "quantisationTable")
    assert [written[name] for name in names] == [True, True, True, True, 3]


@pytest.mark.parametrize("option", ["quality", "effort", "colours", "dither"])
def test_a_palette_option_switches_the_palette_on(make: Make, option: str) -> None:
    """As in sharp."""
    value = {"quality": 80, "effort": 3, "colours": 16, "dither": 0.5}[option]

    made = make(png(gradient(64, 48)), output={"format": "png", option: value}).outputs[0]

    assert pixels(made.data).get_typeof("palette")


@pytest.mark.parametrize(
    ("low", "high"),
    [
        ({"format": "jpeg", "quality": 20}, {"format": "jpeg", "quality": 95}),
        ({"format": "webp", "quality": 20}, {"format": "webp", "quality": 95}),
        ({"format": "avif", "quality": 10, "effort": 0}, {"format": "avif", "quality": 90, "effort": 0}),
        ({"format": "png", "compressionLevel": 9}, {"format": "png", "compressionLevel": 0}),
    ],
)
def test_more_quality_is_more_bytes(make: Make, low: dict[str, Any], high: dict[str, Any]) -> None:
    """The options reach the encoder."""
    small, large = (len(make(jpeg(320, 200), output=output).outputs[0].data) for output in (low, high))

    assert small < large


def test_lossless_webp_keeps_every_pixel(make: Make) -> None:
    """As its name says."""
    made = make(png(gradient(64, 48)), output={"format": "webp", "lossless": True}).outputs[0]

    assert (pixels(made.data) - gradient(64, 48)).abs().max() == 0


@pytest.mark.parametrize("spelling", ["trellisQuantisation", "trellisQuantization"])
def test_both_spellings_are_taken(make: Make, spelling: str) -> None:
    """British as in sharp's code, American as in its aliases."""
    assert make(jpeg(64, 48), output={"format": "jpeg", spelling: True}).outputs[0].format == "jpeg"


def test_one_frame_does_not_run_for_ever(make: Make) -> None:
    """A single frame of an endless animation has one loop."""
    made = make(animated_gif(40, 30), output={"format": "gif"}).outputs[0]

    assert pixels(made.data).get("loop") == 1


@pytest.mark.parametrize(("colours", "bits"), [(2, 1), (3, 2), (4, 2), (5, 4), (16, 4), (17, 8), (256, 8)])
def test_a_palette_has_as_few_bits_as_its_colours_need(colours: int, bits: int) -> None:
    """1, 2, 4 or 8."""
    assert bit_depth(colours) == bits


@pytest.mark.parametrize("codec", CODECS, ids=lambda codec: codec.__name__)
def test_every_option_is_described(codec: type[Output]) -> None:
    """For the editor's forms and the documentation."""
    assert codec.__doc__
    assert [name for name, field in codec.model_fields.items() if name != "format" and not field.description] == []


def test_same_writes_nothing_itself() -> None:
    """It is resolved to the source's format first."""
    (same,) = (codec() for codec in CODECS if codec.__name__ == "Same")

    with pytest.raises(TypeError):
        same.encode(plain(1, 1, 0, 0, 0))
    assert same.resolve("svg").format == "png"
