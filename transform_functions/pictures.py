"""Rendered pictures as answers, and the recipe of a request."""

from shared.gallery.recipes import only_output
from shared.http.call import Call
from shared.http.replies import FileReply
from shared.imaging import Recipe, Rendered
from transform_functions.schemas import RecipeChoice

# A recipe may carry a picture of 1 MiB as base64.
RECIPE_LIMIT = 2 * 1024 * 1024
MAX_WARNINGS = 1000  # characters of the header


def chosen_recipe(call: Call, choice: RecipeChoice) -> Recipe:
    """The recipe of a request, narrowed to one output.

    Args:
        call: whose presets may be named.
        choice: a recipe, or the name of a preset.

    Raises:
        InvalidInput: there is no such preset, or the recipe has no such output.
    """
    recipe = choice.recipe or call.resources.presets.recipe(call.user.user_id, choice.preset or "")
    return only_output(recipe, choice.output)


def picture_answer(rendered: Rendered, recipe: Recipe) -> FileReply:
    """The first output's bytes, with its size and how long each stage took.

    Args:
        rendered: what was made.
        recipe: of what; an answer in a format of the client's choice says so to caches.
    """
    made = rendered.outputs[0]
    timings = ", ".join(f"{stage};dur={ms:.1f}" for stage, ms in rendered.timings.items())
    headers = {
        "ETag": f'"{made.sha256}"',
        "X-Image-Width": str(made.width),
        "X-Image-Height": str(made.height),
        "Server-Timing": timings,
        "Cache-Control": "private, no-store",
    }
    if recipe.output and recipe.output.format == "auto":
        headers["Vary"] = "Accept"
    return FileReply(made.data, made.media_type, headers=headers | warnings_of(rendered))


def warnings_of(rendered: Rendered) -> dict[str, str]:
    """A header with what is not as it should be in a picture that was made all the same, if anything is."""
    warnings = "; ".join(f"{warning.pointer}: {warning.message}" for warning in rendered.warnings)
    return {"X-Image-Warnings": warnings[:MAX_WARNINGS]} if warnings else {}
