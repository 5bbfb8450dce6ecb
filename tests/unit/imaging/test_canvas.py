"""Pictures that come from no file."""

from typing import Any

import pytest

from shared.errors import RecipeRefused
from shared.imaging import Limits, Recipe, render
from shared.imaging.canvas import painted
from shared.imaging.layers import Create
from tests.fixtures.pictures import jpeg, pixels

RED, BLUE = [255, 0, 0, 255], [0, 0, 255, 255]
TWO = [{"offset": 0, "colour": "red"}, {"offset": 1, "colour": "blue"}]


def shaded(width: int, height: int, **gradient: Any) -> Any:
    """A canvas with a gradient."""
    return painted(Create.model_validate({"width": width, "height": height, "gradient": gradient}), Limits())


@pytest.mark.parametrize(
    ("angle", "first", "last"),
    [(180, (50, 0), (50, 99)), (0, (50, 99), (50, 0)), (90, (0, 50), (99, 50)), (270, (99, 50), (0, 50)), (45, (0, 99), (99, 0))],
)
def test_a_linear_gradient_runs_where_its_angle_points(angle: int, first: tuple[int, int], last: tuple[int, int]) -> None:
    """As in CSS: 0 is up, and the corners have the first and the last colour."""
    image = shaded(100, 100, angle=angle, stops=TWO)

    assert (image(*first), image(*last)) == (pytest.approx(RED, abs=3), pytest.approx(BLUE, abs=3))


def test_a_radial_gradient_ends_in_the_farthest_corner() -> None:
    """And begins at its point."""
    image = shaded(100, 50, type="radial", x=0, y=0, stops=TWO)

    assert (image(0, 0), image(99, 49)) == (pytest.approx(RED, abs=3), pytest.approx(BLUE, abs=3))


def test_two_stops_in_one_place_are_a_hard_edge() -> None:
    """Nothing between them is mixed."""
    stops = [{"offset": at, "colour": colour} for at, colour in [(0, "red"), (0.5, "red"), (0.5, "blue"), (1, "blue")]]
    image = shaded(100, 10, angle=90, stops=stops)

    assert {tuple(image(x, 5)) for x in range(100)} == {tuple(RED), tuple(BLUE)}


def test_before_the_first_stop_and_after_the_last_there_is_one_colour() -> None:
    """Theirs."""
    image = shaded(100, 10, angle=90, stops=[{"offset": 0.4, "color": "red"}, {"offset": 0.6, "color": "blue"}])

    assert (image(0, 5), image(30, 5), image(70, 5), image(99, 5)) == (RED, RED, BLUE, BLUE)


def test_a_colour_that_fades_away_does_not_darken() -> None:
    """CSS's `transparent` is black that is not seen."""
    image = shaded(100, 10, angle=90, stops=[{"offset": 0, "colour": "red"}, {"offset": 1, "colour": "transparent"}])

    assert image(50, 5) == pytest.approx([255, 0, 0, 127], abs=3)


def test_a_gradient_without_alpha_has_three_channels() -> None:
    """If they are asked for."""
    image = painted(Create.model_validate({"width": 9, "height": 9, "channels": 3, "gradient": {"stops": TWO}}), Limits())

    assert (image.bands, image.interpretation) == (3, "srgb")


@pytest.mark.parametrize(
    "create",
    [
        {"width": 5, "height": 5},
        {"width": 5, "height": 5, "channels": 2, "background": "red"},
        {"width": 5, "height": 5, "channels": 1, "gradient": {"stops": TWO}},
        {"width": 5, "height": 5, "noise": {}, "gradient": {"stops": TWO}},
        {"width": 5, "height": 5, "gradient": {"stops": TWO[:1]}},
        {"width": 5, "height": 5, "gradient": {"stops": TWO[::-1]}},
        {"width": 5, "height": 5, "gradient": {"stops": TWO * 9}},
        {"width": 5, "height": 5, "gradient": {"stops": TWO, "angle": 361}},
        {"width": 0, "height": 5, "background": "red"},
    ],
)
def test_a_canvas_that_makes_no_sense_is_refused(create: dict[str, Any]) -> None:
    """Before anything is drawn."""
    with pytest.raises(ValueError, match=r"canvas|gradient|stops|angle|width"):
        Recipe.model_validate({"canvas": {"create": create}})


def test_a_canvas_over_the_limits_is_refused() -> None:
    """With a pointer to it."""
    recipe = Recipe.model_validate({"canvas": {"create": {"width": 9000, "height": 1, "background": "red"}}})

    with pytest.raises(RecipeRefused) as refused:
        render(None, recipe, Limits())

    assert [fault.pointer for fault in refused.value.faults] == ["/canvas/create"]


def test_a_canvas_becomes_a_png_unless_the_output_says_otherwise() -> None:
    """With its steps applied."""
    canvas = {"create": {"width": 40, "height": 30, "background": {"r": 10, "g": 20, "b": 30, "alpha": 0.5}}}
    made = render(None, Recipe.model_validate({"canvas": canvas, "steps": [{"op": "resize", "width": 20}]}), Limits()).outputs[0]

    assert (made.format, made.width, made.height) == ("png", 20, 15)
    assert pixels(made.data)(3, 3) == pytest.approx([10, 20, 30, 128], abs=1)


def test_noise_is_the_same_for_the_same_recipe() -> None:
    """A result is kept under the name of what it was made from."""
    recipe = Recipe.model_validate({"canvas": {"create": {"width": 40, "height": 30, "channels": 3, "noise": {"sigma": 20}}}})

    assert render(None, recipe, Limits()).outputs[0].data == render(None, recipe, Limits()).outputs[0].data


def test_a_text_alone_is_a_picture() -> None:
    """As large as it is."""
    made = render(None, Recipe.model_validate({"canvas": {"text": {"text": "Hola", "dpi": 300}}}), Limits()).outputs[0]

    assert (made.width > made.height, made.height > 20) == (True, True)


@pytest.mark.parametrize(("data", "recipe"), [(None, {}), (jpeg(8, 8), {"canvas": {"text": {"text": "Hola"}}})])
def test_there_is_a_source_or_a_canvas(data: bytes | None, recipe: dict[str, Any]) -> None:
    """Not both, and not neither."""
    with pytest.raises(RecipeRefused) as refused:
        render(data, Recipe.model_validate(recipe), Limits())

    assert [fault.pointer for fault in refused.value.faults] == ["/canvas"]


def test_a_recipe_has_no_input_beside_its_canvas() -> None:
    """There would be nothing to read."""
    with pytest.raises(ValueError, match="an input or a canvas"):
        Recipe.model_validate({"input": {"page": 1}, "canvas": {"text": {"text": "Hola"}}})
