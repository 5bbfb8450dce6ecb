"""Work that is done once for all who ask at the same time."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest

from shared.gallery.flights import Flights


def test_who_comes_while_it_is_under_way_shares_the_result() -> None:
    """It is done once."""
    flights: Flights[object] = Flights()
    begun, go_on = Event(), Event()
    done: list[object] = []

    def work() -> object:
        begun.set()
        go_on.wait(10)
        done.append(object())
        return done[0]

    with ThreadPoolExecutor(4) as threads:
        first = threads.submit(flights.run, "a", work)
        begun.wait(10)
        under_way = flights._under_way["a"]
        together = Barrier(4)

        def late() -> object:
            together.wait(10)
            return flights.run("a", work)

        others = [threads.submit(late) for _ in range(3)]
        together.wait(10)
        while len(under_way._condition._waiters) < 3:  # type: ignore[attr-defined]  # there is no other way to know that they wait
            pass
        go_on.set()
        results = [first.result(), *(other.result() for other in others)]

    assert len(done) == 1
    assert all(result is done[0] for result in results)


def test_an_error_is_shared_and_not_kept() -> None:
    """The next one tries again."""
    flights: Flights[int] = Flights()

    def fail() -> int:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        flights.run("a", fail)

    assert flights.run("a", lambda: 1) == 1


def test_other_work_does_not_wait() -> None:
    """Each name is a flight of its own, also from within another."""
    flights: Flights[int] = Flights()

    assert flights.run("a", lambda: flights.run("b", lambda: 1) + 1) == 2
    assert flights._under_way == {}
