"""Work that is done once, however many processes are asked for it at the same time: who does it holds a claim in the store."""

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

from shared.errors import ObjectNotFound, PreconditionFailed, Unavailable
from shared.gallery.pictures import Clock
from shared.storage import ObjectStore

Found = TypeVar("Found")

# Whoever holds a claim for longer is dead: no render takes so long, with its reading and writing.
LIFE = timedelta(seconds=60)
PAUSE_SECONDS = 0.1
LONGEST_PAUSE_SECONDS = 1.0


@dataclass(frozen=True)
class Claims:
    """Claims as objects of a store, which writes an object that is not there for one caller only.

    Args:
        store: where they are.
        clock: tells their age.
        sleep: waits, s.
    """

    store: ObjectStore
    clock: Clock
    sleep: Callable[[float], None] = time.sleep

    def once(self, path: str, look: Callable[[], Found | None], make: Callable[[], Found]) -> tuple[Found, bool]:
        """Find something, or make it, or wait for who is making it.

        Args:
            path: of the claim.
            look: finds it; None when it is not there.
            make: makes it, so that `look` finds it. Its error is the caller's; another one who waits tries it then.

        Returns:
            What was found or made, and whether this call made it.

        Raises:
            Unavailable: somebody else has been at it for too long.
        """
        found = look()
        pause, waited = PAUSE_SECONDS, 0.0
        while found is None:
            if self._take(path):
                try:
                    # Between the look and the claim, the one before may have finished.
                    found = look()
                    return (found, False) if found is not None else (make(), True)
                finally:
                    self.store.delete(path)
            if waited > LIFE.total_seconds():
                raise Unavailable("This picture is being made just now. Try again in a moment.", retry_after=10, claim=path)
            self.sleep(pause)
            waited += pause
            pause = min(pause * 1.5, LONGEST_PAUSE_SECONDS)
            found = look()
        return found, False

    def _take(self, path: str) -> bool:
        with suppress(PreconditionFailed):
            self.store.put(path, b"", if_absent=True)
            return True
        with suppress(PreconditionFailed, ObjectNotFound):
            held = self.store.stat(path)
            if self.clock() - held.modified_at > LIFE:
                self.store.put(path, b"", if_match=held.etag)
                return True
        return False
