"""What the engine can do, for those who draw an editor."""

from inspect import cleandoc
from typing import Any

from shared.imaging.codecs import CODECS
from shared.imaging.model import Model
from shared.imaging.operations import OPERATIONS
from shared.imaging.recipe import Recipe
from shared.imaging.vips import engine


def catalogue() -> dict[str, Any]:
    """Every operation and output format, each with the JSON Schema of its object in a recipe; and the schema of a whole recipe."""
    return {
        "engine": engine(),
        "operations": [_described(_name(operation, "op"), operation) for operation in OPERATIONS],
        "formats": [
            _described(_name(codec, "format"), codec)
            | {"mediaType": codec.media_type, "extension": codec.extension, "animates": codec.animates, "hasAlpha": codec.has_alpha}
            for codec in CODECS
        ],
        "recipe": Recipe.model_json_schema(),
    }


def _described(name: str, model: type[Model]) -> dict[str, Any]:
    return {"name": name, "description": cleandoc(model.__doc__ or ""), "schema": model.model_json_schema()}


def _name(model: type[Model], field: str) -> str:
    name: str = model.model_fields[field].default
    return name
