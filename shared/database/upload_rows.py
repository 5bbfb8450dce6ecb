"""The rows of files that their owners put straight into the store."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

UploadState = Literal["open", "done", "refused"]


@dataclass(frozen=True)
class DirectUpload:
    """A file that is being put into the store, or was.

    Attributes:
        id: also of the picture that it becomes, unless the account has these bytes already.
        bytes: that were announced.
        parts_id: names the upload in the store when it comes in parts; None when it comes in one piece.
        image_id: what became of it; set once it is *done*.
        code, message: why it was *refused*.
        expires_at: until when bytes are taken.
    """

    id: UUID
    user_id: UUID
    filename: str
    media_type: str
    bytes: int
    parts_id: str | None
    state: UploadState
    image_id: UUID | None
    code: str | None
    message: str | None
    created_at: datetime
    expires_at: datetime
