"""The database: rows as frozen dataclasses, and `Database`, which opens it when it is first used."""

from shared.database.database import Database
from shared.database.drop_rows import DropOutcome, DropStatus
from shared.database.job_rows import Busy, Job, JobItem, JobItemState, JobKind, JobState, Outcome
from shared.database.rows import (
    Event,
    Image,
    ImageSort,
    OneTimeToken,
    Page,
    Preset,
    PresetVersion,
    Purpose,
    RefreshToken,
    Rendition,
    Session,
    Space,
    State,
    User,
)
from shared.database.share_rows import Share, SharedPicture, ShareItem, SharePreset

__all__ = [
    "Busy",
    "Database",
    "DropOutcome",
    "DropStatus",
    "Event",
    "Image",
    "ImageSort",
    "Job",
    "JobItem",
    "JobItemState",
    "JobKind",
    "JobState",
    "OneTimeToken",
    "Outcome",
    "Page",
    "Preset",
    "PresetVersion",
    "Purpose",
    "RefreshToken",
    "Rendition",
    "Session",
    "Share",
    "ShareItem",
    "SharePreset",
    "SharedPicture",
    "Space",
    "State",
    "User",
]
