"""How much an account has, and how much it may have."""

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from shared.config import Settings
from shared.database import Space
from shared.errors import QuotaExceeded

if TYPE_CHECKING:
    from shared.database.session import Transaction


@dataclass(frozen=True)
class Usage:
    """What an account takes up.

    Attributes:
        pictures: originals in the gallery.
        binned: originals in the bin; they count until they are gone.
        renditions: what was made of either and saved.
    """

    pictures: Space
    binned: Space
    renditions: Space

    @property
    def items(self) -> int:
        """Pictures, with those in the bin."""
        return self.pictures.items + self.binned.items

    @property
    def bytes(self) -> int:
        """Everything together."""
        return self.pictures.bytes + self.binned.bytes + self.renditions.bytes


def usage(tx: "Transaction", user_id: UUID) -> Usage:
    """What an account takes up now, with what is being written just now."""
    pictures, binned = tx.images.space(user_id)
    return Usage(pictures, binned, tx.renditions.space(user_id))


def check_quota(tx: "Transaction", settings: Settings, user_id: UUID) -> None:
    """Refuse what the transaction has just added, if the account has too much with it.

    The account must be held (`tx.users.hold`), so that two calls at once cannot both take the last place.

    Raises:
        QuotaExceeded: the transaction must not be committed.
    """
    if not settings.quota_pictures and not settings.quota_bytes:
        return
    used = usage(tx, user_id)
    if settings.quota_pictures and used.items > settings.quota_pictures:
        message = f"Your gallery may have {settings.quota_pictures} pictures, with those in the bin. Empty the bin or delete some for good."
        raise QuotaExceeded(message, limit=settings.quota_pictures)
    if settings.quota_bytes and used.bytes > settings.quota_bytes:
        message = f"Your gallery may have {settings.quota_bytes} bytes, with the bin. Empty it or delete something for good."
        raise QuotaExceeded(message, limit=settings.quota_bytes, would_be=used.bytes)
