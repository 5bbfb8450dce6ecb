"""The signing keys of a process: read on first use, and again when their file was changed."""

import hmac
from pathlib import Path
from threading import Lock
from time import monotonic

from shared.config import Settings
from shared.errors import Unavailable
from shared.security.keys import SigningKey, key_file, load_keys

# A key that was taken out of the file is refused after so long at the latest.
LOOK_AGAIN_SECONDS = 30


class Keyring:
    """The keys of the settings, newest first. Safe to use from several threads."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = Lock()
        self._loaded: tuple[SigningKey, ...] = ()
        self._stamp: int | None = None
        self._looked_at = 0.0

    def all(self) -> tuple[SigningKey, ...]:
        """All keys, newest first: each verifies.

        Raises:
            Unavailable: there are none, and none can be made.
        """
        with self._lock:
            if not self._loaded:
                self._loaded = load_keys(self._settings)
                self._stamp, self._looked_at = self._file_stamp(), monotonic()
            elif monotonic() - self._looked_at >= LOOK_AGAIN_SECONDS:
                self._look_again()
            return self._loaded

    def signing(self, now: int) -> SigningKey:
        """The key that signs at this time, seconds since 1970: the newest that has been published for long enough."""
        keys = self.all()
        return next((key for key in keys if key.not_before <= now), keys[-1])

    def pseudonym(self, text: str) -> bytes:
        """32 bytes that stand for an address: the same for the same one, and no one without the keys can try which one it is.

        They change when the oldest key is taken out.
        """
        return hmac.digest(self.all()[-1].pseudonyms, text.encode(), "sha256")

    def _look_again(self) -> None:
        self._looked_at = monotonic()
        stamp = self._file_stamp()
        if stamp is None or stamp == self._stamp:
            return
        try:
            self._loaded = load_keys(self._settings)
        except Unavailable:
            return  # half a rotation is no reason to log everybody out
        self._stamp = stamp

    def _file_stamp(self) -> int | None:
        path: Path = key_file(self._settings)
        try:
            return None if self._settings.signing_keys else path.stat().st_mtime_ns
        except OSError:
            return None
