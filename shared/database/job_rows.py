"""The rows of jobs: what many pictures at once are, and what became of each."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal
from uuid import UUID

JobKind = Literal["preset", "zip"]
JobState = Literal["queued", "running", "done", "cancelled", "failed"]
JobItemState = Literal["waiting", "taken", "done", "failed"]

OPEN: Final = ("queued", "running")


@dataclass(frozen=True)
class Job:
    """The same work on many pictures.

    Attributes:
        kind: *preset* makes a rendition of each, *zip* puts all of them into one file.
        state: *failed* when nothing came of it; a job of which some came is *done*.
        preset: the name that was asked for, if it was one.
        recipe: with one output, as it was when the job was made; None for a zip.
        total: items.
        done, failed: items that are settled.
        bytes: of what was made.
        updated_at: when something last came of it.
        claimed_until: until when somebody is at work on the whole of it.
        archive_until: until when its zip can be fetched; None when there is none.
    """

    id: UUID
    user_id: UUID
    kind: JobKind
    state: JobState
    name: str
    preset: str | None
    recipe: dict[str, Any] | None
    total: int
    done: int
    failed: int
    bytes: int
    created_at: datetime
    updated_at: datetime
    finished_at: datetime | None = None
    claimed_until: datetime | None = None
    archive_until: datetime | None = None

    @property
    def is_open(self) -> bool:
        """True while there is something to do."""
        return self.state in OPEN


@dataclass(frozen=True)
class JobItem:
    """One picture of a job.

    Attributes:
        position: from 0.
        state: *taken* while somebody is at it.
        rendition_id: of a zip, what goes in instead of the original; of a preset, what was made.
        code, message: why it failed.
        tries: how often it was taken and not given back.
    """

    position: int
    image_id: UUID
    state: JobItemState = "waiting"
    rendition_id: UUID | None = None
    code: str | None = None
    message: str | None = None
    tries: int = 0


@dataclass(frozen=True)
class Outcome:
    """What became of an item.

    Attributes:
        bytes: of what was made.
        code, message: why it failed; None when it did not.
    """

    position: int
    bytes: int = 0
    rendition_id: UUID | None = None
    code: str | None = None
    message: str | None = None


@dataclass(frozen=True)
class Busy:
    """All that is left is in other hands, at the latest until this time."""

    until: datetime
