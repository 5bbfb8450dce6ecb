"""The options of the operations on colours, channels and neighbourhoods: names, defaults and ranges are sharp's."""

import base64
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from shared.imaging.operations import Step
from shared.imaging.operations.base import Operation
from tests.fixtures.pictures import plain, png

STEP: TypeAdapter[Operation] = TypeAdapter(Step)
BLACK = {"r": 0, "g": 0, "b": 0, "alpha": 1}
OTHER = {"input": {"data": base64.b64encode(png(plain(2, 2, 0))).decode()}}
ONES = [1.0] * 9
SEPIA = [[0.4, 0.7, 0.1], [0.3, 0.6, 0.1], [0.2, 0.5, 0.1]]

DEFAULTS: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"op": "autoOrient"}, {}),
    (
        {"op": "affine", "matrix": [[1, 2], [3, 4]]},
        {"matrix": [1, 2, 3, 4], "background": BLACK, "idx": 0, "idy": 0, "odx": 0, "ody": 0, "interpolator": "bilinear"},
    ),
    ({"op": "median"}, {"size": 3}),
    ({"op": "dilate"}, {"width": 1}),
    ({"op": "erode"}, {"width": 1}),
    ({"op": "unflatten"}, {}),
    ({"op": "gamma"}, {"gamma": 2.2, "gammaOut": None}),
    ({"op": "negate"}, {"negate": True, "alpha": True}),
    ({"op": "normalise"}, {"lower": 1, "upper": 99}),
    ({"op": "normalize"}, {"lower": 1, "upper": 99}),
    ({"op": "clahe", "width": 3, "height": 4}, {"width": 3, "height": 4, "maxSlope": 3}),
    (
        {"op": "convolve", "width": 3, "height": 3, "kernel": ONES},
        {"width": 3, "height": 3, "kernel": ONES, "scale": None, "offset": 0},
    ),
    ({"op": "threshold"}, {"threshold": 128, "greyscale": True}),
    ({"op": "linear"}, {"a": [1], "b": [0]}),
    ({"op": "recomb", "matrix": SEPIA}, {"matrix": SEPIA}),
    ({"op": "tint", "colour": "black"}, {"colour": BLACK}),
    ({"op": "toColourspace", "colourspace": "b-w"}, {"colourspace": "b-w"}),
    ({"op": "pipelineColourspace", "colourspace": "rgb16"}, {"colourspace": "rgb16"}),
    ({"op": "removeAlpha"}, {}),
    ({"op": "ensureAlpha"}, {"alpha": 1}),
    ({"op": "extractChannel", "channel": "red"}, {"channel": "red"}),
    ({"op": "bandbool", "boolOp": "and"}, {"boolOp": "and"}),
    ({"op": "roundCorners", "radius": 5}, {"radius": 5, "percent": None}),
]

REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"op": "autoOrient", "angle": 90}, "angle"),
    ({"op": "affine"}, "matrix"),
    ({"op": "affine", "matrix": [1, 2, 3]}, "matrix/3"),
    ({"op": "affine", "matrix": [[1, 2], [3]]}, "matrix/0"),
    ({"op": "affine", "matrix": [1, 0, 0, "1"]}, "matrix/3"),
    ({"op": "affine", "matrix": [1, 2, 2, 4]}, ""),
    ({"op": "affine", "matrix": [1, 0, 0, 1], "idx": "1"}, "idx"),
    ({"op": "affine", "matrix": [1, 0, 0, 1], "ody": 1e9}, "ody"),
    ({"op": "affine", "matrix": [1, 0, 0, 1], "interpolator": "cubic"}, "interpolator"),
    ({"op": "affine", "matrix": [1, 0, 0, 1], "background": "nocolour"}, "background"),
    ({"op": "median", "size": 0}, "size"),
    ({"op": "median", "size": 1001}, "size"),
    ({"op": "median", "size": 2.5}, "size"),
    ({"op": "dilate", "width": 0}, "width"),
    ({"op": "dilate", "width": 65537}, "width"),
    ({"op": "erode", "width": -1}, "width"),
    ({"op": "erode", "width": 65537}, "width"),
    ({"op": "unflatten", "unflatten": True}, "unflatten"),
    ({"op": "gamma", "gamma": 0.9}, "gamma"),
    ({"op": "gamma", "gamma": 3.1}, "gamma"),
    ({"op": "gamma", "gammaOut": 0}, "gammaOut"),
    ({"op": "gamma", "gammaOut": 4}, "gammaOut"),
    ({"op": "negate", "alpha": "yes"}, "alpha"),
    ({"op": "negate", "negate": 1}, "negate"),
    ({"op": "normalise", "lower": -1}, "lower"),
    ({"op": "normalise", "lower": 99.5}, "lower"),
    ({"op": "normalise", "upper": 0}, "upper"),
    ({"op": "normalise", "upper": 101}, "upper"),
    ({"op": "normalise", "lower": 50, "upper": 50}, ""),
    ({"op": "clahe", "width": 3}, "height"),
    ({"op": "clahe", "width": 0, "height": 3}, "width"),
    ({"op": "clahe", "width": 3, "height": 65537}, "height"),
    ({"op": "clahe", "width": 3, "height": 3, "maxSlope": 101}, "maxSlope"),
    ({"op": "clahe", "width": 3, "height": 3, "maxSlope": -1}, "maxSlope"),
    ({"op": "convolve", "width": 3, "height": 3}, "kernel"),
    ({"op": "convolve", "width": 2, "height": 3, "kernel": [1] * 6}, "width"),
    ({"op": "convolve", "width": 3, "height": 1002, "kernel": ONES}, "height"),
    ({"op": "convolve", "width": 3, "height": 3, "kernel": [1] * 8}, ""),
    ({"op": "convolve", "width": 3, "height": 3, "kernel": [*[1] * 8, "1"]}, "kernel/8"),
    ({"op": "convolve", "width": 3, "height": 3, "kernel": ONES, "scale": "1"}, "scale"),
    ({"op": "threshold", "threshold": -1}, "threshold"),
    ({"op": "threshold", "threshold": 256}, "threshold"),
    ({"op": "threshold", "threshold": 12.5}, "threshold"),
    ({"op": "threshold", "greyscale": "no"}, "greyscale"),
    ({"op": "boolean", "operand": OTHER}, "operator"),
    ({"op": "boolean", "operator": "and"}, "operand"),
    ({"op": "boolean", "operand": OTHER, "operator": "xor"}, "operator"),
    ({"op": "boolean", "operand": {"input": {}}, "operator": "and"}, "operand/input"),
    ({"op": "linear", "a": "1"}, "a"),
    ({"op": "linear", "a": []}, "a"),
    ({"op": "linear", "a": [1, 2]}, ""),
    ({"op": "linear", "b": [1, 2]}, ""),
    ({"op": "linear", "a": [1, 2, 3], "b": [1, 2]}, ""),
    ({"op": "linear", "a": True}, "a"),
    ({"op": "recomb"}, "matrix"),
    ({"op": "recomb", "matrix": SEPIA[:2]}, "matrix"),
    ({"op": "recomb", "matrix": [*SEPIA, *SEPIA]}, "matrix"),
    ({"op": "recomb", "matrix": [*SEPIA[:2], [1, 2, 3, 4]]}, ""),
    ({"op": "recomb", "matrix": [*SEPIA[:2], [1, 2, "3"]]}, "matrix/2/2"),
    ({"op": "tint"}, "colour"),
    ({"op": "tint", "colour": "no"}, "colour"),
    ({"op": "toColourspace"}, "colourspace"),
    ({"op": "toColourspace", "colourspace": "pantone"}, "colourspace"),
    ({"op": "toColourspace", "colourspace": 3}, "colourspace"),
    ({"op": "pipelineColourspace", "colourspace": "fourier"}, "colourspace"),
    ({"op": "removeAlpha", "alpha": 1}, "alpha"),
    ({"op": "ensureAlpha", "alpha": -0.1}, "alpha"),
    ({"op": "ensureAlpha", "alpha": 1.1}, "alpha"),
    ({"op": "bandbool"}, "boolOp"),
    ({"op": "bandbool", "boolOp": "not"}, "boolOp"),
    ({"op": "joinChannel"}, "images"),
    ({"op": "joinChannel", "images": []}, "images"),
    ({"op": "joinChannel", "images": [OTHER] * 9}, "images"),
    ({"op": "joinChannel", "images": [{"input": {"url": "x"}}]}, "images/0/input"),
    ({"op": "roundCorners"}, ""),
    ({"op": "roundCorners", "radius": 3, "percent": 3}, ""),
    ({"op": "mask"}, "mask"),
    ({"op": "mask", "mask": OTHER, "channel": "red"}, "channel"),
    ({"op": "mask", "mask": OTHER, "invert": 1}, "invert"),
]


@pytest.mark.parametrize(("step", "options"), DEFAULTS, ids=lambda value: value.get("op"))
def test_defaults_are_sharps(step: dict[str, Any], options: dict[str, Any]) -> None:
    """All of them, and there are no other options."""
    assert STEP.validate_python(step).model_dump(mode="json") == {"op": step["op"]} | options


@pytest.mark.parametrize(("step", "where"), REFUSED, ids=lambda value: value if isinstance(value, str) else value["op"])
def test_what_is_out_of_range_is_refused(step: dict[str, Any], where: str) -> None:
    """At the option, or at the step when two options do not go together; what follows from the first fault may stand behind it."""
    with pytest.raises(ValidationError) as refused:
        STEP.validate_python(step)

    assert "/".join(str(part) for part in refused.value.errors()[0]["loc"][1:]) == where


@pytest.mark.parametrize("channel", [-1, 5, "cyan", 1.5, None, True])
def test_a_channel_has_a_name_or_a_number(channel: object) -> None:
    """Of those that sharp knows."""
    with pytest.raises(ValidationError) as refused:
        STEP.validate_python({"op": "extractChannel", "channel": channel})

    assert {fault["loc"][1] for fault in refused.value.errors()} == {"channel"}


@pytest.mark.parametrize("radius", [-1, "5", {"topLeft": -1}, {"top": 3}])
def test_a_radius_is_a_length(radius: object) -> None:
    """One, or one for each corner."""
    with pytest.raises(ValidationError) as refused:
        STEP.validate_python({"op": "roundCorners", "radius": radius})

    assert {fault["loc"][1] for fault in refused.value.errors()} == {"radius"}


@pytest.mark.parametrize(
    ("american", "british"),
    [
        ({"op": "threshold", "grayscale": False}, {"op": "threshold", "greyscale": False}),
        ({"op": "tint", "color": "red"}, {"op": "tint", "colour": "red"}),
        ({"op": "tint", "tint": "red"}, {"op": "tint", "colour": "red"}),
        ({"op": "threshold", "threshold": True}, {"op": "threshold"}),
        ({"op": "threshold", "threshold": False}, {"op": "threshold", "threshold": 0}),
        ({"op": "affine", "matrix": [1, 2, 3, 4]}, {"op": "affine", "matrix": [[1, 2], [3, 4]]}),
        ({"op": "linear", "a": 2, "b": 3}, {"op": "linear", "a": [2], "b": [3]}),
        ({"op": "toColourspace", "colorspace": "b-w"}, {"op": "toColourspace", "colourspace": "b-w"}),
    ],
)
def test_two_ways_to_write_a_step_are_one(american: dict[str, Any], british: dict[str, Any]) -> None:
    """They have the same canonical form."""
    assert STEP.validate_python(american) == STEP.validate_python(british)


@pytest.mark.parametrize("name", ["toColorspace", "pipelineColorspace"])
def test_american_names_of_steps_are_taken(name: str) -> None:
    """As sharp takes them."""
    assert STEP.validate_python({"op": name, "colorspace": "srgb"}).op == name
