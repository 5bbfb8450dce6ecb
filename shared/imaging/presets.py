"""Recipes with a name. They are checked like anybody's, when the app starts."""

from collections.abc import Mapping
from types import MappingProxyType

from shared.imaging.recipe import Recipe

_WEB_WIDTHS = (640, 1280, 1920)  # px: a phone, a laptop, a large screen

PRESETS: Mapping[str, Recipe] = MappingProxyType(
    {
        name: Recipe.model_validate(recipe)
        for name, recipe in {
            "default": {
                "input": {"animated": True},
                "steps": [{"op": "resize", "width": 2048, "height": 2048, "fit": "inside", "withoutEnlargement": True}],
                "output": {"format": "webp"},
            },
            "thumbnail": {
                "steps": [{"op": "resize", "width": 320, "height": 320, "fit": "inside", "withoutEnlargement": True}],
                "output": {"format": "webp", "quality": 75},
            },
            "web": {
                "outputs": [
                    {
                        "name": str(width),
                        "steps": [{"op": "resize", "width": width, "withoutEnlargement": True}],
                        "format": "webp",
                    }
                    for width in _WEB_WIDTHS
                ],
            },
            "square": {
                "steps": [
                    {"op": "flatten", "background": "white"},
                    {"op": "resize", "width": 1080, "height": 1080, "fit": "cover", "position": "attention"},
                ],
                "output": {"format": "jpeg"},
            },
            "grey": {"input": {"animated": True}, "steps": [{"op": "greyscale"}]},
        }.items()
    }
)
