"""Log-ins and their chains of refresh tokens."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection, insert, select, update

from shared.database.rows import RefreshToken, Session
from shared.database.tables import refresh_tokens, sessions


class Presented(NamedTuple):
    """A refresh token that somebody presented, and the session that it belongs to."""

    session: Session
    token: RefreshToken


@dataclass(frozen=True)
class Sessions:
    """The tables `sessions` and `refresh_tokens`."""

    connection: Connection

    def add(self, session: Session, token_hash: bytes) -> None:
        """Open a session with its first refresh token."""
        self.connection.execute(insert(sessions).values(asdict(session)))
        self._add_token(session.id, token_hash, session.created_at)

    def get(self, session_id: UUID) -> Session | None:
        """Look up a session."""
        row = self.connection.execute(select(sessions).where(sessions.c.id == session_id)).one_or_none()
        return None if row is None else Session(**row._mapping)  # noqa: SLF001  public in spite of its name

    def present(self, token_hash: bytes) -> Presented | None:
        """Look up a refresh token, and hold its session until the end of the transaction.

        Of several calls with tokens of one session, each sees what the one before it did.
        """
        token = self._token(token_hash)
        if token is None:
            return None
        row = self.connection.execute(select(sessions).where(sessions.c.id == token.session_id).with_for_update()).one_or_none()
        token = self._token(token_hash)
        return Presented(Session(**row._mapping), token) if row and token else None  # noqa: SLF001  public in spite of its name

    def rotate(self, used: RefreshToken, *, next_hash: bytes, sealed_next: bytes, now: datetime) -> None:
        """Exchange a token for the next one of its session, which `present` holds.

        The token before this one loses its sealed copy: that this one is used proves that it arrived.
        """
        tokens = refresh_tokens
        before = (tokens.c.session_id == used.session_id) & tokens.c.sealed_next.is_not(None)
        self.connection.execute(update(tokens).where(before).values(sealed_next=None))
        self.connection.execute(update(tokens).where(tokens.c.hash == used.hash).values(used_at=now, sealed_next=sealed_next))
        self._add_token(used.session_id, next_hash, now)
        self.connection.execute(update(sessions).where(sessions.c.id == used.session_id).values(refreshed_at=now))

    def revoke(self, session_id: UUID, now: datetime) -> None:
        """End a session and with it every token of its chain. Ending it twice is fine."""
        live = (sessions.c.id == session_id) & sessions.c.revoked_at.is_(None)
        self.connection.execute(update(sessions).where(live).values(revoked_at=now))

    def revoke_all(self, user_id: UUID, now: datetime, *, keep: UUID | None = None) -> None:
        """End all sessions of an account, but not the session `keep`."""
        live = (sessions.c.user_id == user_id) & sessions.c.revoked_at.is_(None)
        if keep:
            live &= sessions.c.id != keep
        self.connection.execute(update(sessions).where(live).values(revoked_at=now))

    def _token(self, token_hash: bytes) -> RefreshToken | None:
        row = self.connection.execute(select(refresh_tokens).where(refresh_tokens.c.hash == token_hash)).one_or_none()
        return None if row is None else RefreshToken(**row._mapping)  # noqa: SLF001  public in spite of its name

    def _add_token(self, session_id: UUID, token_hash: bytes, now: datetime) -> None:
        token = RefreshToken(hash=token_hash, session_id=session_id, created_at=now, used_at=None, sealed_next=None)
        self.connection.execute(insert(refresh_tokens).values(asdict(token)))
