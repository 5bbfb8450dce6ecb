"""HTTP: files that browsers put straight into the store."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field

from shared.database.upload_rows import DirectUpload, UploadState
from shared.errors import Conflict, CorruptImage, ImageTooLarge, InvalidInput, QuotaExceeded, UnsupportedImage
from shared.gallery.uploads import PART_BYTES, UploadIncomplete
from shared.http.call import Call
from shared.http.endpoint import endpoint
from shared.http.model import Body, View
from shared.http.replies import Reply
from shared.storage import SignedPut
from transform_functions.schemas import ImageView

TAG = "Uploads"

PartNumber = Annotated[int, Field(ge=1, le=10_000, description="From 1.")]


class NewUpload(Body):
    """The file that is announced."""

    filename: str = Field("", max_length=1024, description="File name, to show and to download under.")
    bytes: int = Field(ge=1, description="Its size.")
    content_type: str = Field(
        "application/octet-stream", max_length=64, pattern=r"^(image/[a-z0-9.+-]+|application/octet-stream)$", description="Its media type."
    )


class SignedPutView(View):
    """The request that sends bytes: exactly so, with the bytes as the body, and without any other credential."""

    method: str
    url: str
    headers: dict[str, str]
    expires_at: datetime

    @classmethod
    def of(cls, put: SignedPut) -> Self:
        """The view of a signed request."""
        return cls(method=put.method, url=put.url, headers=dict(put.headers), expires_at=put.expires_at)


class UploadBegun(SignedPutView):
    """How to send the file: in one piece as this says, or, where there is `partBytes`, in parts of this size."""

    image_id: UUID = Field(description="Of the upload, and of the picture that it becomes.")
    part_bytes: int | None = Field(description="Size of every part but the last; null for a file that comes in one piece.")


class PartView(View):
    """A part that has arrived."""

    number: int
    bytes: int


class DirectUploadView(View):
    """An upload and how far it is."""

    image_id: UUID
    state: UploadState = Field(description="*open* while bytes are taken.")
    filename: str
    bytes: int
    part_bytes: int | None
    parts: list[PartView] = Field(description="That have arrived; an interrupted client sends the others.")
    received_bytes: int = Field(description="Of the parts.")
    image: ImageView | None = Field(description="What became of it.")
    code: str | None = Field(description="Why it was refused.")
    message: str | None
    expires_at: datetime

    @classmethod
    def of(cls, call: Call, upload: DirectUpload) -> Self:
        """The view of a row, with what the store has of it."""
        parts = [PartView(number=part.number, bytes=part.bytes) for part in call.resources.uploads.arrived(upload)]
        image = call.resources.pictures.get(upload.user_id, upload.image_id) if upload.image_id else None
        return cls(
            image_id=upload.id,
            state=upload.state,
            filename=upload.filename,
            bytes=upload.bytes,
            part_bytes=PART_BYTES if upload.parts_id else None,
            parts=parts,
            received_bytes=sum(part.bytes for part in parts),
            image=ImageView.of(image) if image else None,
            code=upload.code,
            message=upload.message,
            expires_at=upload.expires_at,
        )


class DirectUploadList(View):
    """The uploads that are open, oldest first."""

    items: list[DirectUploadView]


# The names of these functions begin so that the host tries them before `api/images/{id}`.
@endpoint(
    "POST", "api/images/uploads", tag=TAG, answers={201: "The new upload"}, problems=(ImageTooLarge, QuotaExceeded, Conflict, InvalidInput)
)
def images_begin_upload(call: Call, body: NewUpload) -> Reply[UploadBegun]:
    """Announce a file, and get the request that puts it straight into the store."""
    upload, put = call.resources.uploads.begin(call.user.user_id, body.filename, body.bytes, body.content_type)
    part_bytes = PART_BYTES if upload.parts_id else None
    view = UploadBegun(**SignedPutView.of(put).model_dump(by_alias=False), image_id=upload.id, part_bytes=part_bytes)
    return Reply(view, 201, {"Location": f"/api/images/uploads/{upload.id}"})


@endpoint("GET", "api/images/uploads", tag=TAG)
def images_all_uploads(call: Call) -> DirectUploadList:
    """List the uploads that are open, so that an interrupted client can go on."""
    return DirectUploadList(items=[DirectUploadView.of(call, upload) for upload in call.resources.uploads.open(call.user.user_id)])


@endpoint("GET", "api/images/uploads/{id}", tag=TAG)
def images_upload_state(call: Call, id: UUID) -> DirectUploadView:  # noqa: A002  the route's name for it
    """Look up an upload: what has arrived, and what became of it."""
    return DirectUploadView.of(call, call.resources.uploads.get(call.user.user_id, id))


@endpoint("POST", "api/images/uploads/{id}/parts/{number}", tag=TAG, problems=(InvalidInput, Conflict))
def images_upload_part(call: Call, id: UUID, number: PartNumber) -> SignedPutView:  # noqa: A002  the route's name for it
    """Get the request that sends one part."""
    uploads = call.resources.uploads
    return SignedPutView.of(uploads.part(uploads.get(call.user.user_id, id), number))


@endpoint(
    "POST",
    "api/images/{id}/complete",
    tag=TAG,
    answers={201: "The new picture", 200: "The account holds these bytes already, or it was completed before: the same picture"},
    problems=(UploadIncomplete, ImageTooLarge, UnsupportedImage, CorruptImage, QuotaExceeded),
)
def images_complete(call: Call, id: UUID) -> Reply[ImageView]:  # noqa: A002  the route's name for it
    """Make a picture of an upload whose bytes have arrived. What is no picture, or breaks a limit, is removed."""
    uploads = call.resources.uploads
    image, is_new = uploads.complete(uploads.get(call.user.user_id, id))
    return Reply(ImageView.of(image), 201 if is_new else 200, {"Location": f"/api/images/{image.id}"})


@endpoint("DELETE", "api/images/uploads/{id}", tag=TAG)
def images_upload_abort(call: Call, id: UUID) -> None:  # noqa: A002  the route's name for it
    """Give an upload up. A picture that it became stays."""
    uploads = call.resources.uploads
    uploads.abort(uploads.get(call.user.user_id, id))
