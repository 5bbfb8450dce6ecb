"""Which sessions were live a moment ago: access tokens stop working soon after their session has ended, at the cost of few look-ups."""

from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Lock
from uuid import UUID

from shared.errors import Unauthorized
from shared.security.tokens import Identity

# A session that another instance has ended is refused here after so long at the latest.
TRUSTED_FOR = timedelta(seconds=20)
MAX_SESSIONS = 20_000

Look = Callable[[], bool]


class Liveness:
    """Remembers for 20 s that a session was live; never that it was not. Safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._seen: dict[UUID, tuple[UUID, datetime]] = {}

    def require(self, identity: Identity, now: datetime, look: Look) -> None:
        """Let live sessions pass.

        Args:
            identity: from an access token.
            now: the time, aware.
            look: asks the database whether the session is live.

        Raises:
            Unauthorized: it is not.
        """
        with self._lock:
            user_id, at = self._seen.get(identity.session_id, (None, now))
        if user_id == identity.user_id and timedelta(0) <= now - at < TRUSTED_FOR:
            return
        if not look():
            self.forget(identity.session_id)
            raise Unauthorized(reason="session has ended", user=identity.user_id)
        with self._lock:
            # To the end of the dictionary, so that the first entry is the oldest.
            self._seen.pop(identity.session_id, None)
            self._seen[identity.session_id] = (identity.user_id, now)
            while len(self._seen) > MAX_SESSIONS:
                del self._seen[next(iter(self._seen))]

    def forget(self, session_id: UUID) -> None:
        """Look again at the next call: this session was ended here."""
        with self._lock:
            self._seen.pop(session_id, None)

    def forget_all(self, user_id: UUID) -> None:
        """As `forget`, for every session of an account."""
        with self._lock:
            self._seen = {session_id: seen for session_id, seen in self._seen.items() if seen[0] != user_id}
