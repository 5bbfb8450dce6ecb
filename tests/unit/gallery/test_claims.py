"""Who does work that is asked for several times at once."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from shared.errors import Unavailable
from shared.gallery.claims import LIFE, Claims
from shared.storage import ObjectStore
from shared.storage.local import LocalStore, LocalUrls

PATH = "pictures/a/claims/b"


@pytest.fixture
def store(tmp_path: Path) -> ObjectStore:
    """A store in a folder."""
    return LocalStore(tmp_path / "store", LocalUrls(tmp_path / "urls.json", "http://localhost"))


def claims(store: ObjectStore, *, later: timedelta = timedelta(), slept: list[float] | None = None) -> Claims:
    """Claims at a time from now on, whose sleeps are counted and take no time."""
    return Claims(store, lambda: datetime.now(UTC) + later, (slept if slept is not None else []).append)


def test_what_is_there_is_found_without_a_claim(store: ObjectStore) -> None:
    """Nothing is written."""
    assert claims(store).once(PATH, lambda: "found", lambda: "made") == ("found", False)
    assert list(store.list("pictures")) == []


def test_what_is_not_there_is_made_and_the_claim_given_back(store: ObjectStore) -> None:
    """Also after an error."""

    def fail() -> str:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        claims(store).once(PATH, lambda: None, fail)

    assert claims(store).once(PATH, lambda: None, lambda: "made") == ("made", True)
    assert list(store.list("pictures")) == []


def test_who_comes_second_waits_and_finds_it(store: ObjectStore) -> None:
    """With pauses that grow."""
    store.put(PATH, b"")
    slept: list[float] = []

    found = claims(store, slept=slept).once(PATH, lambda: "found" if len(slept) > 3 else None, lambda: "made")

    assert (found, slept == sorted(slept)) == (("found", False), True)


def test_a_claim_of_somebody_dead_is_taken_over(store: ObjectStore) -> None:
    """A minute later."""
    store.put(PATH, b"")

    assert claims(store, later=LIFE + timedelta(seconds=2)).once(PATH, lambda: None, lambda: "made") == ("made", True)


def test_nobody_waits_for_ever(store: ObjectStore) -> None:
    """The caller may try again."""
    store.put(PATH, b"")

    with pytest.raises(Unavailable):
        claims(store).once(PATH, lambda: None, lambda: "made")
