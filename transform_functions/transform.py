"""HTTP: one-off transforms, and what the engine can do."""

from pydantic import ValidationError

from shared import imaging
from shared.errors import InvalidInput, MalformedRequest, UnsupportedImage
from shared.faults import faults
from shared.http.body import Form, parse_json
from shared.http.call import Call
from shared.http.endpoint import endpoint
from shared.http.replies import FileReply, Reply
from transform_functions.negotiation import for_client
from transform_functions.pictures import chosen_recipe, picture_answer
from transform_functions.renditions import RENDER_PROBLEMS
from transform_functions.schemas import Catalogue, RecipeChoice
from transform_functions.uploads import file_part, uploaded_form

TAG = "Engine"


@endpoint(
    "POST",
    "api/transform",
    tag=TAG,
    accepts=("multipart/form-data",),
    parts={"recipe": "A recipe, as JSON.", "preset": "Or the name of a preset.", "output": "Which of the recipe's outputs."},
    problems=(*RENDER_PROBLEMS, InvalidInput, MalformedRequest, UnsupportedImage),
)
def transform(call: Call) -> FileReply:
    """Transform a picture that is sent along and answer the result; nothing is stored."""
    form = uploaded_form(call)
    recipe = for_client(call, chosen_recipe(call, _choice(form)))
    return picture_answer(call.resources.renditions.transform(call.user.user_id, file_part(form).data, recipe), recipe)


@endpoint("GET", "api/operations", tag=TAG, public=True)
def operations(call: Call) -> Reply[Catalogue]:  # noqa: ARG001  every handler takes the call
    """List every operation and output format with its JSON Schema."""
    return Reply(Catalogue.model_validate(imaging.catalogue()), headers={"Cache-Control": "public, max-age=300"})


def _choice(form: Form) -> RecipeChoice:
    # A recipe sent as a file part (curl -F recipe=@recipe.json) is as good as a field.
    fields = dict(form.fields) | {name: part.data.decode("utf-8", "replace") for name, part in form.files.items() if name == "recipe"}
    recipe = parse_json(imaging.Recipe, fields["recipe"]) if "recipe" in fields else None
    named = {name: fields[name] for name in ("preset", "output") if name in fields}
    try:
        return RecipeChoice(recipe=recipe, **named)
    except ValidationError as error:
        raise InvalidInput(faults=faults(error, named)) from None
