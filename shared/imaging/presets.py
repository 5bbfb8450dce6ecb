"""Recipes with a name. They are checked like anybody's, each when it is first asked for: an app that starts has no time for it."""

from collections.abc import Iterator, Mapping
from functools import cache

from shared.imaging.recipe import Recipe

_WEB_WIDTHS = (640, 1280, 1920)  # px: a phone, a laptop, a large screen

_WRITTEN: Mapping[str, object] = {
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
}


class _Presets(Mapping[str, Recipe]):
    def __getitem__(self, name: str) -> Recipe:
        return _read(name)

    def __iter__(self) -> Iterator[str]:
        return iter(_WRITTEN)

    def __len__(self) -> int:
        return len(_WRITTEN)


@cache
def _read(name: str) -> Recipe:
    return Recipe.model_validate(_WRITTEN[name])


PRESETS: Mapping[str, Recipe] = _Presets()
