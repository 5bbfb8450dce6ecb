"""Several outputs of one picture: what is done once for all of them."""

import gc
from importlib import import_module
from typing import Any

import pytest
import pyvips

from shared.imaging import Limits
from shared.imaging.deadline import Deadline
from shared.imaging.frame import Frame
from shared.imaging.operations.resize import Resize
from shared.imaging.source import examine, open_pixels
from tests.fixtures.pictures import gradient, jpeg, pixels, png
from tests.unit.imaging.conftest import Make

# The package has a function of the same name.
RENDER = import_module("shared.imaging.render")


def resized(name: str, width: int, format_: str = "png", **options: Any) -> dict[str, Any]:
    """An output of its own width."""
    return {"name": name, "format": format_, "steps": [{"op": "resize", "width": width} | options]}


@pytest.fixture
def resizes(monkeypatch: pytest.MonkeyPatch) -> list[int | None]:
    """The width of every resize that is run."""
    found: list[int | None] = []
    apply = Resize.apply

    def counted(step: Resize, frame: Frame) -> Frame:
        found.append(step.width)
        return apply(step, frame)

    monkeypatch.setattr(Resize, "apply", counted)
    return found


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """How the source was opened, besides for its header."""
    found: list[dict[str, Any]] = []

    def counted(*args: Any, **options: Any) -> pyvips.Image:
        found.append(options)
        return open_pixels(*args, **options)

    monkeypatch.setattr(RENDER, "open_pixels", counted)
    return found


def test_one_picture_in_two_formats_is_resized_once(make: Make, resizes: list[int | None]) -> None:
    """And every format holds the same pixels as if it were alone."""
    data = png(gradient(60, 40))
    alone = make(data, {"op": "resize", "width": 30}).outputs[0]
    resizes.clear()

    made = make(data, outputs=[resized("a", 30), resized("b", 20), resized("c", 30, "webp", kernel="lanczos3")]).outputs

    assert resizes == [30, 20]
    assert made[0].data == alone.data
    assert [(output.format, output.width) for output in made] == [("png", 30), ("png", 20), ("webp", 30)]


def test_other_options_make_another_picture(make: Make) -> None:
    """Two steps are the same only when all their fields are."""
    data = png(gradient(60, 40))

    soft, hard = make(data, outputs=[resized("a", 30), resized("b", 30, kernel="nearest")]).outputs

    assert soft.data == make(data, {"op": "resize", "width": 30}).outputs[0].data
    assert hard.data == make(data, {"op": "resize", "width": 30, "kernel": "nearest"}).outputs[0].data
    assert soft.data != hard.data


def test_pictures_over_the_limit_are_not_kept(make: Make, resizes: list[int | None]) -> None:
    """Then each output makes its own, in little memory."""
    outputs = [resized("a", 30), resized("b", 30, "webp")]

    make(png(gradient(60, 40)), outputs=outputs, limits=Limits(max_output_pixels=600))
    assert resizes == [30]

    resizes.clear()
    outputs += [resized("c", 24), resized("d", 24, "webp")]
    make(png(gradient(60, 40)), outputs=outputs, limits=Limits(max_output_pixels=600))
    assert resizes == [30, 24, 24]


def test_a_source_in_its_own_size_is_opened_once(make: Make, opened: list[dict[str, Any]]) -> None:
    """The picture whose header was read is the one that is decoded."""
    assert pixels(make(png(gradient(60, 40))).outputs[0].data).write_to_memory() == gradient(60, 40).write_to_memory()
    assert opened == []


def test_outputs_that_begin_with_other_pixels_open_the_source_again(make: Make, opened: list[dict[str, Any]]) -> None:
    """What was read from top to bottom cannot be read again."""
    outputs = [{"name": "a", "format": "png"}, {"name": "b", "format": "png", "keepIccProfile": True}]

    made = make(png(gradient(60, 40)), outputs=outputs).outputs

    assert len(opened) == 1
    assert [pixels(output.data).write_to_memory() for output in made] == [gradient(60, 40).write_to_memory()] * 2


@pytest.mark.parametrize(("options", "shrink"), [({}, 2), ({"fastShrinkOnLoad": False}, None)])
def test_a_jpeg_for_several_outputs_shrinks_as_far_as_none_grows(
    make: Make, opened: list[dict[str, Any]], options: dict[str, Any], shrink: int | None
) -> None:
    """Even where little is left to the resize, unless an output wants more; then it is decoded in full, as its header was read."""
    made = make(jpeg(1000, 600), outputs=[resized("a", 480, **options), resized("b", 100)]).outputs

    assert [(output.width, output.height) for output in made] == [(480, 288), (100, 60)]
    assert [options["shrink"] for options in opened] == ([shrink] if shrink else [])


def test_a_jpeg_for_several_outputs_looks_as_it_does_alone(make: Make) -> None:
    """Less than one level of 255 lies between the two ways to shrink."""
    data = jpeg(1000, 600)

    beside = make(data, outputs=[resized("a", 480), resized("b", 100)]).outputs
    alone = [make(data, {"op": "resize", "width": width}).outputs[0] for width in (480, 100)]

    for one, other in zip(beside, alone, strict=True):
        assert (pixels(one.data) - pixels(other.data)).abs().avg() < 1


def test_in_sharps_order_an_output_beside_others_is_what_it_is_alone(make: Make) -> None:
    """Byte for byte: each is decoded as sharp decodes it."""
    data = jpeg(1000, 600)

    beside = make(data, outputs=[resized("a", 480, "jpeg"), resized("b", 100, "jpeg")], order="sharp").outputs
    alone = [make(data, {"op": "resize", "width": width}, output={"format": "jpeg"}, order="sharp").outputs[0].data for width in (480, 100)]

    assert [output.data for output in beside] == alone


def test_a_file_lives_as_long_as_its_pixels_are_to_be_read() -> None:
    """It is read where it lies, and nobody else may hold it."""
    data = bytearray(png(gradient(300, 200)))
    image = open_pixels(bytes(data), examine(bytes(data), Limits()), Deadline.never()).copy()
    del data
    gc.collect()
    rubbish = [bytes([1]) * 200_000 for _ in range(20)]

    assert image.write_to_memory() == gradient(300, 200).write_to_memory()
    assert len(rubbish) == 20
