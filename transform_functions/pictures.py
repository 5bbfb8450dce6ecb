"""Rendered pictures as answers, and the recipe of a request."""

from shared import imaging
from shared.errors import Fault, InvalidInput
from shared.gallery.recipes import only_output
from shared.http.replies import FileReply
from shared.imaging import Recipe, Rendered
from transform_functions.schemas import RecipeChoice

# A recipe may carry a picture of 1 MiB as base64.
RECIPE_LIMIT = 2 * 1024 * 1024


def chosen_recipe(choice: RecipeChoice) -> Recipe:
    """The recipe of a request, narrowed to one output.

    Raises:
        InvalidInput: there is no such preset, or the recipe has no such output.
    """
    recipe = choice.recipe or imaging.PRESETS.get(choice.preset or "")
    if recipe is None:
        names = ", ".join(imaging.PRESETS)
        raise InvalidInput(faults=[Fault("/preset", "unknown_preset", f"The presets are: {names}.")])
    return only_output(recipe, choice.output)


def picture_answer(rendered: Rendered) -> FileReply:
    """The first output's bytes, with its size and how long each stage took."""
    made = rendered.outputs[0]
    timings = ", ".join(f"{stage};dur={ms:.1f}" for stage, ms in rendered.timings.items())
    headers = {
        "ETag": f'"{made.sha256}"',
        "X-Image-Width": str(made.width),
        "X-Image-Height": str(made.height),
        "Server-Timing": timings,
        "Cache-Control": "private, no-store",
    }
    return FileReply(made.data, made.media_type, headers=headers)
