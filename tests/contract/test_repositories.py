"""Accounts and their sessions in the database: the same on every server."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest
from uuid_utils.compat import uuid7

from shared.database import Database, RefreshToken, Session, User
from shared.errors import EmailTaken
from tests.fixtures.databases import ALL_SERVERS
from tests.fixtures.people import NOW, person, stored_person

pytestmark = ALL_SERVERS

FIRST, SECOND, THIRD = (bytes([number]) * 32 for number in (1, 2, 3))


@pytest.fixture
def ana(database: Database) -> User:
    """A stored account."""
    return stored_person(database)


@pytest.fixture
def session(database: Database, ana: User) -> Session:
    """Her session, whose first token is FIRST."""
    return log_in(database, ana, FIRST)


def log_in(database: Database, user: User, token_hash: bytes) -> Session:
    """Store another session."""
    made = Session(uuid7(), user.id, NOW, NOW, NOW + timedelta(days=30), None)
    with database.transaction() as tx:
        tx.sessions.add(made, token_hash)
    return made


def stored(database: Database, session: Session) -> Session | None:
    """The session as it is now."""
    with database.transaction() as tx:
        return tx.sessions.get(session.id)


def test_an_account_comes_back_as_it_was(database: Database, ana: User) -> None:
    """Microseconds, accents and emoji included."""
    with database.transaction(read_only=True) as tx:
        assert tx.users.get(ana.id) == tx.users.by_email("ana@example.com") == ana
        assert tx.users.get(uuid7()) is None


@pytest.mark.parametrize("email", ["ANA@example.com", "ána@example.com", "ana@example.com ", "ana@example.com\0", "ana@example.co"])
def test_an_address_is_equal_only_to_itself(database: Database, ana: User, email: str) -> None:
    """Byte for byte, whatever the server's collations think; what is the same account is for the service to say."""
    with database.transaction() as tx:
        assert tx.users.by_email(email) is None
        tx.users.add(person(email))


def test_an_address_is_taken_once(database: Database, ana: User) -> None:
    """The first account stays as it is."""
    with pytest.raises(EmailTaken), database.transaction() as tx:
        tx.users.add(person())

    with database.transaction() as tx:
        assert tx.users.by_email("ana@example.com") == ana


def test_of_many_that_want_an_address_one_gets_it(database: Database) -> None:
    """And the others are told, without an error."""

    def register(_number: int) -> bool:
        with suppress(EmailTaken), database.transaction() as tx:
            tx.users.add(person())
            return True
        return False

    with ThreadPoolExecutor(8) as pool:
        got = list(pool.map(register, range(8)))

    assert sorted(got) == [False] * 7 + [True]


def test_an_error_leaves_nothing_behind(database: Database) -> None:
    """A unit of work is done as a whole or not at all."""
    made = person()

    def half() -> None:
        with database.transaction() as tx:
            tx.users.add(made)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        half()

    with database.transaction() as tx:
        assert tx.users.get(made.id) is None


def test_a_profile_changes_where_it_is_told_to(database: Database, ana: User) -> None:
    """None leaves a field as it is."""
    with database.transaction() as tx:
        tx.users.update_profile(ana.id, display_name="Eva", locale=None)
        tx.users.update_profile(ana.id, display_name=None, locale=None)

        assert tx.users.get(ana.id) == replace(ana, display_name="Eva")


def test_a_renewed_hash_never_undoes_a_new_password(database: Database, ana: User) -> None:
    """It is stored only while the old one is still there."""
    with database.transaction() as tx:
        tx.users.replace_password_hash(ana, "second")
        tx.users.replace_password_hash(ana, "third")

        assert tx.users.get(ana.id) == replace(ana, password_hash="second")


def test_a_token_leads_to_its_session(database: Database, session: Session) -> None:
    """And no other token to any."""
    with database.transaction() as tx:
        assert tx.sessions.present(FIRST) == (session, RefreshToken(FIRST, session.id, NOW, None, None))
        assert tx.sessions.present(SECOND) is None


def test_rotating_uses_a_token_up(database: Database, session: Session) -> None:
    """The next one is fresh, and the session was used."""
    later = NOW + timedelta(hours=1)
    with database.transaction() as tx:
        found = tx.sessions.present(FIRST)
        assert found
        tx.sessions.rotate(found.token, next_hash=SECOND, sealed_next=b"s" * 32, now=later)

    with database.transaction() as tx:
        assert tx.sessions.present(FIRST) == (
            replace(session, refreshed_at=later),
            replace(found.token, used_at=later, sealed_next=b"s" * 32),
        )
        assert tx.sessions.present(SECOND) == (replace(session, refreshed_at=later), RefreshToken(SECOND, session.id, later, None, None))


def test_only_the_last_used_token_keeps_a_sealed_copy(database: Database, session: Session) -> None:
    """The next one's use proves that it arrived."""
    for used, following in ((FIRST, SECOND), (SECOND, THIRD)):
        with database.transaction() as tx:
            found = tx.sessions.present(used)
            assert found
            tx.sessions.rotate(found.token, next_hash=following, sealed_next=b"s" * 32, now=NOW)

    with database.transaction() as tx:
        kept = [found and found.token.sealed_next for found in map(tx.sessions.present, (FIRST, SECOND, THIRD))]
    assert kept == [None, b"s" * 32, None]


def test_calls_with_one_token_take_turns(database: Database, session: Session) -> None:
    """Each sees what the one before it did, so one rotates."""

    def use(number: int) -> bool:
        with database.transaction() as tx:
            found = tx.sessions.present(FIRST)
            assert found
            if found.token.used_at is None:
                tx.sessions.rotate(found.token, next_hash=bytes([100 + number]) * 32, sealed_next=b"s" * 32, now=NOW)
                return True
            return False

    with ThreadPoolExecutor(8) as pool:
        rotated = list(pool.map(use, range(8)))

    assert sorted(rotated) == [False] * 7 + [True]


def test_a_session_ends_once(database: Database, session: Session) -> None:
    """The first time counts."""
    for hour in (1, 2):
        with database.transaction() as tx:
            tx.sessions.revoke(session.id, NOW + timedelta(hours=hour))

    assert stored(database, session) == replace(session, revoked_at=NOW + timedelta(hours=1))


@pytest.mark.parametrize("keeps", [True, False])
def test_all_sessions_of_an_account_end(database: Database, ana: User, session: Session, keeps: bool) -> None:  # noqa: FBT001  a parameter
    """But not the one to keep, nor those of others."""
    eva = person("eva@example.com")
    with database.transaction() as tx:
        tx.users.add(eva)
    others, strangers = log_in(database, ana, SECOND), log_in(database, eva, THIRD)

    with database.transaction() as tx:
        tx.sessions.revoke_all(ana.id, NOW, keep=session.id if keeps else None)

    ended = [getattr(stored(database, each), "revoked_at", None) == NOW for each in (session, others, strangers)]
    assert ended == [not keeps, True, False]


@pytest.mark.parametrize(
    ("days", "idle_days", "live"), [(0, 7, True), (6.9, 7, True), (7.1, 7, False), (29.9, 40, True), (30.1, 40, False)]
)
def test_a_session_lives_while_it_is_used_and_not_too_old(
    database: Database,
    session: Session,
    days: float,
    idle_days: int,
    live: bool,  # noqa: FBT001  a column of the table
) -> None:
    """Whichever ends first."""
    found = stored(database, session)

    assert found
    assert found.is_live(NOW + timedelta(days=days), timedelta(days=idle_days)) is live


def test_a_naive_time_is_refused(database: Database, session: Session) -> None:
    """Nobody knows which time it is."""
    with pytest.raises(Exception, match="naive"), database.transaction() as tx:
        tx.sessions.revoke(session.id, NOW.replace(tzinfo=None))


@pytest.fixture(autouse=True)
def _stays_clean(database: Database) -> Iterator[None]:
    """Whatever a test did, no connection is left in a transaction that would block the next."""
    yield
    database.probe()
