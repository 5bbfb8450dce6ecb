"""Recipes as the gallery uses them: one output of many, and the thumbnail."""

from typing import Any

from shared.errors import Fault, InvalidInput
from shared.imaging import Recipe


def only_output(recipe: Recipe, name: str | None) -> Recipe:
    """The recipe of one output: the shared steps, then the output's own.

    Args:
        recipe: any recipe.
        name: of the output; None for the first.

    Raises:
        InvalidInput: the recipe has no output of that name.
    """
    if recipe.outputs is None:
        if name is None:
            return recipe
        raise InvalidInput(faults=[Fault("/output", "unknown_output", "This recipe has one output, without a name.")])
    chosen = recipe.outputs[0] if name is None else next((output for output in recipe.outputs if output.name == name), None)
    if chosen is None:
        names = ", ".join(output.name for output in recipe.outputs)
        raise InvalidInput(faults=[Fault("/output", "unknown_output", f"This recipe's outputs are: {names}.")])
    return recipe.model_copy(update={"steps": (*recipe.steps, *chosen.steps), "outputs": None, "output": chosen.output})


def as_written(recipe: Recipe) -> dict[str, Any]:
    """The recipe as JSON, with the names that its author wrote and without the defaults."""
    return recipe.model_dump(mode="json", by_alias=True, exclude_unset=True, exclude_none=True)


def thumbnail_recipe(size: int) -> Recipe:
    """A WebP of the first frame that fits into a square of `size` px, never enlarged."""
    return Recipe.model_validate_json(
        f'{{"steps": [{{"op": "resize", "width": {size}, "height": {size}, "fit": "inside", "withoutEnlargement": true}}],'
        f' "output": {{"format": "webp", "quality": 75}}}}'
    )
