"""From a file and a recipe to finished files."""

from importlib import import_module
from typing import Any

import pytest
import pyvips

from shared.errors import CorruptImage, DeadlineExceeded, ImageTooLarge, RecipeRefused, UnsupportedImage
from shared.imaging import Limits
from shared.imaging.source import open_pixels
from tests.fixtures.pictures import animated_gif, gradient, jpeg, jpeg_bomb, pixels, plain, png, png_with_alpha, svg
from tests.unit.imaging.conftest import Make

# The package has a function of the same name.
RENDER = import_module("shared.imaging.render")

QUARTER = {"op": "rotate", "angle": 90}
CUT = {"op": "extract", "left": 0, "top": 0, "width": 20, "height": 10}


def test_steps_run_in_the_order_written(make: Make) -> None:
    """Cut, then turned, is not turned, then cut."""
    source = png(gradient(40, 30))

    cut_first, turned_first = make(source, CUT, QUARTER).outputs[0], make(source, QUARTER, CUT).outputs[0]

    upright = gradient(40, 30)
    assert (pixels(cut_first.data) - upright.crop(0, 0, 20, 10).rot90()).abs().max() == 0
    assert (pixels(turned_first.data) - upright.rot90().crop(0, 0, 20, 10)).abs().max() == 0
    assert (cut_first.width, cut_first.height, turned_first.width, turned_first.height) == (10, 20, 20, 10)


@pytest.mark.parametrize("kept", [2000, 0.5, 0.95])
def test_a_truncated_jpeg_is_corrupt(make: Make, kept: float) -> None:
    """Wherever it breaks off."""
    data = jpeg(640, 480)

    with pytest.raises(CorruptImage):
        make(data[: int(kept if kept > 1 else len(data) * kept)])


@pytest.mark.parametrize("data", [b"just text", b"<html></html>", b"%PDF-1.7\n", bytes(100)])
def test_a_file_that_is_no_picture_is_unsupported(make: Make, data: bytes) -> None:
    """Whatever its name says: only the bytes count."""
    with pytest.raises(UnsupportedImage):
        make(data)


def test_an_empty_file_is_unsupported(make: Make) -> None:
    """And the message says so."""
    with pytest.raises(UnsupportedImage, match="empty"):
        make(b"")


@pytest.mark.parametrize("data", [jpeg_bomb(64250, 64250), jpeg(10, 10) + bytes(25 * 1024 * 1024), animated_gif(4, 4, frames=101)])
def test_too_large_a_file_is_refused_before_a_pixel_is_decoded(make: Make, data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """By its header: pixels, bytes, frames."""
    monkeypatch.setattr(RENDER, "open_pixels", lambda *_args, **_options: pytest.fail("pixels were read"))

    with pytest.raises(ImageTooLarge):
        make(data)


def test_all_frames_count_towards_the_pixels(make: Make) -> None:
    """Three frames of 100 pixels are 300."""
    with pytest.raises(ImageTooLarge):
        make(animated_gif(10, 10, frames=3), limits=Limits(max_input_pixels=299))


@pytest.mark.parametrize(
    "step",
    [
        {"op": "blur", "sigma": 200, "precision": "float"},
        {"op": "trim"},
        {"op": "resize", "width": 2900, "height": 2000, "position": "attention"},
    ],
    ids=lambda step: str(step["op"]),
)
def test_the_deadline_stops_a_slow_recipe(make: Make, step: dict[str, object]) -> None:
    """Also when the time goes by inside libvips."""
    with pytest.raises(DeadlineExceeded):
        make(jpeg(3000, 2500), step, limits=Limits(render_seconds=0.02))


def test_many_outputs_decode_once(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """A source that is streamed can be read only once, and it is opened once."""
    opened: list[dict[str, Any]] = []

    def counted(*args: Any, **options: Any) -> pyvips.Image:
        opened.append(options)
        return open_pixels(*args, **options)

    monkeypatch.setattr(RENDER, "open_pixels", counted)

    made = make(
        jpeg(1600, 1200),
        outputs=[{"name": f"w{width}", "steps": [{"op": "resize", "width": width}], "format": "webp"} for width in (100, 200, 400)],
    )

    assert [(output.name, output.width, output.height) for output in made.outputs] == [
        ("w100", 100, 75),
        ("w200", 200, 150),
        ("w400", 400, 300),
    ]
    assert [options["shrink"] for options in opened] == [4]


def test_shared_steps_run_before_an_outputs_own(make: Make) -> None:
    """They are the same for all."""
    made = make(
        png(gradient(40, 30)),
        CUT,
        outputs=[{"name": "a", "format": "png"}, {"name": "b", "format": "png", "steps": [QUARTER]}],
    )

    assert [(output.width, output.height) for output in made.outputs] == [(20, 10), (10, 20)]


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_comes_out_upright(make: Make, orientation: int) -> None:
    """All eight EXIF orientations are applied, and the tag is not written."""
    made = make(jpeg(60, 40, orientation=orientation)).outputs[0]

    expected = pixels(jpeg(60, 40, orientation=orientation)).autorot()
    assert (pixels(made.data) - expected).abs().max() <= 1
    assert (made.width, made.height) == ((60, 40) if orientation < 5 else (40, 60))
    assert not pixels(made.data).get_typeof("orientation")


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_resize_knows_that_the_picture_lies_on_its_side(make: Make, orientation: int) -> None:
    """Width is the width that is seen, and what is cut off is cut off the picture that is seen."""
    made = make(
        jpeg(600, 400, orientation=orientation),
        {"op": "resize", "width": 50, "height": 50, "position": "northwest"},
        output={"format": "png"},
    ).outputs[0]

    seen = pixels(jpeg(600, 400, orientation=orientation)).autorot()
    expected = seen.thumbnail_image(50, height=50, crop="low")
    assert (made.width, made.height) == (50, 50)
    assert (pixels(made.data) - expected).abs().avg() < 4


def test_an_orientation_can_be_left_alone(make: Make) -> None:
    """With autoOrient false the stored picture is taken."""
    made = make(jpeg(60, 40, orientation=6), input={"autoOrient": False}).outputs[0]

    assert (made.width, made.height) == (60, 40)


@pytest.mark.parametrize(
    "output",
    [{"format": "png"}, {"format": "webp"}, {"format": "avif"}, {"format": "gif"}, {"format": "tiff", "compression": "lzw"}],
    ids=lambda output: str(output["format"]),
)
def test_transparency_is_kept(make: Make, output: dict[str, str]) -> None:
    """In every format that has it."""
    made = make(png_with_alpha(40, 30), {"op": "resize", "width": 20}, output=output).outputs[0]

    picture = pixels(made.data)
    assert made.has_alpha
    assert (picture(0, 5)[-1] < 60, picture(19, 5)[-1] > 200) == (True, True)


@pytest.mark.parametrize("format_", ["jpeg", "tiff"])
def test_jpeg_compression_has_no_transparency(make: Make, format_: str) -> None:
    """And the result says so."""
    made = make(png_with_alpha(40, 30), output={"format": format_}).outputs[0]

    assert not made.has_alpha
    assert pixels(made.data).bands == 3


@pytest.mark.parametrize("format_", ["gif", "webp", "tiff"])
def test_an_animation_is_kept_when_it_is_asked_for(make: Make, format_: str) -> None:
    """All frames, in their order."""
    made = make(animated_gif(40, 30), {"op": "resize", "width": 20}, input={"animated": True}, output={"format": format_}).outputs[0]

    picture = pixels(made.data, n=-1)
    assert (made.pages, made.width, made.height) == (3, 20, 15)
    assert (picture.get("n-pages"), picture.height) == (3, 45)
    assert [picture(10, 15 * page + 7)[page] > 200 for page in range(3)] == [True, True, True]


def test_an_animation_keeps_its_times(make: Make) -> None:
    """Delays and loop of the source, unless the output has its own."""
    source = animated_gif(40, 30)

    same, other = (
        pixels(make(source, input={"animated": True}, output={"format": "webp", **options}).outputs[0].data)
        for options in ({}, {"delay": 250, "loop": 2})
    )

    assert (same.get("delay"), same.get("loop")) == ([100, 100, 100], 0)
    assert (other.get("delay"), other.get("loop")) == ([250, 250, 250], 2)


def test_without_animated_the_first_frame_is_taken(make: Make) -> None:
    """As sharp does."""
    made = make(animated_gif(40, 30), output={"format": "gif"}).outputs[0]

    assert (made.pages, made.height, pixels(made.data)(5, 5)[:3]) == (1, 30, [255, 0, 0])


def test_a_format_without_animation_gets_the_first_frame(make: Make) -> None:
    """One file is one picture then."""
    made = make(animated_gif(40, 30), input={"animated": True}, output={"format": "jpeg"}).outputs[0]

    assert (made.pages, made.height, pixels(made.data).height) == (1, 30, 30)


def test_a_page_can_be_chosen(make: Make) -> None:
    """They are counted from 0."""
    made = make(animated_gif(40, 30), input={"page": 2}).outputs[0]

    assert pixels(made.data)(5, 5)[:3] == [0, 0, 255]


def test_a_page_that_is_not_there_is_refused(make: Make) -> None:
    """With a pointer to it."""
    with pytest.raises(RecipeRefused) as refused:
        make(animated_gif(40, 30), input={"page": 3})

    assert [fault.pointer for fault in refused.value.faults] == ["/input/page"]


@pytest.mark.parametrize(
    ("data", "format_", "media_type", "extension"),
    [
        (jpeg(20, 10), "jpeg", "image/jpeg", "jpg"),
        (png(plain(20, 10, 1, 2, 3)), "png", "image/png", "png"),
        (animated_gif(20, 10), "gif", "image/gif", "gif"),
        (svg(20, 10), "png", "image/png", "png"),
    ],
)
def test_same_is_the_format_of_the_source(make: Make, data: bytes, format_: str, media_type: str, extension: str) -> None:
    """A drawing becomes a PNG."""
    made = make(data, output={"format": "same"}).outputs[0]

    assert (made.format, made.media_type, made.extension) == (format_, media_type, extension)


def test_metadata_is_not_written(make: Make) -> None:
    """No EXIF, which may say where somebody lives."""
    made = make(jpeg(60, 40, orientation=6), output={"format": "jpeg"}).outputs[0]

    assert not [field for field in pixels(made.data).get_fields() if field.startswith(("exif", "xmp", "icc"))]


def test_a_drawing_is_painted_in_the_size_that_is_asked_for(make: Make) -> None:
    """Its edges stay sharp: it is not scaled from its own size."""
    made = make(svg(10, 10, "<rect width='5' height='10' fill='red'/>"), {"op": "resize", "width": 200}).outputs[0]

    picture = pixels(made.data)
    assert (made.width, made.height) == (200, 200)
    assert (picture(98, 100), picture(101, 100)) == ([255, 0, 0, 255], [0, 0, 0, 0])


def test_a_drawing_cannot_load_files(make: Make) -> None:
    """What it links to is not shown."""
    inside = "<image href='file:///etc/hostname' width='10' height='10'/><image href='http://127.0.0.1/a.png' width='10' height='10'/>"

    made = make(svg(10, 10, inside)).outputs[0]

    assert pixels(made.data).max() == 0


def test_times_are_told_by_stage(make: Make) -> None:
    """In the order in which they happen, in ms."""
    timings = make(jpeg(60, 40)).timings

    assert [stage for stage, _ in timings.items()] == ["read", "decode", "transform", "encode"]
    assert all(ms >= 0 for _, ms in timings.items())


def test_a_result_has_its_hash(make: Make) -> None:
    """The same request gives the same bytes."""
    one, other = (make(jpeg(60, 40), {"op": "blur", "sigma": 2}, output={"format": "webp"}).outputs[0] for _ in range(2))

    assert one.sha256 == other.sha256
    assert len(one.sha256) == 64


def test_cmyk_and_sixteen_bits_become_srgb(make: Make) -> None:
    """With eight bits."""
    wide = (gradient(20, 10).cast("ushort") * 257).cast("ushort").copy(interpretation="rgb16").pngsave_buffer()
    cmyk = gradient(20, 10).colourspace("cmyk").jpegsave_buffer()

    made = [pixels(make(data).outputs[0].data) for data in (wide, cmyk)]

    assert [(picture.format, picture.interpretation, picture.bands) for picture in made] == [("uchar", "srgb", 3)] * 2
