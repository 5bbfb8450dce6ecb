"""What became of many files that were dropped together: one line in the log when all is quiet again."""

import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

QUIET_SECONDS = 5.0
# Less is no burst: each file has a line of its own.
FEWEST = 10


@dataclass
class Tally:
    """Counts what this process settles, until nothing has come for a while. Safe to use from several threads.

    Args:
        say: gets the counts and how long it took, s.
        quiet_seconds: after so long without a file, the burst is over.
    """

    say: Callable[[dict[str, int], float], None]
    quiet_seconds: float = QUIET_SECONDS
    _counts: Counter[str] = field(default_factory=Counter)
    _began: float = 0.0
    _last: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _timer: threading.Timer | None = None

    def add(self, status: str) -> None:
        """Count one file."""
        with self._lock:
            self._last = time.monotonic()
            if not self._counts:
                self._began = self._last
            self._counts[status] += 1
            if self._timer is None:
                self._wait(self.quiet_seconds)

    def _wait(self, seconds: float) -> None:
        self._timer = threading.Timer(seconds, self._look)
        self._timer.daemon = True
        self._timer.start()

    def _look(self) -> None:
        with self._lock:
            left = self._last + self.quiet_seconds - time.monotonic()
            if left > 0:
                self._wait(left)
                return
            counts, seconds = dict(self._counts), self._last - self._began
            self._counts.clear()
            self._timer = None
        if sum(counts.values()) >= FEWEST:
            self.say(counts, seconds)
