"""How often a password may be tried, and that nobody slips by or is locked out."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from auth_functions.throttle import FAILURES_OF_ACCOUNT, PASSWORDS_OF_USER
from shared.database import Database
from shared.resources import Resources
from shared.security.liveness import Liveness
from tests.fixtures.accounts import FORGOT, LOGIN, ME, OTHER, REFRESH, REGISTER, later
from tests.fixtures.api import PASSWORD, Answer, Client
from tests.fixtures.databases import ALL_SERVERS

pytestmark = ALL_SERVERS


@pytest.fixture
def proxied(resources: Resources) -> Client:
    """A client of a service behind one proxy."""
    settings = resources.settings.model_copy(update={"trusted_proxies": 1})
    return Client(replace(resources, settings=settings, background=lambda _name, _work: None))


def via(client: Client, forwarded: str, path: str, body: Mapping[str, Any]) -> Answer:
    """POST through the proxy."""
    return client.call("POST", path, headers={"X-Forwarded-For": forwarded}, body=body)


def fail(client: Client, account: Mapping[str, str], times: int = FAILURES_OF_ACCOUNT.most) -> list[Answer]:
    """Try wrong passwords."""
    return [client.post(LOGIN, {**account, "password": f"{OTHER} {number}"}) for number in range(times)]


@pytest.mark.parametrize("exists", [True, False])
def test_check_13_the_sixth_try_is_refused(api: Client, account: dict[str, str], exists: bool) -> None:  # noqa: FBT001  a parameter
    """Even with the right password; and the same for an account that does not exist."""
    if exists:
        api.post(REGISTER, account)

    assert {answer.status for answer in fail(api, account)} == {401}
    refused = api.post(LOGIN, account)

    assert (refused.status, refused.code) == (429, "too_many_attempts")
    assert 0 < int(refused.headers["retry-after"]) <= 300


def test_check_13_another_address_is_refused_too(proxied: Client, account: dict[str, str]) -> None:
    """The account is counted, from wherever the tries come."""
    via(proxied, "192.0.2.1", REGISTER, account)
    for number in range(5):
        via(proxied, f"192.0.2.{number}", LOGIN, {**account, "password": OTHER})

    assert via(proxied, "198.51.100.1", LOGIN, account).code == "too_many_attempts"


@pytest.mark.parametrize("written", ["{0}@EXAMPLE.com", "{0}@example.com"])
def test_check_13_an_address_is_counted_however_it_is_written(api: Client, written: str) -> None:
    """It is one account."""
    name = uuid4().hex.upper()
    fail(api, {"email": written.format(name)})

    assert api.post(LOGIN, {"email": f"{name.lower()}@example.com", "password": PASSWORD}).status == 429


def test_check_14_a_spray_over_many_accounts_is_refused(proxied: Client) -> None:
    """10 failures a minute from one address; another address goes on."""
    answers = [via(proxied, "192.0.2.1:4711", LOGIN, {"email": f"a{n}@example.com", "password": OTHER}) for n in range(11)]

    assert [answer.status for answer in answers] == [401] * 10 + [429]
    assert via(proxied, "192.0.2.2", LOGIN, {"email": "b@example.com", "password": OTHER}).status == 401
    assert via(later(proxied, seconds=61), "192.0.2.1", LOGIN, {"email": "b@example.com", "password": OTHER}).status == 401


def test_check_14_an_address_that_is_refused_adds_nothing_to_an_account(proxied: Client, account: dict[str, str]) -> None:
    """So that it cannot lock accounts by the thousand."""
    via(proxied, "192.0.2.9", REGISTER, account)
    for number in range(20):
        via(proxied, "192.0.2.1", LOGIN, {"email": f"a{number}@example.com", "password": OTHER})
    for _ in range(20):
        via(proxied, "192.0.2.1", LOGIN, {**account, "password": OTHER})

    assert via(proxied, "192.0.2.9", LOGIN, account).status == 200


def test_check_14_thirty_logins_a_minute_from_an_address(proxied: Client, account: dict[str, str]) -> None:
    """Also successful ones."""
    via(proxied, "192.0.2.9", REGISTER, account)

    answers = [via(proxied, "192.0.2.1", LOGIN, account) for _ in range(31)]

    assert [answer.status for answer in answers] == [200] * 30 + [429]


def test_check_14_twenty_registrations_a_minute_from_an_address(proxied: Client) -> None:
    """The 21st waits."""
    answers = [via(proxied, "192.0.2.1", REGISTER, {"email": f"a{n}@example.com", "password": PASSWORD}) for n in range(21)]

    assert [answer.status for answer in answers] == [201] * 20 + [429]


def test_check_14_resets_are_counted_by_account_and_address(proxied: Client) -> None:
    """5 and 20 a minute."""
    by_account = [via(proxied, f"192.0.2.{n}", FORGOT, {"email": "ana@example.com"}) for n in range(6)]
    by_address = [via(proxied, "198.51.100.1", FORGOT, {"email": f"a{n}@example.com"}) for n in range(21)]

    assert [answer.status for answer in by_account] == [202] * 5 + [429]
    assert [answer.status for answer in by_address] == [202] * 20 + [429]


def test_check_15_a_lock_clears_by_time(api: Client, account: dict[str, str]) -> None:
    """5 minutes after the first try, however many were made."""
    api.post(REGISTER, account)
    fail(api, account, 20)

    assert later(api, minutes=4).post(LOGIN, account).status == 429
    assert later(api, minutes=5.1).post(LOGIN, account).status == 200


def test_check_15_who_is_logged_in_goes_on(api: Client, account: dict[str, str]) -> None:
    """Strangers who try passwords disturb nobody: neither calls, nor refreshes, nor a change of the password."""
    session = api.post(REGISTER, account).json
    fail(api, account, 20)
    ana = replace(api, token=session["accessToken"])

    assert ana.get(ME).status == 200
    assert api.post(REFRESH, {"refreshToken": session["refreshToken"]}).status == 200
    assert ana.post("/api/auth/password", {"currentPassword": PASSWORD, "newPassword": OTHER}).status == 204


def test_check_16_what_a_caller_writes_changes_nothing(proxied: Client) -> None:
    """The address is the one that our own proxy adds at the right."""
    answers = [via(proxied, f"1.2.3.{n}, 192.0.2.1", LOGIN, {"email": f"a{n}@example.com", "password": OTHER}) for n in range(11)]

    assert answers[-1].status == 429


def test_check_16_all_instances_count_together(resources: Resources, account: dict[str, str]) -> None:
    """The counters are in the database."""
    other = Database(resources.database._settings)
    one, two = Client(resources), Client(replace(resources, database=other, liveness=Liveness()))
    fail(one, account, 3)
    fail(two, account, 2)

    assert (one.post(LOGIN, account).status, two.post(LOGIN, account).status) == (429, 429)
    other.close()


def test_check_17_success_resets_the_counter(api: Client, account: dict[str, str]) -> None:
    """Four wrong, one right, four wrong, one right."""
    api.post(REGISTER, account)

    for _ in range(3):
        fail(api, account, 4)
        assert api.post(LOGIN, account).status == 200


def test_check_17_of_many_tries_at_once_five_are_looked_at(api: Client, account: dict[str, str], looked: list[str]) -> None:
    """100 of them."""
    api.post(REGISTER, account)

    with ThreadPoolExecutor(100) as pool:
        answers = list(pool.map(lambda n: api.post(LOGIN, {**account, "password": f"{OTHER} {n}"}), range(100)))

    assert len(looked) == 5
    assert sorted(answer.status for answer in answers) == [401] * 5 + [429] * 95


def test_a_person_may_be_wrong_about_the_own_password_five_times(ana: Client) -> None:
    """Then even the right one waits."""
    bodies = [{"currentPassword": f"{OTHER} {n}", "newPassword": f"{OTHER} new"} for n in range(PASSWORDS_OF_USER.most)]

    assert {ana.post("/api/auth/password", body).code for body in bodies} == {"invalid_credentials"}
    assert ana.post("/api/auth/password", {**bodies[0], "currentPassword": PASSWORD}).status == 429
    assert ana.post("/api/auth/me/delete", {"password": PASSWORD}).status == 429


def test_without_a_trusted_proxy_only_accounts_are_counted(api: Client) -> None:
    """All callers would be one otherwise."""
    answers = [via(api, "192.0.2.1", LOGIN, {"email": f"a{n}@example.com", "password": OTHER}) for n in range(12)]

    assert {answer.status for answer in answers} == {401}
