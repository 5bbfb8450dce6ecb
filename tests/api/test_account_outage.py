"""A database server that stops or hangs: the callers are told so, and the same process goes on when it is back."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from shared.database import Database
from shared.resources import Resources
from tests.fixtures.accounts import LOGIN, ME, REFRESH, REGISTER, as_
from tests.fixtures.api import Answer, Client
from tests.fixtures.databases import MariaDB

# The other services need a database of their own, which none of the calls here uses.
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
def api(resources: Resources, own_mariadb: MariaDB) -> Iterator[Client]:
    """A client of a service on a server of this test's own."""
    database = Database(own_mariadb.settings)
    database.upgrade()
    yield Client(replace(resources, database=database))
    database.close()


def is_told_to_wait(answer: Answer) -> bool:
    """True for the answer of a service whose database is not there."""
    return (answer.status, answer.code) == (503, "database_unavailable") and int(answer.headers["retry-after"]) > 0


def test_check_40_a_database_that_stops_is_a_503_and_heals(api: Client, own_mariadb: MariaDB, account: dict[str, str]) -> None:
    """Nobody is logged out by it."""
    session = api.post(REGISTER, account).json
    own_mariadb.stop()

    answers = [api.post(LOGIN, account), api.post(REFRESH, {"refreshToken": session["refreshToken"]}), as_(api, session).get(ME)]

    assert [is_told_to_wait(answer) for answer in answers] == [True] * 3
    own_mariadb.start()
    assert as_(api, session).get(ME).status == 200
    assert api.post(REFRESH, {"refreshToken": session["refreshToken"]}).status == 200
    assert api.post(LOGIN, account).status == 200


def test_check_40_a_database_that_hangs_is_a_503_and_heals(api: Client, own_mariadb: MariaDB, account: dict[str, str]) -> None:
    """With a connection that was kept, and with a new one; how long it may take is seen to by the settings of the connections."""
    api.post(REGISTER, account)
    own_mariadb.freeze()

    answers = [api.post(LOGIN, account) for _ in range(2)]

    assert [is_told_to_wait(answer) for answer in answers] == [True] * 2
    own_mariadb.thaw()
    assert api.post(LOGIN, account).status == 200
