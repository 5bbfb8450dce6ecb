"""The database: rows as frozen dataclasses, and `Database`, which opens it when it is first used."""

from shared.database.database import Database
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

__all__ = [
    "Database",
    "Event",
    "Image",
    "ImageSort",
    "OneTimeToken",
    "Page",
    "Preset",
    "PresetVersion",
    "Purpose",
    "RefreshToken",
    "Rendition",
    "Session",
    "Space",
    "State",
    "User",
]
