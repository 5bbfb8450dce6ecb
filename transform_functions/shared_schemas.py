"""What the calls of share links take and answer."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field

from shared.database import SharedPicture
from shared.http.model import Body, Query, View
from shared.security.share_links import TOKEN_CHARACTERS
from transform_functions.schemas import OutputName

ShareToken = Annotated[
    str, Field(min_length=TOKEN_CHARACTERS, max_length=TOKEN_CHARACTERS, pattern=r"^[A-Za-z0-9_-]+$", description="Of the link.")
]
Key = Annotated[str, Field(max_length=2048, description="From `unlock`, for a share with a password.")]


class KeyQuery(Query):
    """What shows that the password is known."""

    key: Key | None = None


class SharedPictureQuery(KeyQuery):
    """Which picture of several."""

    output: OutputName | None = None


class Unlock(Body):
    """The password of a share."""

    password: str = Field(min_length=1, max_length=128)


class UnlockedView(View):
    """What opens the share from now on."""

    key: str
    expires_in: int = Field(description="Life of the key, s.")


class SharedLinks(View):
    """Where the pictures are, relative to the server, with the key where one is needed."""

    thumbnail: str
    original: str | None = Field(description="The uploaded file, where it may be had.")
    rendition: str | None = Field(description="The rendition, where that is what is shared.")
    presets: dict[str, str]


class SharedPictureView(View):
    """A shared picture, or a shared rendition."""

    id: UUID
    filename: str
    alt_text: str
    width: int = Field(description="px")
    height: int = Field(description="px")
    placeholder: str | None = Field(description="ThumbHash, base64; not of a rendition.")
    dominant_color: str | None = Field(description="`#rrggbb`; not of a rendition.")
    links: SharedLinks

    @classmethod
    def of(cls, shown: SharedPicture, links: SharedLinks) -> Self:
        """The view of what is shared. Of a rendition's picture it tells nothing but the name and what it shows."""
        source, whole = shown.rendition or shown.image, shown.rendition is None
        return cls(
            id=shown.id,
            filename=filename(shown),
            alt_text=shown.image.alt_text,
            width=source.width,
            height=source.height,
            placeholder=shown.image.placeholder if whole else None,
            dominant_color=shown.image.dominant_color if whole else None,
            links=links,
        )


class SharedView(View):
    """What a link shows."""

    name: str
    expires_at: datetime | None
    needs_password: bool = Field(description="Then there are no items: unlock it first.")
    items: list[SharedPictureView]


def filename(shown: SharedPicture, preset: str | None = None, extension: str | None = None) -> str:
    """Under which name a visitor saves a picture."""
    made = shown.rendition
    if made is None and preset is None:
        return shown.image.filename
    stem = (made and made.name) or shown.image.filename.rpartition(".")[0] or shown.image.filename
    ending = extension or (made.format if made else shown.image.format)
    return f"{stem}-{preset}.{ending}" if preset else f"{stem}.{ending}"
