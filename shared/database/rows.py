"""The rows of the database as the rest of the service sees them: frozen, with aware times in UTC and hashes in hex."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Generic, Literal, TypeVar
from uuid import UUID

State = Literal["pending", "ready", "doomed"]
Purpose = Literal["verify", "reset"]
ImageSort = Literal["-createdAt", "createdAt", "filename", "-bytes"]

Item = TypeVar("Item")


@dataclass(frozen=True)
class User:
    """An account.

    Attributes:
        email: as the person writes it; mail goes there and nowhere else.
        email_canonical: the identity: two addresses with the same one are one account.
        password_hash: PHC string.
        verified_at: when the person proved that the address is theirs.
        disabled_at: when an operator shut the account.
        deleted_at: when its owner did away with it; the row stays until the bytes of the pictures are gone, and nobody finds it.
    """

    id: UUID
    email: str
    email_canonical: str
    password_hash: str = field(repr=False)
    display_name: str
    locale: str
    created_at: datetime
    verified_at: datetime | None = None
    disabled_at: datetime | None = None
    deleted_at: datetime | None = None


@dataclass(frozen=True)
class Session:
    """One log-in, and the family of refresh tokens that came of it.

    Attributes:
        refreshed_at: when it was last used.
        expires_at: when it ends, however much it is used.
        revoked_at: when it was ended before its time.
        client: what the person logged in with, as it called itself.
    """

    id: UUID
    user_id: UUID
    created_at: datetime
    refreshed_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    client: str | None = None

    def is_live(self, now: datetime, idle: timedelta) -> bool:
        """True while nobody has ended it, it is not too old, and it was used within `idle`."""
        return self.revoked_at is None and now < self.expires_at and now < self.refreshed_at + idle


@dataclass(frozen=True)
class RefreshToken:
    """One link of a session's chain of refresh tokens, of which the last one is unused.

    Attributes:
        hash: SHA-256 of the token.
        used_at: when it was exchanged for the next one.
        sealed_next: the next token, which only who holds this one can read; gone as soon as the next one was used.
    """

    hash: bytes = field(repr=False)
    session_id: UUID
    created_at: datetime
    used_at: datetime | None
    sealed_next: bytes | None = field(repr=False)


@dataclass(frozen=True)
class OneTimeToken:
    """What a link in a mail carries.

    Attributes:
        hash: SHA-256 of the token, and of what it is good for.
    """

    hash: bytes = field(repr=False)
    user_id: UUID
    purpose: Purpose
    created_at: datetime
    expires_at: datetime


@dataclass(frozen=True)
class Event:
    """Something that happened to an account or was tried on one; holds no secret and no address.

    Attributes:
        name: what, in snake_case.
        reason: why it was refused.
        email_hash, address_hash: pseudonyms of the e-mail address and of the caller's network address.
        client: what the caller called itself.
    """

    id: UUID
    at: datetime
    name: str
    reason: str | None = None
    user_id: UUID | None = None
    session_id: UUID | None = None
    email_hash: bytes | None = field(default=None, repr=False)
    address_hash: bytes | None = field(default=None, repr=False)
    client: str | None = None
    request_id: str | None = None


@dataclass(frozen=True)
class Image:
    """A picture.

    Attributes:
        width, height: px, as displayed.
        sha256: of the original bytes, hex.
        placeholder: ThumbHash, base64.
        dominant_color: `#rrggbb`.
        state: *pending* until its bytes are in the store, *doomed* once they are being removed.
        deleted_at: when it was put in the bin.
    """

    id: UUID
    user_id: UUID
    filename: str
    format: str
    media_type: str
    width: int
    height: int
    bytes: int
    sha256: str
    pages: int
    has_alpha: bool
    alt_text: str
    tags: tuple[str, ...]
    placeholder: str | None
    dominant_color: str | None
    state: State
    created_at: datetime
    deleted_at: datetime | None


@dataclass(frozen=True)
class Rendition:
    """A picture that was made of another and saved.

    Attributes:
        recipe_hash: digest of the canonical recipe, hex; a picture has one rendition of each recipe.
        engine: name and version of what made it.
        width, height: px.
        sha256: of its bytes, hex.
        state: *pending* until its bytes are in the store.
    """

    id: UUID
    user_id: UUID
    image_id: UUID
    name: str
    recipe: dict[str, Any]
    recipe_hash: str
    engine: str
    format: str
    media_type: str
    width: int
    height: int
    bytes: int
    sha256: str
    state: State
    created_at: datetime


@dataclass(frozen=True)
class Preset:
    """A recipe that an account keeps under a name.

    Attributes:
        version: counted up by each new recipe, from 1.
        recipe: the newest, as written.
        updated_at: when that one was saved.
    """

    id: UUID
    user_id: UUID
    name: str
    version: int
    recipe: dict[str, Any]
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True)
class PresetVersion:
    """One of the recipes that a preset has had."""

    version: int
    recipe: dict[str, Any]
    created_at: datetime


@dataclass(frozen=True)
class Space:
    """How much of something there is.

    Attributes:
        items: how many.
        bytes: all of them together.
    """

    items: int
    bytes: int


@dataclass(frozen=True)
class Page(Generic[Item]):
    """A part of a list.

    Attributes:
        next_cursor: asks for the part after this one; None at the end.
        total: length of the whole list.
    """

    items: tuple[Item, ...]
    next_cursor: str | None
    total: int
