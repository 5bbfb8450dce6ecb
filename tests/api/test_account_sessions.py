"""Sessions are listed and ended, and what was ended works nowhere any more."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import jwt
import pytest

from auth_functions.operation import Operation
from shared.database import Database
from shared.resources import Resources
from shared.security.liveness import Liveness
from shared.security.tokens import AccessTokens
from tests.fixtures.accounts import CHANGE, LOGIN, LOGOUT, ME, OTHER, REFRESH, REGISTER, SESSIONS, as_, at_once, later
from tests.fixtures.api import PASSWORD, Client
from tests.fixtures.databases import ALL_SERVERS

pytestmark = ALL_SERVERS

EVERY_KIND_OF_CALL = ("/api/images", "/api/renditions", SESSIONS, ME)


@pytest.fixture
def api(resources: Resources) -> Client:
    """A client of a service that sends its mail before it answers."""
    return Client(replace(resources, background=at_once))


@pytest.fixture
def both(api: Client, account: dict[str, str]) -> list[dict[str, Any]]:
    """Two sessions of one account."""
    return [api.post(REGISTER, account).json, api.post(LOGIN, account).json]


def elsewhere(client: Client) -> Client:
    """Another process, which remembers nothing of this one's."""
    return replace(client, resources=replace(client.resources, liveness=Liveness()))


def statuses(client: Client, session: dict[str, Any]) -> set[int]:
    """What calls of every kind answer."""
    return {as_(client, session).get(url).status for url in EVERY_KIND_OF_CALL}


@contextmanager
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[bool]]:
    """The transactions that are begun meanwhile."""
    begun: list[bool] = []
    transaction = Database.transaction

    def counting(self: Database, *, read_only: bool = False) -> Any:
        begun.append(read_only)
        return transaction(self, read_only=read_only)

    with monkeypatch.context() as patch:
        patch.setattr(Database, "transaction", counting)
        yield begun


def test_sessions_are_listed_with_what_one_needs_to_know_them_by(api: Client, account: dict[str, str]) -> None:
    """The one used last comes first, and one's own is marked."""
    headers = {"User-Agent": "Firefox on a\tlaptop"}
    first = api.call("POST", REGISTER, headers=headers, body=account).json
    later(api, hours=1).post(LOGIN, account)

    items = as_(api, first).get(SESSIONS).json["items"]

    assert [(item["client"], item["current"]) for item in items] == [(None, False), ("Firefox on alaptop", True)]
    assert set(items[0]) == {"id", "createdAt", "lastUsedAt", "expiresAt", "client", "current"}


def test_a_session_that_has_ended_is_not_listed(api: Client, account: dict[str, str], both: list[dict[str, Any]]) -> None:
    """By a log-out or by age."""
    as_(api, both[1]).post(LOGOUT, {})
    later(api, days=-8).post(LOGIN, account)

    assert [item["current"] for item in as_(api, both[0]).get(SESSIONS).json["items"]] == [True]


def test_a_session_can_be_ended_from_another(api: Client, both: list[dict[str, Any]]) -> None:
    """Twice is fine."""
    ana = as_(api, both[0])
    (other,) = (item["id"] for item in ana.get(SESSIONS).json["items"] if not item["current"])

    answers = [ana.post(f"{SESSIONS}/{other}/revoke", {}) for _ in range(2)]

    assert [(answer.status, answer.data) for answer in answers] == [(204, b"")] * 2
    assert (statuses(api, both[0]), statuses(api, both[1])) == ({200}, {401})
    assert api.post(REFRESH, {"refreshToken": both[1]["refreshToken"]}).status == 401


@pytest.mark.parametrize("name", ["of a stranger", "00000000-0000-7000-8000-000000000000", "no-id"])
def test_a_session_of_somebody_else_is_not_found(api: Client, both: list[dict[str, Any]], name: str) -> None:
    """As one that does not exist."""
    eva = api.registered()
    if name == "of a stranger":
        name = as_(api, both[0]).get(SESSIONS).json["items"][0]["id"]

    assert eva.post(f"{SESSIONS}/{name}/revoke", {}).status == 404
    assert statuses(api, both[0]) == statuses(api, both[1]) == {200}


@pytest.mark.parametrize("scope", ["this", "all"])
def test_check_33_a_log_out_ends_access_everywhere_within_a_minute(api: Client, both: list[dict[str, Any]], scope: str) -> None:
    """At once in the process that hears of it, and after 20 s in one that had just looked: the clock is set forward by as much."""
    other_process = elsewhere(api)
    assert statuses(other_process, both[0]) == {200}

    as_(api, both[0]).post(LOGOUT, {"scope": scope})

    assert statuses(api, both[0]) == {401}
    assert statuses(later(other_process, seconds=20), both[0]) == {401}


def test_check_33_a_session_is_looked_up_every_20_seconds_at_most(
    api: Client, both: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A call costs no look-up otherwise."""
    as_(api, both[0]).get("/api/operations")
    url = "/api/renditions"
    with counted(monkeypatch) as first:
        as_(elsewhere(api), both[0]).get(url)
    process = elsewhere(api)
    as_(process, both[0]).get(url)
    with counted(monkeypatch) as second:
        as_(process, both[0]).get(url)

    assert len(first) - len(second) == 1


def test_check_34_a_changed_password_ends_the_other_sessions(api: Client, account: dict[str, str], both: list[dict[str, Any]]) -> None:
    """This one goes on; the current password is asked for."""
    ana = as_(api, both[0])

    refused = ana.post(CHANGE, {"currentPassword": OTHER, "newPassword": OTHER})
    assert (refused.status, refused.code) == (401, "invalid_credentials")
    done = ana.post(CHANGE, {"currentPassword": PASSWORD, "newPassword": OTHER})

    assert (done.status, done.data) == (204, b"")
    assert (statuses(api, both[0]), statuses(api, both[1])) == ({200}, {401})
    assert api.post(REFRESH, {"refreshToken": both[0]["refreshToken"]}).status == 200
    assert api.post(LOGIN, account).status == 401
    assert api.post(LOGIN, {**account, "password": OTHER}).status == 200


@pytest.mark.parametrize("password", ["short", "lienzo is the best", "qwertyuiopas"])
def test_a_changed_password_follows_the_rules(ana: Client, password: str) -> None:
    """Of a registration."""
    answer = ana.post(CHANGE, {"currentPassword": PASSWORD, "newPassword": password})

    assert (answer.status, answer.pointers) == (422, ["/newPassword"])


def test_check_34_a_disabled_account_is_shut_everywhere(api: Client, account: dict[str, str], both: list[dict[str, Any]]) -> None:
    """No call, no refresh, no log-in, no new password; and opening it again brings no session back."""
    operation = Operation(elsewhere(api).resources)
    operation.set_disabled(account["email"], disabled=True)
    process = later(api, seconds=21)

    assert statuses(process, both[0]) == {401}
    assert api.post(REFRESH, {"refreshToken": both[0]["refreshToken"]}).status == 401
    wrong = api.post(LOGIN, {"email": "nobody@example.com", "password": PASSWORD})
    shut = api.post(LOGIN, account)
    assert (shut.status, shut.code, shut.json["detail"]) == (401, "invalid_credentials", wrong.json["detail"])
    api.post("/api/auth/password/forgot", {"email": account["email"]})
    assert not (api.resources.settings.home / "mail").exists()

    operation.set_disabled(account["email"], disabled=False)
    assert statuses(process, both[0]) == {401}
    assert api.post(LOGIN, account).status == 200


def test_check_25_a_rotation_of_the_keys_logs_nobody_out(api: Client, both: list[dict[str, Any]]) -> None:
    """The old access token and the refresh token go on; in a quarter of an hour the new key signs, and both are public."""
    operation = Operation(api.resources)
    before = {key["kid"] for key in api.get("/.well-known/jwks.json").json["keys"]}
    operation.rotate_keys()
    restarted = replace(api, resources=replace(api.resources, tokens=AccessTokens(api.resources.settings)))

    assert statuses(restarted, both[0]) == {200}
    soon, late = (
        later(restarted, minutes=minutes).post(REFRESH, {"refreshToken": session["refreshToken"]}).json
        for minutes, session in zip((5, 15), both, strict=True)
    )
    new, old = (key["kid"] for key in restarted.get("/.well-known/jwks.json").json["keys"])
    assert [jwt.get_unverified_header(session["accessToken"])["kid"] for session in (soon, late)] == [old, new]
    assert before == {old}
    assert restarted.post(REFRESH, {"refreshToken": soon["refreshToken"]}).status == 200


def test_check_29_the_person_is_told_of_a_stolen_token(api: Client, both: list[dict[str, Any]]) -> None:
    """By mail; and it is in the journal."""
    api.post(REFRESH, {"refreshToken": both[0]["refreshToken"]})

    later(api, seconds=11).post(REFRESH, {"refreshToken": both[0]["refreshToken"]})

    (mail,) = (api.resources.settings.home / "mail").glob("*.eml")
    assert b"We have ended one of your sessions" in mail.read_bytes()
    (event,) = Operation(api.resources).events(days=1, limit=9, name="refresh_reused")
    assert str(event.user_id) == both[0]["user"]["id"]
    assert (statuses(api, both[0]), statuses(api, both[1])) == ({401}, {200})


def test_check_36_logging_out_everywhere_clears_the_browser(api: Client, both: list[dict[str, Any]]) -> None:
    """Pictures may be in its cache."""
    all_, this = (as_(api, session).post(LOGOUT, {"scope": scope}) for session, scope in ((both[0], "all"), (both[1], "this")))

    assert all_.headers["clear-site-data"] == '"cache", "storage"'
    assert "clear-site-data" not in this.headers
