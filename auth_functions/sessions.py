"""Sessions: begun by a log-in, carried on by refresh tokens that are good for one use, ended by a log-out or by a theft."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal
from uuid import UUID

from uuid_utils.compat import uuid7

from auth_functions.desk import Desk
from shared.database import RefreshToken, Session, User
from shared.errors import InvalidRefreshToken, NotFound, Unauthorized
from shared.security.refresh import RefreshSecret
from shared.security.tokens import Identity

if TYPE_CHECKING:
    from shared.database.session import Transaction

# A client whose answer was lost sends the same refresh token again, and gets the same answer, for so long.
GRACE = timedelta(seconds=10)


@dataclass(frozen=True)
class Grant:
    """What a client gets to act for an account."""

    user: User
    session_id: UUID
    access_token: str = field(repr=False)
    refresh: RefreshSecret


@dataclass(frozen=True)
class Sessions(Desk):
    """The log-ins of accounts.

    Each refresh exchanges the session's refresh token for the next one. A token that is used a second time was copied, by a thief or
    from one: then nobody knows who is who, and the session ends. The one exception is a client that lost the answer, see `GRACE`.
    """

    @property
    def idle(self) -> timedelta:
        """How long a session lives unused."""
        return self.resources.settings.session_idle

    def begin(self, tx: "Transaction", user: User) -> Grant:
        """Open a session in a transaction."""
        now = self.resources.clock()
        session = Session(
            id=uuid7(),
            user_id=user.id,
            created_at=now,
            refreshed_at=now,
            expires_at=now + timedelta(days=self.resources.settings.session_days),
            revoked_at=None,
            client=self.caller.client,
        )
        refresh = RefreshSecret.new()
        tx.sessions.add(session, refresh.digest)
        return self._grant(user, session.id, refresh, now)

    def refresh(self, text: str) -> Grant:
        """Exchange a refresh token.

        Raises:
            InvalidRefreshToken: it is unknown, its session has ended, or it was used before; then its session ends, too.
        """
        presented, now = RefreshSecret.parse(text), self.resources.clock()
        with self.resources.database.transaction() as tx:
            found = tx.sessions.present(presented.digest)
            if found is None or not found.session.is_live(now, self.idle):
                raise InvalidRefreshToken
            user = tx.users.get(found.session.user_id)
            if user is None or user.disabled_at:
                raise InvalidRefreshToken
            refresh = self._exchange(tx, presented, found.token, now)
            if refresh is None:
                self._journal.note(tx, "refresh_reused", user_id=user.id, session_id=found.session.id)
        if refresh is None:
            self.resources.liveness.forget(found.session.id)
            self._post.notice("refresh_reused", user.id)
            raise InvalidRefreshToken(reused=True, session=found.session.id, user=found.session.user_id)
        return self._grant(user, found.session.id, refresh, now)

    def end(self, scope: Literal["this", "others", "all"], text: str | None, identity: Identity | None) -> None:
        """End sessions of who shows a refresh token or an access token. To end this session twice, or none, is fine.

        Args:
            scope: this session, the account's others, or all of them.
            text: refresh token; it counts more than the identity.
            identity: from an access token.

        Raises:
            Unauthorized: to end other sessions, one must be logged in.
        """
        now = self.resources.clock()
        with self.resources.database.transaction() as tx:
            session = self._by_token(tx, text, scope, now) if text else None
            if session is None and identity:
                session = tx.sessions.get(identity.session_id)
            if session and scope == "this":
                tx.sessions.revoke(session.id, now)
            elif session and session.is_live(now, self.idle):
                tx.sessions.revoke_all(session.user_id, now, keep=session.id if scope == "others" else None)
            elif scope != "this":
                raise Unauthorized
            if session and session.revoked_at is None:
                self._journal.note(tx, "logged_out", user_id=session.user_id, session_id=session.id, reason=scope)
        if session:
            self.resources.liveness.forget_all(session.user_id)

    def live(self, identity: Identity) -> tuple[Session, ...]:
        """The caller's sessions that can be used, the one used last first."""
        with self.resources.database.transaction(read_only=True) as tx:
            return tx.sessions.of_user(identity.user_id, self.resources.clock(), self.idle)

    def revoke(self, identity: Identity, session_id: UUID) -> None:
        """End one of the caller's sessions. Ending it twice is fine.

        Raises:
            NotFound: there is none, or it is somebody else's.
        """
        now = self.resources.clock()
        with self.resources.database.transaction() as tx:
            session = tx.sessions.get(session_id)
            if session is None or session.user_id != identity.user_id:
                raise NotFound("There is no such session here.")
            tx.sessions.revoke(session_id, now)
            if session.revoked_at is None:
                self._journal.note(tx, "session_revoked", user_id=session.user_id, session_id=session_id)
        self.resources.liveness.forget(session_id)

    def _exchange(self, tx: "Transaction", presented: RefreshSecret, token: RefreshToken, now: datetime) -> RefreshSecret | None:
        """The next token; None when this one was used before, and the session with it."""
        if token.used_at is None:
            following = RefreshSecret.new()
            tx.sessions.rotate(token, next_hash=following.digest, sealed_next=presented.seal(following), now=now)
            return following
        if token.sealed_next and _in_grace(token, now):
            return presented.open(token.sealed_next)
        tx.sessions.revoke(token.session_id, now)
        return None

    def _by_token(self, tx: "Transaction", text: str, scope: str, now: datetime) -> Session | None:
        try:
            found = tx.sessions.present(RefreshSecret.parse(text).digest)
        except InvalidRefreshToken:
            return None
        # With a token that was used before, one may end its own session, which is in danger anyway, but not throw out the others.
        if found is None or (scope != "this" and not _in_grace(found.token, now)):
            return None
        return found.session

    def _grant(self, user: User, session_id: UUID, refresh: RefreshSecret, now: datetime) -> Grant:
        return Grant(user, session_id, self.resources.tokens.issue(user.id, session_id, now), refresh)


def _in_grace(token: RefreshToken, now: datetime) -> bool:
    return token.used_at is None or now - token.used_at <= GRACE
