"""Work that a caller does not wait for, and whose time tells nothing: two threads of this process."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Lock

from shared.errors import LienzoError, Unavailable
from shared.log import log_event

THREADS = 2
MAX_WAITING = 1000
# A mail server that is busy is asked again; what fails for good is said in the log, and the person asks again.
PAUSES_SECONDS = (1.0, 4.0)


class Background:
    """Runs errands in the order in which they come. When the process ends, it waits for those that are under way."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._threads: ThreadPoolExecutor | None = None
        self._waiting = 0

    def __call__(self, name: str, work: Callable[[], object]) -> None:
        """Run something soon. What it raises is logged; what is only unavailable for a moment is tried three times.

        Args:
            name: for the log, in snake_case.
            work: does it.

        Raises:
            Unavailable: too much waits already.
        """
        with self._lock:
            if self._waiting >= MAX_WAITING:
                raise Unavailable(cause="too many errands")
            self._waiting += 1
            self._threads = self._threads or ThreadPoolExecutor(THREADS, "background")
            self._threads.submit(self._run, name, work)

    def _run(self, name: str, work: Callable[[], object]) -> None:
        try:
            run(name, work)
        finally:
            with self._lock:
                self._waiting -= 1


def run(name: str, work: Callable[[], object]) -> None:
    """Run an errand now, as `Background` does it."""
    for pause in (*PAUSES_SECONDS, None):
        try:
            work()
        except Unavailable as error:
            if pause is None:
                log_event(name, error=None, code=error.code, **error.facts)
                return
            time.sleep(pause)
        except LienzoError as error:
            log_event(name, error=None, code=error.code, **error.facts)
            return
        except Exception as error:  # noqa: BLE001  the edge of a thread: nobody else would see it
            log_event(name, error=error, code="internal_error")
            return
        else:
            return
