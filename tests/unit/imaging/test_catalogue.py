"""What is said to those who draw an editor."""

import json

from shared.imaging import catalogue, engine

OPERATIONS = [
    "resize",
    "extract",
    "trim",
    "extend",
    "rotate",
    "autoOrient",
    "flip",
    "flop",
    "affine",
    "roundCorners",
    "mask",
    "composite",
    "greyscale",
    "modulate",
    "tint",
    "negate",
    "gamma",
    "linear",
    "normalise",
    "clahe",
    "threshold",
    "recomb",
    "blur",
    "sharpen",
    "median",
    "convolve",
    "dilate",
    "erode",
    "boolean",
    "flatten",
    "unflatten",
    "ensureAlpha",
    "removeAlpha",
    "extractChannel",
    "joinChannel",
    "bandbool",
    "toColourspace",
    "pipelineColourspace",
]


def test_every_operation_is_listed() -> None:
    """In the order in which they make sense to a person."""
    assert [operation["name"] for operation in catalogue()["operations"]] == OPERATIONS


def test_every_format_is_listed() -> None:
    """With its media type and what it can do."""
    formats = {format_["name"]: format_ for format_ in catalogue()["formats"]}

    assert list(formats) == ["same", "auto", "jpeg", "png", "webp", "avif", "gif", "tiff", "raw", "tile"]
    assert (formats["jpeg"]["mediaType"], formats["jpeg"]["extension"], formats["jpeg"]["hasAlpha"]) == ("image/jpeg", "jpg", False)
    assert [name for name, format_ in formats.items() if format_["animates"]] == ["auto", "webp", "gif", "tiff"]


def test_a_schema_has_ranges_defaults_and_descriptions() -> None:
    """Under the names that a recipe has."""
    (blur,) = (operation for operation in catalogue()["operations"] if operation["name"] == "blur")

    sigma = blur["schema"]["properties"]["sigma"]
    assert {"minimum": 0.3, "maximum": 1000, "type": "number"} in sigma["anyOf"]
    assert sigma["description"].startswith("Standard deviation")
    assert blur["schema"]["properties"]["minAmplitude"]["default"] == 0.2
    assert blur["schema"]["additionalProperties"] is False


def test_schemas_are_json() -> None:
    """All of it can be sent."""
    assert json.loads(json.dumps(catalogue()))["recipe"]["properties"]["steps"]["type"] == "array"


def test_the_engine_is_named() -> None:
    """In letters that stand in a path and in a URL as they are."""
    assert catalogue()["engine"] == engine()
    assert engine().replace("-", "").replace(".", "").isalnum()
    assert "libvips-8." in engine()
