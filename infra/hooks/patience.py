"""Trying again: what was just made in Azure takes seconds or minutes to be there for everyone."""

import time
from collections.abc import Callable
from typing import TypeVar

from infra.hooks.failure import Failure, say

T = TypeVar("T")


def until(what: str, attempt: Callable[[], T | None], *, seconds: float, pause: float = 10) -> T:
    """Try until there is a result.

    Args:
        what: is waited for, for the messages.
        attempt: returns a result, or None for "not yet"; a Failure is "not yet" too.
        seconds: for how long, at most; the first try is always made.
        pause: between two tries, s.

    Raises:
        Failure: it took too long; with the last reason.
    """
    deadline = time.monotonic() + seconds
    reason, announced = "", False
    while True:
        try:
            result = attempt()
        except Failure as failure:
            result, reason = None, str(failure)
        if result is not None:
            return result
        if time.monotonic() + pause > deadline:
            raise Failure(f"Gave up waiting for {what} after {seconds:.0f} s.{f' Last: {reason}' if reason else ''}")
        if not announced:
            say(f"  waiting for {what} (up to {seconds:.0f} s)")
            announced = True
        time.sleep(pause)
