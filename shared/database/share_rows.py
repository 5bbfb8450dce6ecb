"""The rows of shares, as `rows` has the others."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from shared.database.rows import Image, Rendition


@dataclass(frozen=True)
class SharePreset:
    """A preset that the holder of a share may ask for.

    Attributes:
        name: that it had when it was chosen; it stands in addresses.
        preset_id: of one of the account's own; None for one that comes with the service.
        version: of its recipe, so that what was fetched once stays what it is.
    """

    name: str
    preset_id: UUID | None = None
    version: int | None = None


@dataclass(frozen=True)
class ShareItem:
    """What a share shows at one place: a picture, or a rendition of it."""

    image_id: UUID
    rendition_id: UUID | None = None


@dataclass(frozen=True)
class Share:
    """A link to chosen pictures and renditions.

    Attributes:
        token_hash: SHA-256 of the token in the link.
        password_hash: PHC string; None when the link alone opens it.
        presets: what its holder may ask for.
        allows_originals: whether that includes the uploaded files.
        views: how often it was opened.
        expires_at: when it ends by itself.
        revoked_at: when its owner ended it.
        items: those that are in the gallery now, in their order.
    """

    id: UUID
    user_id: UUID
    token_hash: bytes = field(repr=False)
    name: str
    password_hash: str | None = field(repr=False)
    presets: tuple[SharePreset, ...]
    allows_originals: bool
    views: int
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    items: tuple[ShareItem, ...] = ()


@dataclass(frozen=True)
class SharedPicture:
    """What the holder of a share sees at one place: the rendition when there is one, without its recipe; the picture otherwise."""

    image: Image
    rendition: Rendition | None

    @property
    def id(self) -> UUID:
        """Its name in the share."""
        return self.rendition.id if self.rendition else self.image.id
