"""HTTP: the account's pictures."""

from uuid import UUID

from shared import imaging
from shared.errors import (
    CorruptImage,
    DeadlineExceeded,
    ImageTooLarge,
    MalformedRequest,
    QuotaExceeded,
    RangeNotSatisfiable,
    UnsupportedImage,
)
from shared.http.call import Call
from shared.http.endpoint import endpoint
from shared.http.files import IMMUTABLE, file_answer
from shared.http.replies import FileReply, Reply
from transform_functions.facts import MetadataView, StatsView
from transform_functions.schemas import (
    BinEmptied,
    DeleteQuery,
    ImageChange,
    ImagePage,
    ImagesQuery,
    ImageView,
    ThumbnailQuery,
    UploadQuery,
    UsageView,
)
from transform_functions.uploads import uploaded_file

TAG = "Pictures"


@endpoint(
    "POST",
    "api/images",
    tag=TAG,
    answers={201: "The new picture", 200: "The account holds these bytes already: the same picture"},
    accepts=("image/*", "application/octet-stream", "multipart/form-data"),
    problems=(MalformedRequest, ImageTooLarge, UnsupportedImage, CorruptImage, QuotaExceeded),
)
def images_upload(call: Call, query: UploadQuery) -> Reply[ImageView]:
    """Upload a picture.

    The body is the file's bytes, or a form with one part `file`. The header is checked against the limits before a pixel is decoded.
    """
    filename, data = uploaded_file(call, query.filename)
    image, is_new = call.resources.pictures.ingest(call.user.user_id, filename, data)
    headers = {"Location": f"/api/images/{image.id}"} if is_new else {}
    return Reply(ImageView.of(image), 201 if is_new else 200, headers)


@endpoint("GET", "api/images", tag=TAG)
def images_list(call: Call, query: ImagesQuery) -> ImagePage:
    """List the account's pictures, or its bin."""
    return ImagePage.of(call.resources.pictures.find(call.user.user_id, **query.model_dump()))


@endpoint("GET", "api/images/{id}", tag=TAG)
def images_get(call: Call, id: UUID) -> ImageView:  # noqa: A002  the route's name for it
    """Look up a picture."""
    return ImageView.of(call.resources.pictures.get(call.user.user_id, id))


@endpoint("GET", "api/images/{id}/metadata", tag=TAG)
def images_metadata(call: Call, id: UUID) -> MetadataView:  # noqa: A002  the route's name for it
    """Read the header of a picture's file: its format and size, colours, animation, and what else is stored in it."""
    pictures = call.resources.pictures
    return MetadataView.of(imaging.metadata(pictures.original(pictures.get(call.user.user_id, id)), pictures.limits))


@endpoint("GET", "api/images/{id}/stats", tag=TAG, problems=(DeadlineExceeded,))
def images_stats(call: Call, id: UUID) -> StatsView:  # noqa: A002  the route's name for it
    """Measure the pixels of a picture: range, mean and deviation of every channel, entropy, sharpness, the most common colour."""
    pictures = call.resources.pictures
    return StatsView.of(imaging.stats(pictures.original(pictures.get(call.user.user_id, id)), pictures.limits))


@endpoint("DELETE", "api/images/{id}", tag=TAG)
def images_delete(call: Call, id: UUID, query: DeleteQuery) -> None:  # noqa: A002  the route's name for it
    """Put a picture into the bin.

    It stays there for 30 days; uploading the same bytes again brings it back. With `permanent=true`, a picture that is in the bin is
    deleted for good, with what was made of it.
    """
    pictures = call.resources.pictures
    (pictures.delete if query.permanent else pictures.bin)(call.user.user_id, id)


@endpoint("POST", "api/images/{id}", tag=TAG)
def images_change(call: Call, id: UUID, body: ImageChange) -> ImageView:  # noqa: A002  the route's name for it
    """Change a picture's file name, its alt text or its tags; what is left out stays."""
    return ImageView.of(call.resources.pictures.change(call.user.user_id, id, **body.model_dump()))


@endpoint("POST", "api/images/{id}/restore", tag=TAG)
def images_restore(call: Call, id: UUID) -> ImageView:  # noqa: A002  the route's name for it
    """Take a picture out of the bin."""
    return ImageView.of(call.resources.pictures.restore(call.user.user_id, id))


@endpoint("POST", "api/bin/empty", tag=TAG)
def bin_empty(call: Call) -> BinEmptied:
    """Delete for good everything that is in the bin."""
    return BinEmptied(deleted=call.resources.pictures.empty_bin(call.user.user_id))


@endpoint("GET", "api/usage", tag=TAG)
def usage(call: Call) -> UsageView:
    """Say how much the account has, and how much it may have."""
    return UsageView.of(call.resources.pictures.usage(call.user.user_id), call.resources.settings)


@endpoint(
    "GET",
    "api/images/{id}/content",
    tag=TAG,
    answers={200: "The original bytes", 206: "The part asked for", 304: "Not modified"},
    problems=(RangeNotSatisfiable,),
)
def images_content(call: Call, id: UUID) -> FileReply:  # noqa: A002  the route's name for it
    """Download the original, bit for bit."""
    pictures = call.resources.pictures
    image = pictures.get(call.user.user_id, id)
    return file_answer(call, lambda: pictures.original(image), media_type=image.media_type, etag=image.sha256, filename=image.filename)


@endpoint(
    "GET",
    "api/images/{id}/thumbnail",
    tag=TAG,
    answers={200: "A WebP", 206: "The part asked for", 304: "Not modified"},
    produces=("image/webp",),
    problems=(RangeNotSatisfiable,),
)
def images_thumbnail(call: Call, id: UUID, query: ThumbnailQuery) -> FileReply:  # noqa: A002  the route's name for it
    """Get a small WebP of a picture, also of one in the bin; it never changes, so it may be kept for ever."""
    pictures = call.resources.pictures
    image = pictures.get(call.user.user_id, id, deleted=None)
    return file_answer(
        call,
        lambda: pictures.thumbnail(image, query.size),
        media_type="image/webp",
        etag=f"{image.sha256[:32]}-{query.size}",
        filename=f"{image.filename}-{query.size}.webp",
        cache=IMMUTABLE,
    )
