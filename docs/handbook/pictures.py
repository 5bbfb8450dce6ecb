"""The pictures of the pages, each made by a recipe that stands beside it."""

import json
from collections.abc import Iterator

from docs.handbook.examples import AFTER, BEFORE, CANVASES, INVISIBLE, OPERATIONS, ORDERS, OUTPUTS, SCENE, Document, Step
from shared.imaging import Limits, Recipe, render

_SHOWN = {"format": "webp", "quality": 80, "effort": 6}
_EXACT = {"format": "png"}


def pictures() -> Iterator[tuple[str, bytes]]:
    """Every picture: its file name and its bytes."""
    scene = _made(None, SCENE | {"output": _EXACT})
    yield "before.webp", _made(scene, {"output": _SHOWN})
    for name, step in OPERATIONS.items():
        yield f"{name}.webp", _step(scene, name, step)
    for name, output in OUTPUTS.items():
        if name not in INVISIBLE:
            yield f"output-{name}.webp", _made(_made(scene, {"output": output}), {"output": _SHOWN | {"quality": 90}})
    for name, canvas in CANVASES.items():
        yield f"canvas-{name}.webp", _made(None, canvas | {"output": _SHOWN})
    for order in ("written", "sharp"):
        yield f"order-{order}.webp", _made(scene, ORDERS | {"order": order, "output": _SHOWN})


def _step(scene: bytes, name: str, step: Step) -> bytes:
    steps = [*BEFORE.get(name, ()), step, *AFTER.get(name, ())]
    return _made(scene, {"steps": steps, "output": _SHOWN})


def _made(data: bytes | None, recipe: Document) -> bytes:
    return render(data, Recipe.model_validate_json(json.dumps(recipe)), Limits()).outputs[0].data
