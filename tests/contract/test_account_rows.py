"""Counters, one-time tokens, events and the states of accounts in the database: the same on every server."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from uuid_utils.compat import uuid7

from shared.database import Database, Event, OneTimeToken, Purpose, Session, User
from tests.fixtures.databases import ALL_SERVERS
from tests.fixtures.people import NOW, person, stored_person

pytestmark = ALL_SERVERS

MINUTE, IDLE = timedelta(minutes=1), timedelta(days=7)
KEY, OTHER = b"\1" * 32, b"\2" * 32


@pytest.fixture
def ana(database: Database) -> User:
    """A stored account."""
    return stored_person(database)


def log_in(database: Database, user: User, number: int, at: datetime = NOW) -> Session:
    """Store a session."""
    made = Session(uuid7(), user.id, at, at, at + timedelta(days=30), None, "Firefox")
    with database.transaction() as tx:
        tx.sessions.add(made, bytes([number]) * 32)
    return made


def hits(database: Database, key: bytes = KEY, after: timedelta = timedelta(0)) -> tuple[int, datetime]:
    """Count a try."""
    with database.transaction() as tx:
        return tx.throttles.hit(key, NOW + after, MINUTE)


def test_tries_are_counted_until_the_window_ends(database: Database) -> None:
    """Which begins with the first one; then the count begins again."""
    counted = [hits(database, after=timedelta(seconds=seconds)) for seconds in (0, 30, 59.9, 60, 61)]

    assert [count for count, _ in counted] == [1, 2, 3, 1, 2]
    assert [ends - NOW for _, ends in counted] == [MINUTE] * 3 + [2 * MINUTE] * 2
    assert hits(database, OTHER)[0] == 1


def test_check_17_of_many_tries_at_once_each_has_its_own_number(database: Database) -> None:
    """100 of them, from the very first."""
    with ThreadPoolExecutor(100) as pool:
        counted = list(pool.map(lambda _: hits(database)[0], range(100)))

    assert sorted(counted) == list(range(1, 101))


def test_a_try_can_be_taken_back_and_all_forgotten(database: Database) -> None:
    """Never below none."""
    hits(database)
    hits(database)
    with database.transaction() as tx:
        tx.throttles.undo(KEY)
        tx.throttles.undo(OTHER)
    assert hits(database)[0] == 2

    with database.transaction() as tx:
        for _ in range(5):
            tx.throttles.undo(KEY)
    assert hits(database)[0] == 1
    with database.transaction() as tx:
        tx.throttles.clear(KEY)
    assert hits(database)[0] == 1


def test_counters_that_are_over_are_removed(database: Database) -> None:
    """The others stay."""
    hits(database)
    hits(database, OTHER, after=timedelta(seconds=30))

    with database.transaction() as tx:
        assert tx.throttles.remove_expired(NOW + MINUTE) == 1
    assert hits(database, OTHER, after=timedelta(seconds=31))[0] == 2


def token(user: User, number: int = 1, purpose: Purpose = "reset") -> OneTimeToken:
    """A token that is good for a minute."""
    return OneTimeToken(bytes([number]) * 32, user.id, purpose, NOW, NOW + MINUTE)


def test_a_newer_token_takes_the_place_of_the_one_before(database: Database, ana: User) -> None:
    """For the same purpose only."""
    with database.transaction() as tx:
        for made in (token(ana, 1), token(ana, 2, "verify"), token(ana, 3)):
            tx.one_time_tokens.replace(made)

        assert tx.one_time_tokens.get(token(ana, 1).hash, NOW) is None
        assert tx.one_time_tokens.get(token(ana, 2).hash, NOW) == token(ana, 2, "verify")
        assert tx.one_time_tokens.get(token(ana, 3).hash, NOW) == token(ana, 3)


def test_of_many_tokens_at_once_one_stays(database: Database, ana: User) -> None:
    """The last one."""

    def add(number: int) -> None:
        with database.transaction() as tx:
            tx.one_time_tokens.replace(token(ana, number))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(add, range(12)))

    with database.transaction() as tx:
        left = [number for number in range(12) if tx.one_time_tokens.get(token(ana, number).hash, NOW)]
    assert len(left) == 1


def test_check_39_a_token_is_taken_once(database: Database, ana: User) -> None:
    """Of many at once, by one."""
    with database.transaction() as tx:
        tx.one_time_tokens.replace(token(ana))

    def take(_number: int) -> bool:
        with database.transaction() as tx:
            return tx.one_time_tokens.take(token(ana).hash, NOW) is not None

    with ThreadPoolExecutor(4) as pool:
        taken = list(pool.map(take, range(20)))

    assert sorted(taken) == [False] * 19 + [True]


def test_an_expired_token_is_none(database: Database, ana: User) -> None:
    """And is removed."""
    with database.transaction() as tx:
        tx.one_time_tokens.replace(token(ana))

        assert tx.one_time_tokens.get(token(ana).hash, NOW + MINUTE) is None
        assert tx.one_time_tokens.remove_expired(NOW + MINUTE - timedelta(microseconds=1)) == 0
        assert tx.one_time_tokens.remove_expired(NOW + MINUTE) == 1


def test_an_event_comes_back_as_it_was(database: Database, ana: User) -> None:
    """Newest first, and by account, address, kind and time."""
    first = Event(uuid7(), NOW, "logged_in", None, ana.id, uuid7(), KEY, OTHER, "Firefox 🦊", "request")
    second = Event(uuid7(), NOW + MINUTE, "login_failed", "wrong password", email_hash=OTHER)
    with database.transaction() as tx:
        for event in (first, second):
            tx.events.add(event)

        assert tx.events.newest(9) == (second, first)
        assert tx.events.newest(1) == (second,)
        assert tx.events.newest(9, user_id=ana.id) == tx.events.newest(9, email_hash=KEY) == (first,)
        assert tx.events.newest(9, name="login_failed") == tx.events.newest(9, since=NOW + MINUTE) == (second,)
        assert tx.events.remove_before(NOW + MINUTE) == 1
        assert tx.events.newest(9) == (second,)


@pytest.mark.parametrize("end", ["none", "revoked", "idle", "old", "disabled", "deleted", "somebody else's"])
def test_a_session_is_live_until_something_ends_it(database: Database, ana: User, end: str) -> None:
    """By anyone, by age, or with its account."""
    session = log_in(database, ana, 1)
    at, user_id = NOW + MINUTE, ana.id
    with database.transaction() as tx:
        match end:
            case "revoked":
                tx.sessions.revoke(session.id, NOW)
            case "idle":
                at = NOW + IDLE
            case "old":
                at = NOW + timedelta(days=30)
            case "disabled":
                tx.users.set_disabled(ana.id, NOW)
            case "deleted":
                tx.users.erase(ana.id, NOW)
            case "somebody else's":
                user_id = UUID(int=1)

        assert tx.sessions.is_live(session.id, user_id, at, timedelta(days=60) if end == "old" else IDLE) is (end == "none")


def test_an_accounts_live_sessions_are_found(database: Database, ana: User) -> None:
    """The one used last first, and nobody else's."""
    eva = person("eva@example.com")
    with database.transaction() as tx:
        tx.users.add(eva)
    first, second, ended = log_in(database, ana, 1), log_in(database, ana, 2, NOW + MINUTE), log_in(database, ana, 3)
    log_in(database, eva, 4)

    with database.transaction() as tx:
        tx.sessions.revoke(ended.id, NOW)
        assert tx.sessions.of_user(ana.id, NOW + 2 * MINUTE, IDLE) == (second, first)


def test_dead_sessions_are_removed_with_their_tokens(database: Database, ana: User) -> None:
    """However they ended, a bounded number at a time."""
    live, revoked, idle = log_in(database, ana, 1), log_in(database, ana, 2), log_in(database, ana, 3, NOW - timedelta(days=9))
    with database.transaction() as tx:
        tx.sessions.revoke(revoked.id, NOW - timedelta(days=2))
        assert tx.sessions.remove_dead(NOW - timedelta(days=1), IDLE, 1) == 2

    with database.transaction() as tx:
        assert [tx.sessions.get(session.id) is None for session in (live, revoked, idle)] == [False, True, True]
        assert [tx.sessions.present(bytes([number]) * 32) is None for number in (1, 2, 3)] == [False, True, True]
        assert tx.sessions.remove_dead(NOW - timedelta(days=1), IDLE, 1) == 0


def test_an_unverified_registration_can_be_replaced(database: Database, ana: User) -> None:
    """A verified one cannot, and neither one that an operator shut."""
    again = replace(person(), password_hash="another", display_name="Eva")
    with database.transaction() as tx:
        assert tx.users.replace_unverified(again)
        assert tx.users.get(ana.id) == replace(ana, password_hash="another", display_name="Eva")
        tx.users.set_disabled(ana.id, NOW)
        assert not tx.users.replace_unverified(person())
        tx.users.set_disabled(ana.id, None)
        tx.users.set_verified(ana.id, NOW)
        tx.users.set_verified(ana.id, NOW + MINUTE)
        assert not tx.users.replace_unverified(person())
        assert tx.users.get(ana.id) == replace(ana, password_hash="another", display_name="Eva", verified_at=NOW)


def test_an_erased_account_is_found_by_nobody(database: Database, ana: User) -> None:
    """Its address is free, and its row goes when it is old enough."""
    with database.transaction() as tx:
        tx.users.erase(ana.id, NOW)

        assert tx.users.get(ana.id) is tx.users.by_email("ana@example.com") is None
        assert tx.users.all(9) == ()
        tx.users.add(person())
        assert tx.users.erased(9) == (ana.id,)
        assert (tx.users.remove_erased(NOW), tx.users.remove_erased(NOW + MINUTE)) == (0, 1)
        assert tx.users.erased(9) == ()


def test_accounts_are_listed_in_pages(database: Database) -> None:
    """In the order in which they were made."""
    made = [person(f"{number}@example.com") for number in range(5)]
    with database.transaction() as tx:
        for user in made:
            tx.users.add(user)

        assert tx.users.all(3) == tuple(made[:3])
        assert tx.users.all(3, after=made[2].id) == tuple(made[3:])
