"""The options of the operations: names, defaults and ranges are sharp's."""

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from shared.imaging.operations import OPERATIONS, Step
from shared.imaging.operations.base import Operation

STEP: TypeAdapter[Operation] = TypeAdapter(Step)
BLACK = {"r": 0, "g": 0, "b": 0, "alpha": 1}
TEXT = {"input": {"text": {"text": "a"}}}

DEFAULTS: list[tuple[dict[str, Any], dict[str, Any]]] = [
    (
        {"op": "resize"},
        {
            "width": None,
            "height": None,
            "fit": "cover",
            "position": "centre",
            "background": BLACK,
            "kernel": "lanczos3",
            "withoutEnlargement": False,
            "withoutReduction": False,
            "fastShrinkOnLoad": True,
        },
    ),
    ({"op": "rotate", "angle": 90}, {"angle": 90, "background": BLACK}),
    ({"op": "flip"}, {}),
    ({"op": "flop"}, {}),
    ({"op": "extract", "left": 0, "top": 0, "width": 1, "height": 1}, {"left": 0, "top": 0, "width": 1, "height": 1}),
    ({"op": "trim"}, {"background": None, "threshold": 10, "lineArt": False, "margin": 0}),
    ({"op": "extend"}, {"top": 0, "bottom": 0, "left": 0, "right": 0, "extendWith": "background", "background": BLACK}),
    ({"op": "flatten"}, {"flatten": True, "background": BLACK}),
    ({"op": "greyscale"}, {"greyscale": True}),
    ({"op": "modulate"}, {"brightness": 1, "saturation": 1, "hue": 0, "lightness": 0}),
    ({"op": "blur"}, {"sigma": None, "precision": "integer", "minAmplitude": 0.2}),
    ({"op": "sharpen"}, {"sigma": None, "m1": 1, "m2": 2, "x1": 2, "y2": 10, "y3": 20}),
]

REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"op": "resize", "width": 0}, "width"),
    ({"op": "resize", "height": 100_000_001}, "height"),
    ({"op": "resize", "fit": "crop"}, "fit"),
    ({"op": "resize", "position": "middle"}, "position"),
    ({"op": "resize", "position": 9}, "position"),
    ({"op": "resize", "kernel": "box"}, "kernel"),
    ({"op": "resize", "background": "nocolour"}, "background"),
    ({"op": "resize", "withoutReduction": "yes"}, "withoutReduction"),
    ({"op": "rotate"}, "angle"),
    ({"op": "rotate", "angle": "90"}, "angle"),
    ({"op": "rotate", "angle": 1e10}, "angle"),
    ({"op": "flip", "flip": True}, "flip"),
    ({"op": "flop", "angle": 1}, "angle"),
    ({"op": "extract", "left": 0, "top": 0, "width": 1}, "height"),
    ({"op": "extract", "left": -1, "top": 0, "width": 1, "height": 1}, "left"),
    ({"op": "extract", "left": 0, "top": 0, "width": 0, "height": 1}, "width"),
    ({"op": "trim", "threshold": -1}, "threshold"),
    ({"op": "trim", "margin": 10_000_001}, "margin"),
    ({"op": "trim", "lineArt": 1}, "lineArt"),
    ({"op": "extend", "top": -1}, "top"),
    ({"op": "extend", "left": 100_000_001}, "left"),
    ({"op": "extend", "extendWith": "white"}, "extendWith"),
    ({"op": "flatten", "background": [0, 0, 0]}, "background"),
    ({"op": "greyscale", "greyscale": 0}, "greyscale"),
    ({"op": "modulate", "brightness": -0.1}, "brightness"),
    ({"op": "modulate", "saturation": -1}, "saturation"),
    ({"op": "modulate", "hue": 1.5}, "hue"),
    ({"op": "blur", "sigma": 0.29}, "sigma"),
    ({"op": "blur", "sigma": 1000.1}, "sigma"),
    ({"op": "blur", "sigma": 1, "precision": "exact"}, "precision"),
    ({"op": "blur", "sigma": 1, "minAmplitude": 0}, "minAmplitude"),
    ({"op": "blur", "precision": "float"}, ""),
    ({"op": "sharpen", "sigma": 0}, "sigma"),
    ({"op": "sharpen", "sigma": 10.1}, "sigma"),
    ({"op": "sharpen", "sigma": 1, "m1": -1}, "m1"),
    ({"op": "sharpen", "sigma": 1, "y3": 1_000_001}, "y3"),
    ({"op": "sharpen", "m2": 3}, ""),
    ({"op": "composite"}, "images"),
    ({"op": "composite", "images": []}, "images"),
    ({"op": "composite", "images": [TEXT] * 17}, "images"),
    ({"op": "composite", "images": [{}]}, "images/0/input"),
    ({"op": "composite", "images": [{"input": {}}]}, "images/0/input"),
    ({"op": "composite", "images": [{"input": {"url": "http://a/b"}}]}, "images/0/input"),
    ({"op": "composite", "images": [TEXT | {"blend": "mix"}]}, "images/0/blend"),
    ({"op": "composite", "images": [TEXT | {"gravity": "top"}]}, "images/0/gravity"),
    ({"op": "composite", "images": [TEXT | {"left": 1}]}, "images/0"),
    ({"op": "composite", "images": [{"input": {"image": "7"}}]}, "images/0/input/image layer/image"),
    ({"op": "composite", "images": [{"input": {"data": "!!!!"}}]}, "images/0/input/data layer/data"),
    ({"op": "composite", "images": [{"input": {"svg": "x" * 65_537}}]}, "images/0/input/svg layer/svg"),
    ({"op": "composite", "images": [{"input": {"text": {"text": ""}}}]}, "images/0/input/text layer/text/text"),
    ({"op": "composite", "images": [{"input": {"text": {"text": "a", "height": 9, "dpi": 9}}}]}, "images/0/input/text layer/text"),
    ({"op": "composite", "images": [{"input": {"text": {"text": "a", "fontfile": "/a.ttf"}}}]}, "images/0/input/text layer/text/fontfile"),
    ({"op": "composite", "images": [{"input": {"create": {"width": 1, "height": 1}}}]}, "images/0/input/create layer/create"),
    (
        {"op": "composite", "images": [{"input": {"create": {"width": 1, "height": 1, "channels": 5, "background": "red"}}}]},
        "images/0/input/create layer/create/channels",
    ),
]


@pytest.mark.parametrize(("step", "options"), DEFAULTS, ids=lambda value: value.get("op"))
def test_defaults_are_sharps(step: dict[str, Any], options: dict[str, Any]) -> None:
    """All of them, and there are no other options."""
    assert STEP.validate_python(step).model_dump(mode="json") == {"op": step["op"]} | options


def test_defaults_of_a_layer_are_sharps() -> None:
    """Except that a picture is turned upright, as everywhere here."""
    (layer,) = STEP.validate_python({"op": "composite", "images": [TEXT]}).model_dump(mode="json", exclude_none=True)["images"]

    del layer["input"]
    placed = {"blend": "over", "gravity": "centre", "tile": False, "premultiplied": False}
    assert layer == placed | {"density": 72, "autoOrient": True, "animated": False, "subifd": -1, "failOn": "warning"}


@pytest.mark.parametrize(("step", "where"), REFUSED, ids=lambda value: value if isinstance(value, str) else None)
def test_what_is_out_of_range_is_refused(step: dict[str, Any], where: str) -> None:
    """At the option, or at the step when two options do not go together."""
    with pytest.raises(ValidationError) as refused:
        STEP.validate_python(step)

    assert ["/".join(str(part) for part in fault["loc"][1:]) for fault in refused.value.errors()] == [where]


@pytest.mark.parametrize("value", [float("nan"), float("inf"), True, None, "1"])
def test_only_finite_numbers_are_numbers(value: object) -> None:
    """As in sharp; a boolean is none either."""
    with pytest.raises(ValidationError):
        STEP.validate_python({"op": "trim", "threshold": value})


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.__name__)
def test_every_option_is_described(operation: type[Operation]) -> None:
    """The editor's forms and the API's documentation come from here."""
    assert operation.__doc__
    assert [name for name, field in operation.model_fields.items() if name != "op" and not field.description] == []
