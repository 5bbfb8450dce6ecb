"""Pictures laid over pictures."""

import base64
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from shared.errors import NotFound, RecipeRefused
from shared.imaging import Limits
from tests.fixtures.pictures import animated_gif, jpeg, jpeg_bomb, pixels, plain, png, svg
from tests.unit.imaging.conftest import Make

Pixel = Callable[..., list[float]]

GROUND = png(plain(100, 60, 0, 0, 255))
RED = png(plain(10, 10, 255, 0, 0))
OWN = UUID("0198f1c2-7c1e-7cc3-8f8e-1f2a3b4c5d6e")


def over(layer: dict[str, Any], **options: Any) -> dict[str, Any]:
    """A step that lays one picture over another."""
    return {"op": "composite", "images": [{"input": layer, **options}]}


def data(file: bytes) -> dict[str, str]:
    """A file in a recipe."""
    return {"data": base64.b64encode(file).decode()}


def refused(make: Make, *steps: dict[str, Any], **options: Any) -> list[tuple[str, str]]:
    """Pointer and code of each fault."""
    with pytest.raises(RecipeRefused) as error:
        make(GROUND, *steps, **options)
    return [(fault.pointer, fault.code) for fault in error.value.faults]


@pytest.mark.parametrize(
    "layer",
    [
        data(RED),
        {"svg": svg(10, 10).decode()},
        {"create": {"width": 10, "height": 10, "channels": 3, "background": "red"}},
        {"create": {"width": 10, "height": 10, "channels": 4, "background": {"r": 255, "g": 0, "b": 0, "alpha": 1}}},
        {"image": str(OWN)},
    ],
    ids=lambda layer: next(iter(layer)),
)
def test_every_kind_of_picture_can_be_laid_over(make: Make, layer: dict[str, Any]) -> None:
    """It lies in the middle, and around it the ground can be seen."""
    made = pixels(make(GROUND, over(layer), images={OWN: RED}.__getitem__).outputs[0].data)

    assert (made(50, 30), made(46, 26), made(44, 24)) == ([255, 0, 0, 255], [255, 0, 0, 255], [0, 0, 255, 255])


@pytest.mark.parametrize(
    ("shape", "inside", "outside"),
    [
        ({"width": 40}, (31, 30), (28, 30)),
        ({"height": 20}, (41, 21), (38, 30)),
        ({"width": 80, "height": 20}, (41, 21), (38, 30)),
    ],
    ids=["width", "height", "both"],
)
def test_a_picture_of_the_account_is_scaled(make: Make, shape: dict[str, int], inside: tuple[int, int], outside: tuple[int, int]) -> None:
    """To a width or a height, and into a box when both are given; it keeps its shape."""
    made = pixels(make(GROUND, over({"image": str(OWN), **shape}), images={OWN: RED}.__getitem__).outputs[0].data)

    assert made(*inside)[:3] == [255, 0, 0]
    assert made(*outside)[:3] == [0, 0, 255]


def test_a_picture_of_the_account_is_faded(make: Make) -> None:
    """Half of it and half of the ground are seen."""
    made = pixels(make(GROUND, over({"image": str(OWN), "opacity": 0.5}), images={OWN: RED}.__getitem__).outputs[0].data)

    assert made(50, 30) == pytest.approx([127, 0, 127, 255], abs=2)


def test_a_transparent_picture_keeps_its_colours_when_it_is_scaled(make: Make) -> None:
    """What is transparent does not bleed into what is not."""
    half = plain(10, 10, 255, 0, 0).bandjoin(255).embed(0, 0, 20, 10)

    made = pixels(make(GROUND, over({"image": str(OWN), "width": 60, "opacity": 1}), images={OWN: png(half)}.__getitem__).outputs[0].data)

    assert made(22, 30)[:3] == pytest.approx([255, 0, 0], abs=3)
    assert made(78, 30)[:3] == [0, 0, 255]


def test_a_scaled_picture_is_held_to_the_limits(make: Make) -> None:
    """It is refused before a pixel of it is made."""
    step = over({"image": str(OWN), "width": 100_000})

    assert refused(make, step, images={OWN: RED}.__getitem__) == [("/steps/0/images/0/input", "image_too_large")]


def test_text_can_be_laid_over(make: Make) -> None:
    """In the colour of its markup, on transparent ground."""
    text = {"text": '<span foreground="white">Niño © 日本</span>', "dpi": 100, "rgba": True}

    made = pixels(make(GROUND, over({"text": text})).outputs[0].data)

    assert made(2, 2) == [0, 0, 255, 255]
    assert made.crop(10, 20, 80, 20)[0].max() > 200


def test_text_without_colour_is_white_on_black(make: Make) -> None:
    """As in sharp."""
    made = pixels(make(GROUND, over({"text": {"text": "H", "font": "DejaVu Sans Bold 20"}})).outputs[0].data)

    assert (made[2].min() < 10, made(0, 0)) == (True, [0, 0, 255, 255])


def test_noise_is_the_same_for_the_same_recipe(make: Make) -> None:
    """And not the same in every channel."""
    noise = over({"create": {"width": 20, "height": 20, "channels": 3, "noise": {"type": "gaussian", "mean": 128, "sigma": 30}}})

    one, other = (make(GROUND, noise).outputs[0].data for _ in range(2))

    made = pixels(one).crop(40, 20, 20, 20)
    assert one == other
    assert (made[0].deviate() > 20, (made[0] - made[1]).abs().max() > 0) == (True, True)


@pytest.mark.parametrize(
    ("options", "place"),
    [
        ({"gravity": "northwest"}, (0, 0)),
        ({"gravity": "southeast"}, (99, 59)),
        ({"gravity": 3}, (50, 59)),
        ({"left": 20, "top": 30}, (20, 30)),
        ({"left": -5, "top": -5}, (0, 0)),
        ({"tile": True}, (99, 0)),
    ],
)
def test_an_overlay_lies_where_it_is_put(pixel: Pixel, options: dict[str, Any], place: tuple[int, int]) -> None:
    """By gravity, by distance from the corner, or everywhere."""
    assert pixel(place, GROUND, over(data(RED), **options)) == [255, 0, 0, 255]


@pytest.mark.parametrize(
    ("blend", "colour"),
    [
        ("over", [255, 0, 0]),
        ("dest-over", [0, 0, 255]),
        ("add", [255, 0, 255]),
        ("screen", [255, 0, 255]),
        ("multiply", [0, 0, 0]),
        ("color-dodge", [255, 0, 255]),
    ],
)
def test_blends_mix_colours(pixel: Pixel, blend: str, colour: list[int]) -> None:
    """As Porter and Duff, and PDF, say."""
    assert pixel((50, 30), GROUND, over(data(RED), blend=blend))[:3] == colour


def test_layers_lie_in_their_order(pixel: Pixel) -> None:
    """The last one is on top."""
    step = {"op": "composite", "images": [{"input": data(RED)}, {"input": data(png(plain(4, 4, 0, 255, 0)))}]}

    assert (pixel((50, 30), GROUND, step), pixel((46, 26), GROUND, step)) == ([0, 255, 0, 255], [255, 0, 0, 255])


def test_an_overlay_is_turned_upright(make: Make) -> None:
    """Unless that is switched off, when it does not fit here."""
    lying = data(jpeg(80, 20, orientation=6))
    narrow = png(plain(30, 90, 0, 0, 255))

    assert make(narrow, over(lying)).outputs[0].width == 30
    with pytest.raises(RecipeRefused):
        make(narrow, over(lying, autoOrient=False))


def test_every_frame_of_an_animation_gets_the_overlay(make: Make) -> None:
    """In the same place."""
    made = make(
        animated_gif(40, 30),
        over(data(png(plain(4, 4, 255, 255, 255))), gravity="northwest"),
        input={"animated": True},
        output={"format": "webp", "lossless": True},
    ).outputs[0]

    assert [pixels(made.data, page=page)(1, 1)[:3] for page in range(3)] == [[255, 255, 255]] * 3


@pytest.mark.parametrize(
    ("layer", "pointer", "code"),
    [
        (data(png(plain(101, 10, 1, 2, 3))), "/steps/0/images/0/input", "overlay_too_large"),
        (data(jpeg_bomb(64250, 64250)), "/steps/0/images/0/input", "image_too_large"),
        (data(b"text"), "/steps/0/images/0/input", "unsupported_image"),
        (data(jpeg(640, 480)[:100]), "/steps/0/images/0/input", "corrupt_image"),
        ({"svg": "GIF89a"}, "/steps/0/images/0/input", "corrupt_image"),
        ({"svg": "no drawing"}, "/steps/0/images/0/input", "unsupported_image"),
        ({"text": {"text": "<b>"}}, "/steps/0/images/0/input", "recipe_refused"),
        ({"text": {"text": "  "}}, "/steps/0/images/0/input", "recipe_refused"),
        ({"create": {"width": 8193, "height": 1, "background": "red"}}, "/steps/0/images/0/input", "image_too_large"),
        ({"image": str(OWN)}, "/steps/0/images/0/input", "recipe_refused"),
    ],
)
def test_an_overlay_that_cannot_be_used_is_refused(make: Make, layer: dict[str, Any], pointer: str, code: str) -> None:
    """With a pointer to it."""
    assert refused(make, over(layer)) == [(pointer, code)]


def test_every_overlay_that_cannot_be_used_is_told(make: Make) -> None:
    """Of the shared steps and of those of an output."""
    bad = over(data(b"text"))

    assert refused(
        make, bad, outputs=[{"name": "a", "format": "png", "steps": [{"op": "flip"}, bad | {"images": [{"input": data(b"other")}]}]}]
    ) == [
        ("/steps/0/images/0/input", "unsupported_image"),
        ("/outputs/0/steps/1/images/0/input", "unsupported_image"),
    ]


def test_an_overlay_must_fit_the_picture_after_a_trim(make: Make) -> None:
    """Its size is known only then."""
    source = png(plain(90, 90, 255, 255, 255).insert(plain(5, 5, 0, 0, 0), 40, 40))

    with pytest.raises(RecipeRefused) as error:
        make(source, {"op": "trim"}, over(data(RED)))

    assert [fault.pointer for fault in error.value.faults] == ["/steps/1/images/0/input"]


def test_all_overlays_together_keep_the_limit_of_a_picture(make: Make) -> None:
    """They lie in memory at the same time."""
    layers = [{"input": {"create": {"width": 50, "height": 50, "background": f"#{n}00"}}} for n in range(3)]

    assert refused(make, {"op": "composite", "images": layers}, limits=Limits(max_input_pixels=7000)) == [
        ("/steps/0/images/2/input", "image_too_large")
    ]


def test_what_the_lookup_of_an_own_picture_raises_goes_through(make: Make) -> None:
    """It is the caller's, and knows better."""

    def missing(_: UUID) -> bytes:
        raise NotFound("There is no such picture.")

    with pytest.raises(NotFound):
        make(GROUND, over({"image": str(OWN)}), images=missing)
