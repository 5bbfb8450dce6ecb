"""The line after many dropped files."""

import threading
from typing import Any

from blob_triggers.tally import FEWEST, Tally


def test_a_burst_has_one_line_when_all_is_quiet() -> None:
    """With what became of all of its files."""
    said: list[Any] = []
    done = threading.Event()

    def say(counts: dict[str, int], seconds: float) -> None:
        said.append((counts, seconds >= 0))
        done.set()

    tally = Tally(say, quiet_seconds=0.05)
    for number in range(FEWEST + 5):
        tally.add("rejected" if number % 5 == 0 else "done")

    assert done.wait(5)
    assert said == [({"rejected": 3, "done": FEWEST + 2}, True)]


def test_a_few_files_have_none() -> None:
    """Each has a line of its own; and the next burst is counted from nothing."""
    said: list[Any] = []
    done = threading.Event()

    def say(counts: dict[str, int], _seconds: float) -> None:
        said.append(counts)
        done.set()

    tally = Tally(say, quiet_seconds=0.05)
    tally.add("done")
    quiet = threading.Event()
    assert not quiet.wait(0.3)
    for _ in range(FEWEST):
        tally.add("done")

    assert done.wait(5)
    assert said == [{"done": FEWEST}]
