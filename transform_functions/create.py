"""HTTP: pictures made from nothing but a recipe."""

from shared.errors import Fault, ImageTooLarge, InvalidInput, QuotaExceeded
from shared.http.call import Call
from shared.http.endpoint import endpoint
from shared.http.replies import FileReply, Reply
from shared.imaging import Rendered
from transform_functions.negotiation import for_client
from transform_functions.pictures import RECIPE_LIMIT, chosen_recipe, picture_answer, warnings_of
from transform_functions.renditions import RENDER_PROBLEMS
from transform_functions.schemas import ImageView, NewPicture, RecipeChoice

TAG = "Create"


@endpoint(
    "POST",
    "api/create",
    tag=TAG,
    answers={201: "The new picture", 200: "The account holds these bytes already: the same picture"},
    problems=(*RENDER_PROBLEMS, ImageTooLarge, QuotaExceeded),
    limit=RECIPE_LIMIT,
)
def create(call: Call, body: NewPicture) -> Reply[ImageView]:
    """Make a picture from a recipe with a canvas and put it in the gallery."""
    rendered = call.resources.renditions.create(call.user.user_id, chosen_recipe(call, body))
    made = rendered.outputs[0]
    image, is_new = call.resources.pictures.ingest(call.user.user_id, _filename(body.name, rendered), made.data)
    headers = warnings_of(rendered) | ({"Location": f"/api/images/{image.id}"} if is_new else {})
    return Reply(ImageView.of(image), 201 if is_new else 200, headers)


@endpoint("POST", "api/create/preview", tag=TAG, problems=RENDER_PROBLEMS, limit=RECIPE_LIMIT)
def create_preview(call: Call, body: RecipeChoice) -> FileReply:
    """Make a picture from a recipe with a canvas and answer its bytes; nothing is saved."""
    recipe = for_client(call, chosen_recipe(call, body))
    return picture_answer(call.resources.renditions.create(call.user.user_id, recipe), recipe)


def _filename(name: str, rendered: Rendered) -> str:
    made = rendered.outputs[0]
    if not made.media_type.startswith("image/"):
        message = "The gallery keeps pictures; ask for this format in a preview or a rendition."
        raise InvalidInput(faults=[Fault("/output/format", "no_picture", message)])
    ending = f".{made.extension}"
    return name if name.lower().endswith(ending) else f"{name or 'created'}{ending}"
