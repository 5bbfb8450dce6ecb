"""Password hashes."""

import threading
from pathlib import Path

import pytest
from argon2 import PasswordHasher, low_level

from shared.config import Settings
from shared.errors import InvalidCredentials, Unavailable
from shared.security import passwords as module
from shared.security.passwords import Passwords

PASSWORD = "correct horse battery staple"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """The defaults."""
    return Settings(home=tmp_path)


@pytest.fixture
def cheap(settings: Settings) -> Passwords:
    """Hashes that cost nothing."""
    return Passwords.cheapest(settings)


def test_check_19_a_hash_is_argon2id_at_the_settings_cost(settings: Settings) -> None:
    """19 MiB, two passes, one lane."""
    assert Passwords(settings).hash(PASSWORD).startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_a_hash_fits_its_column(settings: Settings) -> None:
    """255 characters of ASCII."""
    made = Passwords(settings).hash(PASSWORD)

    assert made.isascii()
    assert len(made) < 255


def test_the_right_password_is_accepted(cheap: Passwords) -> None:
    """And no other."""
    made = cheap.hash(PASSWORD)

    cheap.verify(made, PASSWORD)
    for other in (PASSWORD.upper(), f"{PASSWORD} ", PASSWORD[:-1], ""):
        with pytest.raises(InvalidCredentials):
            cheap.verify(made, other)


def test_check_19_the_same_password_twice_has_two_hashes(cheap: Passwords) -> None:
    """Each has a salt of its own."""
    assert cheap.hash(PASSWORD) != cheap.hash(PASSWORD)


def test_check_12_no_account_costs_a_hash_of_todays_cost(cheap: Passwords, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same work as a wrong password."""
    checked = []
    hasher = type(cheap._hasher)
    verify = hasher.verify

    def seen(self: PasswordHasher, stored: str, password: str) -> bool:
        checked.append(stored)
        return verify(self, stored, password)

    monkeypatch.setattr(hasher, "verify", seen)

    with pytest.raises(InvalidCredentials):
        cheap.verify(None, PASSWORD)

    assert [stored[: stored.rindex("$m=8,t=1,p=1$")] for stored in checked] == ["$argon2id$v=19"]


def test_check_20_the_first_unknown_address_costs_one_hash_too(cheap: Passwords, monkeypatch: pytest.MonkeyPatch) -> None:
    """That which the password is compared with is not computed: of many that come first at once, each would do so beside the queue."""
    monkeypatch.setattr(low_level, "hash_secret", lambda *_: pytest.fail("a second hash"))

    with pytest.raises(InvalidCredentials):
        cheap.verify(None, PASSWORD)


def test_nobodys_password_is_none(cheap: Passwords) -> None:
    """Not even the empty one, which its hash began as."""
    with pytest.raises(InvalidCredentials):
        cheap.verify(None, "")


@pytest.mark.parametrize(
    "stored",
    [
        "",
        "x",
        "$argon2id$",
        "$argon2id$v=19$m=4194304,t=2,p=1$c2FsdHNhbHQ$aGFzaGhhc2g",
        "$argon2id$v=19$m=8,t=99999,p=1$c2FsdHNhbHQ$aGFzaGhhc2g",
    ],
)
def test_a_hash_that_is_not_ours_accepts_nothing(cheap: Passwords, stored: str) -> None:
    """Nor does it take the machine's memory or time."""
    with pytest.raises(InvalidCredentials):
        cheap.verify(stored, PASSWORD)


def test_a_hash_of_another_cost_is_to_be_renewed(settings: Settings, cheap: Passwords) -> None:
    """And still accepted until then."""
    made = cheap.hash(PASSWORD)
    dearer = Passwords(settings)

    dearer.verify(made, PASSWORD)
    assert dearer.needs_rehash(made)
    assert not cheap.needs_rehash(made)


def test_check_20_no_more_hashes_at_once_than_the_settings_say(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each takes its memory."""
    cheap = Passwords.cheapest(settings.model_copy(update={"argon2_parallel_hashes": 2}))
    inside, most, lock = 0, 0, threading.Lock()
    together = threading.Barrier(2, timeout=20)

    def hash_(_self: object, password: str) -> str:
        nonlocal inside, most
        with lock:
            inside += 1
            most = max(most, inside)
        together.wait()
        with lock:
            inside -= 1
        return password

    monkeypatch.setattr(type(cheap._hasher), "hash", hash_)
    threads = [threading.Thread(target=cheap.hash, args=(PASSWORD,)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert most == 2


def test_who_waits_too_long_is_told_so(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rather than to hang."""
    monkeypatch.setattr(module, "WAIT_SECONDS", 0.01)
    cheap = Passwords.cheapest(settings.model_copy(update={"argon2_parallel_hashes": 1}))

    done = threading.Event()
    occupied = cheap._threads.submit(done.wait, 20)

    with pytest.raises(Unavailable):
        cheap.hash(PASSWORD)

    done.set()
    occupied.result()
    assert cheap._inside == 0
    monkeypatch.undo()
    cheap.hash(PASSWORD)


def test_check_20_a_queue_that_is_too_long_is_refused_at_once(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever would wait too long is told so, and threads do not pile up."""
    monkeypatch.setattr(module, "MAX_WAITING_PER_TURN", 1)
    cheap = Passwords.cheapest(settings.model_copy(update={"argon2_parallel_hashes": 1}))
    done = threading.Event()
    occupied = cheap._threads.submit(done.wait, 20)
    waiting = [threading.Thread(target=cheap.hash, args=(PASSWORD,)) for _ in range(2)]
    for thread in waiting:
        thread.start()
    while cheap._inside < 2:
        waiting[0].join(0.001)

    with pytest.raises(Unavailable) as refused:
        cheap.hash(PASSWORD)

    assert (refused.value.retry_after > 0, occupied.done()) == (True, False)
    done.set()
    for thread in waiting:
        thread.join()
    cheap.hash(PASSWORD)
