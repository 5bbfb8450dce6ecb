"""Log-ins and their chains of refresh tokens."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Row, bindparam, delete, insert, select, update

from shared.database.rows import RefreshToken, Session
from shared.database.tables import refresh_tokens, sessions, users

# Made once: to make a statement costs more time than to run it, and these are run at each log-in or each call.
_ADD, _ADD_TOKEN = insert(sessions), insert(refresh_tokens)
_USABLE = (
    select(sessions.c.id)
    .join(users, users.c.id == sessions.c.user_id)
    .where(sessions.c.id == bindparam("session"), sessions.c.user_id == bindparam("user"))
    .where(sessions.c.revoked_at.is_(None), sessions.c.expires_at > bindparam("now"), sessions.c.refreshed_at > bindparam("since"))
    .where(users.c.disabled_at.is_(None), users.c.deleted_at.is_(None))
)


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
        self.connection.execute(_ADD, vars(session))
        self._add_token(session.id, token_hash, session.created_at)

    def get(self, session_id: UUID) -> Session | None:
        """Look up a session."""
        row = self.connection.execute(select(sessions).where(sessions.c.id == session_id)).one_or_none()
        return None if row is None else _session(row)

    def is_live(self, session_id: UUID, user_id: UUID, now: datetime, idle: timedelta) -> bool:
        """True while a session of this account can be used: see `Session.is_live`; and the account is neither disabled nor deleted."""
        found = {"session": session_id, "user": user_id, "now": now, "since": now - idle}
        return self.connection.scalar(_USABLE, found) is not None

    def of_user(self, user_id: UUID, now: datetime, idle: timedelta) -> tuple[Session, ...]:
        """The live sessions of an account, the one used last first."""
        query = (
            select(sessions).where(sessions.c.user_id == user_id, _live(now, idle)).order_by(sessions.c.refreshed_at.desc(), sessions.c.id)
        )
        return tuple(_session(row) for row in self.connection.execute(query))

    def present(self, token_hash: bytes) -> Presented | None:
        """Look up a refresh token, and hold its session until the end of the transaction.

        Of several calls with tokens of one session, each sees what the one before it did.
        """
        token = self._token(token_hash)
        if token is None:
            return None
        row = self.connection.execute(select(sessions).where(sessions.c.id == token.session_id).with_for_update()).one_or_none()
        token = self._token(token_hash)
        return Presented(_session(row), token) if row and token else None

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

    def remove_all(self, user_id: UUID) -> None:
        """Remove every session of an account and its tokens."""
        self.connection.execute(delete(sessions).where(sessions.c.user_id == user_id))

    def remove_dead(self, before: datetime, idle: timedelta, limit: int) -> int:
        """Remove sessions that ended before this time, and their tokens, `limit` at most of each kind of end.

        Returns:
            How many there were.
        """
        removed = 0
        # One statement for each, because with an OR no index would be used.
        for ended in (sessions.c.expires_at < before, sessions.c.refreshed_at < before - idle, sessions.c.revoked_at < before):
            dead = list(self.connection.scalars(select(sessions.c.id).where(ended).limit(limit)))
            if dead:
                removed += self.connection.execute(delete(sessions).where(sessions.c.id.in_(dead))).rowcount
        return removed

    def _token(self, token_hash: bytes) -> RefreshToken | None:
        row = self.connection.execute(select(refresh_tokens).where(refresh_tokens.c.hash == token_hash)).one_or_none()
        return None if row is None else RefreshToken(**row._mapping)  # noqa: SLF001  public in spite of its name

    def _add_token(self, session_id: UUID, token_hash: bytes, now: datetime) -> None:
        token = RefreshToken(hash=token_hash, session_id=session_id, created_at=now, used_at=None, sealed_next=None)
        self.connection.execute(_ADD_TOKEN, vars(token))


def _live(now: datetime, idle: timedelta) -> ColumnElement[bool]:
    return sessions.c.revoked_at.is_(None) & (sessions.c.expires_at > now) & (sessions.c.refreshed_at > now - idle)


def _session(row: Row[Any]) -> Session:
    return Session(**row._mapping)  # noqa: SLF001  public in spite of its name
