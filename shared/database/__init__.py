"""The database: rows as frozen dataclasses, and `Database`, which opens it when it is first used."""

from shared.database.database import Database
from shared.database.rows import Image, ImageSort, Page, RefreshToken, Rendition, Session, State, User

__all__ = ["Database", "Image", "ImageSort", "Page", "RefreshToken", "Rendition", "Session", "State", "User"]
