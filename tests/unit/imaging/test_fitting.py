"""Formats and qualities that are found by trying."""

from functools import cache
from typing import Any

import pytest

from shared.errors import DeadlineExceeded, RecipeRefused
from shared.imaging import Recipe, fitting
from shared.imaging.codecs import Auto, Jpeg
from shared.imaging.deadline import Deadline
from shared.imaging.likeness import sample, ssim
from tests.fixtures.pictures import animated_gif, gradient, pixels, png, png_with_alpha
from tests.unit.imaging.conftest import Make


@cache
def photo(width: int = 320, height: int = 240) -> bytes:
    """A picture with colours that change slowly and fine grain, as photographs have."""
    grain = type(gradient(1, 1)).gaussnoise(width, height, mean=0, sigma=12, seed=7).gaussblur(0.7)
    return png((gradient(width, height) + grain).cast("uchar").copy(interpretation="srgb"))


@pytest.fixture(autouse=True)
def forgetful(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test begins without remembered qualities."""
    monkeypatch.setattr(fitting, "_MEMORY", fitting._Memory())


def test_a_picture_is_like_itself() -> None:
    """And less so like a blurred copy."""
    image = pixels(photo())

    assert ssim(image, image) == pytest.approx(1)
    assert ssim(image, image.gaussblur(2)) < 0.9


def test_a_large_picture_is_measured_at_nine_places() -> None:
    """All of a small one."""
    assert (sample(gradient(2000, 1500)).width, sample(gradient(2000, 1500)).height) == (672, 672)
    assert (sample(gradient(300, 200)).width, sample(gradient(20_000, 30)).height) == (300, 30)


@pytest.mark.parametrize(
    "options", [{"format": "jpeg"}, {"format": "webp"}, {"format": "avif", "effort": 1}], ids=lambda one: one["format"]
)
def test_a_likeness_is_reached_with_the_lowest_quality(make: Make, options: dict[str, Any]) -> None:
    """One less would not do."""
    asked = options | {"quality": {"target": "ssim", "value": 0.93}}

    written = make(photo(), output=asked).outputs[0].data

    found = next(iter(fitting._MEMORY.found.values()))
    original = pixels(photo())
    assert ssim(original, pixels(written)) >= 0.93
    assert ssim(original, pixels(make(photo(), output=options | {"quality": found - 1}).outputs[0].data)) < 0.93


def test_what_cannot_be_reached_gets_the_best_quality(make: Make) -> None:
    """It is a wish, not a condition."""
    best = make(photo(), output={"format": "jpeg", "quality": 100}).outputs[0].data

    assert make(photo(), output={"format": "jpeg", "quality": {"value": 0.999}}).outputs[0].data == best


def test_a_quality_that_was_found_is_remembered(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """For the same picture in the same size and format: the second time nothing is searched."""
    recipe: dict[str, Any] = {"output": {"format": "jpeg", "quality": {"value": 0.95}}}
    first = make(photo(), **recipe).outputs[0].data
    monkeypatch.setattr(fitting, "ssim", lambda *_: pytest.fail("it was searched again"))

    assert make(photo(), **recipe).outputs[0].data == first


def test_few_qualities_are_remembered_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """The oldest that nobody asked for goes first."""
    monkeypatch.setattr(fitting, "_REMEMBERED", 2)
    memory = fitting._Memory()
    for number, key in enumerate((b"a", b"b")):
        memory.put(key, number)
    memory.get(b"a")
    memory.put(b"c", 2)

    assert list(memory.found) == [b"a", b"c"]


@pytest.mark.parametrize(
    "options", [{"format": "jpeg"}, {"format": "webp"}, {"format": "avif", "effort": 0}], ids=lambda one: one["format"]
)
def test_a_file_fits_with_the_highest_quality_that_does(make: Make, options: dict[str, Any]) -> None:
    """The next one would be too large."""
    limit = len(make(photo(), output=options | {"quality": 30}).outputs[0].data) + 20

    made = make(photo(), output=options | {"maxBytes": limit}).outputs[0].data

    above = make(photo(), output=options | {"quality": next(iter(fitting._MEMORY.found.values())) + 1}).outputs[0].data
    assert len(made) <= limit < len(above)


def test_a_file_that_fits_keeps_its_quality(make: Make) -> None:
    """A limit is no aim."""
    plain = make(photo(), output={"format": "jpeg", "quality": 70}).outputs[0].data

    assert make(photo(), output={"format": "jpeg", "quality": 70, "maxBytes": 1_000_000}).outputs[0].data == plain


@pytest.mark.parametrize("format_", ["jpeg", "webp", "auto"])
def test_a_file_that_cannot_be_small_enough_is_refused(make: Make, format_: str) -> None:
    """With the size that could be had, and a pointer to the output that asks for it."""
    outputs = [{"name": "a", "format": "png"}, {"name": "b", "format": format_, "maxBytes": 200}]

    with pytest.raises(RecipeRefused) as refused:
        make(photo(), outputs=outputs)

    (fault,) = refused.value.faults
    assert (fault.pointer, fault.code, "200 are asked for" in fault.message) == ("/outputs/1/maxBytes", "does_not_fit", True)


def test_a_likeness_and_a_limit_go_together(make: Make) -> None:
    """The limit wins."""
    made = make(photo(), output={"format": "jpeg", "quality": {"value": 0.99}, "maxBytes": 8_000}).outputs[0].data

    assert len(made) <= 8_000


@pytest.mark.parametrize(
    "output",
    [
        {"format": "jpeg", "quality": {"target": "psnr"}},
        {"format": "jpeg", "quality": {"target": "ssim", "value": 1}},
        {"format": "jpeg", "quality": "high"},
        {"format": "jpeg", "maxBytes": 99},
        {"format": "webp", "lossless": True, "maxBytes": 5000},
        {"format": "avif", "lossless": True, "quality": {"value": 0.9}},
        {"format": "png", "maxBytes": 5000},
        {"format": "auto", "accept": ["jxl"]},
    ],
)
def test_what_cannot_be_searched_for_is_refused(output: dict[str, Any]) -> None:
    """Before a pixel is read."""
    with pytest.raises(ValueError, match="validation error"):
        Recipe.model_validate({"output": output})


def test_a_search_ends_with_the_deadline() -> None:
    """It is looked at before every attempt."""
    with pytest.raises(DeadlineExceeded):
        fitting.encoded(Jpeg.model_validate({"maxBytes": 5000}), pixels(photo()), Deadline.after(0))


@pytest.mark.parametrize("accept", [[], ["webp"], ["avif"], ["avif", "webp"]])
def test_the_smallest_of_the_formats_that_are_shown_is_taken(make: Make, accept: list[str]) -> None:
    """Each was tried."""
    made = make(photo(), output={"format": "auto", "accept": accept}).outputs[0]

    sizes = [len(fitting.encoded(one, pixels(photo()), Deadline.never())[1]) for one in _candidates(accept)]
    assert (len(made.data), made.format in {"jpeg", *accept}) == (min(sizes), True)


def _candidates(accept: list[str]) -> list[Any]:
    return list(Auto.model_validate({"accept": accept}).candidates(320, 240, 1, has_alpha=False))


@pytest.mark.parametrize(("accept", "format_"), [(None, "webp"), ([], "png")])
def test_transparency_needs_a_format_that_has_it(make: Make, accept: list[str] | None, format_: str) -> None:
    """So JPEG is no choice; and where nobody says what is shown, it is WebP."""
    output = {"format": "auto"} | ({} if accept is None else {"accept": accept})

    assert make(png_with_alpha(40, 30), output=output).outputs[0].format == format_


@pytest.mark.parametrize(("accept", "format_"), [(["avif", "webp"], "webp"), (["avif"], "gif"), ([], "gif")])
def test_an_animation_stays_one(make: Make, accept: list[str], format_: str) -> None:
    """AVIF is no choice either."""
    made = make(animated_gif(20, 10), input={"animated": True}, output={"format": "auto", "accept": accept}).outputs[0]

    assert (made.format, made.pages) == (format_, 3)


def test_avif_is_not_tried_on_large_pictures() -> None:
    """Nobody would wait for it."""
    formats = [one.format for one in Auto.model_validate({"accept": ["avif", "webp"]}).candidates(4000, 3000, 1, has_alpha=False)]

    assert formats == ["webp", "jpeg"]
