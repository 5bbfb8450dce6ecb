"""From a recipe and a header to sizes and limits, without a pixel."""

from typing import Any

import pytest

from shared.errors import RecipeRefused
from shared.imaging import Limits, Recipe
from shared.imaging.facts import FORMATS, SourceFacts
from shared.imaging.picture import Picture
from shared.imaging.plan import Plan, plan

JPEG, WEBP, GIF, SVG, PNG = (FORMATS[f"VipsForeignLoad{name}Buffer"] for name in ("Jpeg", "Webp", "Nsgif", "Svg", "Png"))


def planned(*steps: dict[str, Any], source: SourceFacts | None = None, limits: Limits | None = None, **recipe: Any) -> Plan:
    """The plan for steps on a JPEG of 1000 × 600 px, unless another source is given."""
    facts = source or SourceFacts(JPEG, Picture(1000, 600))
    return plan(Recipe.model_validate({"steps": list(steps)} | recipe), facts, limits or Limits())


def refused(*steps: dict[str, Any], **options: Any) -> list[str]:
    """The pointers to the faults of a refused recipe."""
    with pytest.raises(RecipeRefused) as error:
        planned(*steps, **options)
    return [fault.pointer for fault in error.value.faults]


def size(*steps: dict[str, Any], **options: Any) -> tuple[int, int]:
    """The size that is planned for the output, px."""
    picture = planned(*steps, **options).outputs[0].picture
    return picture.width, picture.height


@pytest.mark.parametrize(
    ("options", "made"),
    [
        ({"width": 500}, (500, 300)),
        ({"height": 300}, (500, 300)),
        ({}, (1000, 600)),
        ({"width": 200, "height": 200}, (200, 200)),
        ({"width": 200, "height": 200, "fit": "contain"}, (200, 200)),
        ({"width": 200, "height": 200, "fit": "fill"}, (200, 200)),
        ({"width": 200, "height": 200, "fit": "inside"}, (200, 120)),
        ({"width": 200, "height": 200, "fit": "outside"}, (333, 200)),
        ({"width": 2000}, (2000, 1200)),
        ({"width": 2000, "withoutEnlargement": True}, (1000, 600)),
        ({"width": 2000, "height": 300, "withoutEnlargement": True}, (1000, 300)),
        ({"width": 500, "withoutReduction": True}, (500, 600)),
        ({"width": 500, "withoutReduction": True, "fit": "inside"}, (1000, 600)),
        ({"width": 2000, "withoutReduction": True, "withoutEnlargement": True}, (2000, 1200)),
        ({"width": 1}, (1, 1)),
    ],
)
def test_a_resize_makes_this_size(options: dict[str, Any], made: tuple[int, int]) -> None:
    """Of 1000 × 600 px."""
    assert size({"op": "resize", **options}) == made


@pytest.mark.parametrize(
    ("step", "made"),
    [
        ({"op": "rotate", "angle": 90}, (600, 1000)),
        ({"op": "rotate", "angle": -270}, (600, 1000)),
        ({"op": "rotate", "angle": 180}, (1000, 600)),
        ({"op": "rotate", "angle": 45}, (1132, 1132)),
        ({"op": "extend", "left": 1, "right": 2, "top": 3, "bottom": 4}, (1003, 607)),
        ({"op": "extract", "left": 990, "top": 590, "width": 10, "height": 10}, (10, 10)),
        ({"op": "blur"}, (1000, 600)),
    ],
)
def test_other_steps_make_this_size(step: dict[str, Any], made: tuple[int, int]) -> None:
    """Of 1000 × 600 px."""
    assert size(step) == made


@pytest.mark.parametrize("orientation", [5, 6, 7, 8])
def test_a_picture_on_its_side_is_planned_upright(orientation: int) -> None:
    """Width and height are those that are seen."""
    source = SourceFacts(JPEG, Picture(1000, 600), orientation=orientation)

    assert size(source=source) == (600, 1000)
    assert size({"op": "resize", "width": 300}, source=source) == (300, 500)


@pytest.mark.parametrize(
    ("steps", "shrink"),
    [
        ([{"op": "resize", "width": 100}], 8),
        ([{"op": "resize", "width": 190}], 4),
        ([{"op": "resize", "width": 300}], 2),
        ([{"op": "resize", "width": 900}], 1),
        ([{"op": "resize", "width": 200, "fastShrinkOnLoad": False}], 2),
        ([{"op": "greyscale"}, {"op": "resize", "width": 100}], 8),
        ([{"op": "blur"}, {"op": "resize", "width": 100}], 1),
        ([{"op": "extract", "left": 0, "top": 0, "width": 500, "height": 500}, {"op": "resize", "width": 50}], 1),
        ([], 1),
    ],
)
def test_a_jpeg_is_shrunk_while_it_is_decoded(steps: list[dict[str, Any]], shrink: int) -> None:
    """As far as the resize allows, when nothing before it needs the whole picture."""
    assert planned(*steps).outputs[0].shrink == shrink


def test_several_outputs_share_one_decode() -> None:
    """In the size of the one that needs most."""
    outputs = [{"name": f"w{width}", "steps": [{"op": "resize", "width": width}], "format": "webp"} for width in (100, 300)]

    assert [output.shrink for output in planned(outputs=outputs).outputs] == [2, 2]


def test_a_drawing_is_painted_for_each_size() -> None:
    """It has pixels of its own for none."""
    outputs = [{"name": f"w{width}", "steps": [{"op": "resize", "width": width}], "format": "webp"} for width in (100, 2000)]

    made = planned(source=SourceFacts(SVG, Picture(1000, 600, has_alpha=True)), outputs=outputs)

    assert [output.shrink for output in made.outputs] == [10, 0.5]


@pytest.mark.parametrize(
    ("step", "pointer"),
    [
        ({"op": "extract", "left": 0, "top": 0, "width": 1001, "height": 1}, "/steps/0/width"),
        ({"op": "extract", "left": 1000, "top": 0, "width": 1, "height": 1}, "/steps/0/left"),
        ({"op": "extract", "left": 0, "top": 300, "width": 1, "height": 301}, "/steps/0/height"),
        ({"op": "resize", "width": 8193, "height": 10}, "/steps/0"),
        ({"op": "resize", "width": 8000, "height": 8000}, "/steps/0/width"),
        ({"op": "extend", "top": 8000}, "/steps/0"),
    ],
)
def test_what_cannot_be_done_is_refused(step: dict[str, Any], pointer: str) -> None:
    """With a pointer to the option."""
    assert pointer in refused(step)


def test_every_fault_of_a_plan_is_told() -> None:
    """Also those of later steps and of other outputs."""
    outside = {"op": "extract", "left": 0, "top": 0, "width": 2000, "height": 1}

    assert refused(outside, {"op": "resize", "width": 8193, "height": 1}, outputs=[{"name": "a", "steps": [outside | {"width": 9000}]}])[
        :2
    ] == [
        "/steps/0/width",
        "/steps/1",
    ]


@pytest.mark.parametrize(
    ("step", "pointer"),
    [
        ({"op": "trim"}, "/steps/0"),
        ({"op": "rotate", "angle": 90}, "/steps/0/angle"),
        ({"op": "resize", "width": 10, "height": 10, "position": "entropy"}, "/steps/0/position"),
    ],
)
def test_some_steps_take_no_animation(step: dict[str, Any], pointer: str) -> None:
    """As in sharp."""
    source = SourceFacts(GIF, Picture(100, 60, 4, has_alpha=True))

    assert refused(step, source=source, input={"animated": True}) == [pointer]
    assert planned(step, source=source).load.pages == 1


def test_all_pages_count_towards_the_output() -> None:
    """The limit is for the file, not for one frame."""
    source = SourceFacts(GIF, Picture(100, 100, 10, has_alpha=True))

    assert refused(source=source, input={"animated": True}, limits=Limits(max_output_pixels=99_999)) == ["/output"]


@pytest.mark.parametrize(("format_", "side"), [("webp", 16_384), ("avif", 16_385)])
def test_a_format_has_a_longest_side(format_: str, side: int) -> None:
    """Told before the pixels are made."""
    source = SourceFacts(PNG, Picture(side, 10))

    assert refused(source=source, output={"format": format_}, limits=Limits(max_output_side=20_000)) == ["/output/format"]


@pytest.mark.parametrize(("effort", "allowed"), [(3, True), (4, False), (9, False)])
def test_a_slow_encoder_gets_no_large_picture(effort: int, *, allowed: bool) -> None:
    """Nothing can stop it once it runs."""
    source = SourceFacts(PNG, Picture(4000, 3000))
    output = {"format": "avif", "effort": effort}

    if allowed:
        assert planned(source=source, output=output).outputs[0].codec.format == "avif"
    else:
        assert refused(source=source, output=output) == ["/output/effort"]


def test_the_size_after_a_trim_is_an_upper_bound() -> None:
    """So what follows is checked again when the pixels are known."""
    picture = planned({"op": "trim"}).outputs[0].picture

    assert (picture.width, picture.height, picture.exact) == (1000, 600, False)


@pytest.mark.parametrize(
    ("step", "alpha"),
    [
        ({"op": "flatten"}, False),
        ({"op": "extend", "top": 1}, False),
        ({"op": "extend", "top": 1, "background": "#0000"}, True),
        ({"op": "rotate", "angle": 10, "background": "transparent"}, True),
        ({"op": "resize", "width": 50, "height": 50, "fit": "contain", "background": "transparent"}, True),
        ({"op": "composite", "images": [{"input": {"text": {"text": "a"}}}]}, True),
    ],
)
def test_it_is_known_whether_the_result_can_be_transparent(step: dict[str, Any], *, alpha: bool) -> None:
    """Transparent colours add an alpha channel, and flatten takes it away."""
    assert planned(step).outputs[0].picture.has_alpha is alpha


def test_webp_is_shrunk_while_it_is_decoded() -> None:
    """By any factor."""
    assert planned({"op": "resize", "width": 300}, source=SourceFacts(WEBP, Picture(1000, 600))).outputs[0].shrink == pytest.approx(10 / 3)
