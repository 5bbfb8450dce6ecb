"""The rows of what became of dropped files, as `rows` has the others."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

DropStatus = Literal["done", "rejected", "failed"]


@dataclass(frozen=True)
class DropOutcome:
    """What became of a file in an account's own folder, the last time that it was dropped.

    Attributes:
        path: of the file, with its container.
        code, message: why nothing was made of it; None when it is *done*.
        image_id: the picture that it is in the gallery; set once it is *done*.
        outputs: how many files were made of it.
    """

    id: UUID
    user_id: UUID
    path: str
    status: DropStatus
    code: str | None
    message: str | None
    image_id: UUID | None
    outputs: int
    finished_at: datetime
