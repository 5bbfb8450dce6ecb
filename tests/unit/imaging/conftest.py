"""How the tests of the engine ask for pictures."""

from collections.abc import Callable
from typing import Any, Protocol
from uuid import UUID

import pytest

from shared.imaging import Limits, Recipe, Rendered, render


class Make(Protocol):
    """Renders a recipe that is written as JSON is."""

    def __call__(
        self, data: bytes, *steps: dict[str, Any], limits: Limits = ..., images: Callable[[UUID], bytes] | None = ..., **recipe: Any
    ) -> Rendered:
        """Render `steps`; the rest of the recipe is given by name."""


@pytest.fixture(scope="session")
def make() -> Make:
    """Render a recipe; what is written is PNG unless the recipe says otherwise, so that pixels can be compared."""

    def made(
        data: bytes, *steps: dict[str, Any], limits: Limits | None = None, images: Callable[[UUID], bytes] | None = None, **recipe: Any
    ) -> Rendered:
        document = {"steps": list(steps)} | ({} if recipe.keys() & {"output", "outputs"} else {"output": {"format": "png"}}) | recipe
        return render(data, Recipe.model_validate(document), limits or Limits(), images=images)

    return made


@pytest.fixture(scope="session")
def pixel(make: Make) -> Callable[..., list[float]]:
    """Render a recipe to PNG and give one pixel of it: `pixel((x, y), data, *steps)`."""
    from tests.fixtures.pictures import pixels  # noqa: PLC0415  libvips is loaded when the first test asks for it

    def at(place: tuple[int, int], data: bytes, *steps: dict[str, Any], **recipe: Any) -> list[float]:
        found: list[float] = pixels(make(data, *steps, **recipe).outputs[0].data)(*place)
        return found

    return at
