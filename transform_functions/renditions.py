"""HTTP: pictures made from the account's pictures, shown or saved."""

from uuid import UUID

from shared.errors import CorruptImage, DeadlineExceeded, ImageTooLarge, QuotaExceeded, RangeNotSatisfiable, RecipeRefused
from shared.http.call import Call
from shared.http.endpoint import endpoint
from shared.http.files import file_answer
from shared.http.replies import FileReply, Reply
from transform_functions.negotiation import for_client
from transform_functions.pictures import RECIPE_LIMIT, chosen_recipe, picture_answer
from transform_functions.schemas import NewRendition, PageQuery, RecipeChoice, RenditionPage, RenditionView

TAG = "Renditions"
RENDER_PROBLEMS = (RecipeRefused, ImageTooLarge, CorruptImage, DeadlineExceeded)


@endpoint("POST", "api/images/{id}/preview", tag=TAG, problems=RENDER_PROBLEMS, limit=RECIPE_LIMIT)
def images_preview(call: Call, id: UUID, body: RecipeChoice) -> FileReply:  # noqa: A002  the route's name for it
    """Make a picture from one of the account's and answer its bytes; nothing is saved."""
    image = call.resources.pictures.get(call.user.user_id, id)
    recipe = for_client(call, chosen_recipe(call, body))
    return picture_answer(call.resources.renditions.preview(image, recipe), recipe)


@endpoint(
    "POST",
    "api/images/{id}/renditions",
    tag=TAG,
    answers={201: "The new rendition", 200: "It exists already: the same rendition"},
    problems=(*RENDER_PROBLEMS, QuotaExceeded),
    limit=RECIPE_LIMIT,
)
def images_render(call: Call, id: UUID, body: NewRendition) -> Reply[RenditionView]:  # noqa: A002  the route's name for it
    """Make a picture from one of the account's and save it."""
    image = call.resources.pictures.get(call.user.user_id, id)
    rendition, is_new = call.resources.renditions.save(image, chosen_recipe(call, body), body.name)
    headers = {"Location": f"/api/renditions/{rendition.id}"} if is_new else {}
    return Reply(RenditionView.of(rendition), 201 if is_new else 200, headers)


@endpoint("GET", "api/images/{id}/renditions", tag=TAG)
def images_renditions(call: Call, id: UUID, query: PageQuery) -> RenditionPage:  # noqa: A002  the route's name for it
    """List what was made of a picture and saved, newest first."""
    image = call.resources.pictures.get(call.user.user_id, id)
    return RenditionPage.of(call.resources.renditions.find(call.user.user_id, image.id, limit=query.limit, cursor=query.cursor))


@endpoint("GET", "api/renditions", tag=TAG)
def renditions_list(call: Call, query: PageQuery) -> RenditionPage:
    """List everything that the account has made and saved, newest first."""
    return RenditionPage.of(call.resources.renditions.find(call.user.user_id, None, limit=query.limit, cursor=query.cursor))


@endpoint("GET", "api/renditions/{id}", tag=TAG)
def renditions_get(call: Call, id: UUID) -> RenditionView:  # noqa: A002  the route's name for it
    """Look up a rendition."""
    return RenditionView.of(call.resources.renditions.get(call.user.user_id, id))


@endpoint(
    "GET",
    "api/renditions/{id}/content",
    tag=TAG,
    answers={200: "The rendition's bytes", 206: "The part asked for", 304: "Not modified"},
    problems=(RangeNotSatisfiable,),
)
def renditions_content(call: Call, id: UUID) -> FileReply:  # noqa: A002  the route's name for it
    """Download a rendition."""
    renditions = call.resources.renditions
    rendition = renditions.get(call.user.user_id, id)
    filename = f"{rendition.name or rendition.id}.{rendition.format}"
    return file_answer(
        call, lambda: renditions.content(rendition), media_type=rendition.media_type, etag=rendition.sha256, filename=filename
    )


@endpoint("DELETE", "api/renditions/{id}", tag=TAG)
def renditions_delete(call: Call, id: UUID) -> None:  # noqa: A002  the route's name for it
    """Delete a rendition for good; it can be made again."""
    call.resources.renditions.remove(call.user.user_id, id)
