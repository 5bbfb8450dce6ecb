"""What links in mails carry."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, delete, select

from shared.database.rows import OneTimeToken, Purpose
from shared.database.tables import one_time_tokens, users


@dataclass(frozen=True)
class OneTimeTokens:
    """The table `one_time_tokens`. A token that is not expired is there until it is used or a newer one takes its place."""

    connection: Connection

    def replace(self, token: OneTimeToken) -> None:
        """Add a token; the account's older ones for the same purpose are void."""
        # The account is held, so that of two that are added at once the later one stays.
        self.connection.execute(select(users.c.id).where(users.c.id == token.user_id).with_for_update())
        self.remove_all(token.user_id, token.purpose)
        self.connection.execute(one_time_tokens.insert().values(asdict(token)))

    def get(self, token_hash: bytes, now: datetime) -> OneTimeToken | None:
        """Look up a token that can be used now."""
        usable = (one_time_tokens.c.hash == token_hash) & (one_time_tokens.c.expires_at > now)
        row = self.connection.execute(select(one_time_tokens).where(usable)).one_or_none()
        return None if row is None else _token(row)

    def take(self, token_hash: bytes, now: datetime) -> OneTimeToken | None:
        """Use a token up. Of several that try at once, one gets it."""
        token = self.get(token_hash, now)
        taken = self.connection.execute(delete(one_time_tokens).where(one_time_tokens.c.hash == token_hash)).rowcount
        return token if taken else None

    def remove_all(self, user_id: UUID, purpose: Purpose | None = None) -> None:
        """Void the tokens of an account, for one purpose or for all."""
        which = one_time_tokens.c.user_id == user_id
        if purpose:
            which &= one_time_tokens.c.purpose == purpose
        self.connection.execute(delete(one_time_tokens).where(which))

    def remove_expired(self, now: datetime) -> int:
        """Remove the tokens that can no longer be used.

        Returns:
            How many there were.
        """
        return self.connection.execute(delete(one_time_tokens).where(one_time_tokens.c.expires_at <= now)).rowcount


def _token(row: Row[Any]) -> OneTimeToken:
    return OneTimeToken(**row._mapping)  # noqa: SLF001  public in spite of its name
