"""What every account call keeps to: sizes, methods, headers, and who may see whom."""

import json
import socket
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select

from shared.database.tables import users
from shared.resources import Resources
from shared.security.passwords import Passwords
from tests.fixtures.api import ENDPOINTS, PASSWORD, Client
from tests.fixtures.databases import ALL_SERVERS

pytestmark = ALL_SERVERS

REGISTER, LOGIN, REFRESH, LOGOUT, ME = (f"/api/auth/{name}" for name in ("register", "login", "refresh", "logout", "me"))
INJECTIONS = ["' OR '1'='1", '"; DROP TABLE users; --', "1' AND SLEEP(5) --", "\\", "%00", "${7*7}", "{{7*7}}", "<script>alert(1)</script>"]


@pytest.fixture
def account() -> dict[str, str]:
    """An address that nobody has, and a password."""
    return {"email": f"{uuid4().hex}@example.com", "password": PASSWORD}


@pytest.fixture
def no_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    """To hash a password is a failure."""

    def fail(*_arguments: object) -> None:
        raise AssertionError

    monkeypatch.setattr(Passwords, "hash", fail)
    monkeypatch.setattr(Passwords, "verify", fail)


@pytest.mark.parametrize("password", ["a b c d e f g h i j k l m " * 6, "\ufdfa" * 1000, "x" * 10_000])
@pytest.mark.usefixtures("no_hash")
def test_check_02_a_password_that_is_too_long_costs_no_hash(api: Client, account: dict[str, str], password: str) -> None:
    """422, whatever it is made of."""
    answer = api.post(REGISTER, {**account, "password": password})

    assert (answer.status, answer.pointers, answer.json["errors"][0]["code"]) == (422, ["/password"], "too_long")


@pytest.mark.parametrize("path", [REGISTER, LOGIN, REFRESH, LOGOUT, "/api/auth/verify", "/api/auth/password/forgot"])
@pytest.mark.usefixtures("no_hash")
def test_check_02_a_body_that_is_too_large_is_not_even_parsed(api: Client, path: str) -> None:
    """1 MB of what is no JSON, too."""
    answer = api.call("POST", path, b"{" * 1_000_000, {"Content-Type": "application/json"})

    assert answer.status == 413


@pytest.mark.parametrize("field", ["email", "password", "displayName"])
@pytest.mark.parametrize("text", ["\\u0000", "\\ud800", "\\udfff\\ud800"])
def test_check_04_what_no_keyboard_has_is_refused(api: Client, account: dict[str, str], field: str, text: str) -> None:
    """NUL and lone surrogates, in any field: never an error of ours."""
    body = json.dumps({**account, field: "HERE"}).replace("HERE", f"a{text}bcdefghijkl")

    assert api.call("POST", REGISTER, body.encode(), {"Content-Type": "application/json"}).status in {400, 422}


def test_check_11_a_password_does_not_contain_the_address(api: Client) -> None:
    """Nor the product's name."""
    for password in ("ana.lopez loves tea", "LIENZO forever and ever"):
        answer = api.post(REGISTER, {"email": "ana.lopez@example.com", "password": password})
        assert (answer.status, answer.json["errors"][0]["code"]) == (422, "contains_context")


@pytest.mark.parametrize("state", ["disabled", "unknown", "wrong password"])
def test_check_12_every_failed_log_in_costs_one_hash(
    api: Client, account: dict[str, str], monkeypatch: pytest.MonkeyPatch, state: str
) -> None:
    """At today's cost, and none more: time does not tell them apart, and neither does the answer."""
    session = api.post(REGISTER, account).json
    if state == "disabled":
        with api.resources.database.transaction() as tx:
            tx.connection.execute(users.update().values(disabled_at=users.c.created_at))
    tried = {
        "disabled": account,
        "unknown": {**account, "email": "nobody@example.com"},
        "wrong password": {**account, "password": f"{PASSWORD}!"},
    }[state]
    verified: list[str] = []
    verify = Passwords.verify

    def counted(self: Passwords, password_hash: str | None, password: str) -> None:
        verified.append(password)
        verify(self, password_hash, password)

    monkeypatch.setattr(Passwords, "verify", counted)
    monkeypatch.setattr(Passwords, "hash", lambda *_: pytest.fail("a second hash"))
    answer = api.post(LOGIN, tried)

    assert (answer.status, answer.code, answer.json["detail"]) == (
        401,
        "invalid_credentials",
        "The e-mail address or the password is not right.",
    )
    assert len(verified) == 1
    assert session["user"]["id"].encode() not in answer.data


@pytest.mark.parametrize("injection", INJECTIONS)
def test_what_is_typed_is_only_text(api: Client, account: dict[str, str], injection: str) -> None:
    """In every field, of every call."""
    made = api.post(REGISTER, {**account, "password": f"{injection} and more words", "displayName": injection})
    assert (made.status, made.json["user"]["displayName"]) == (201, injection)

    for path, body in [
        (LOGIN, {"email": f"{injection}@example.com", "password": injection}),
        (REFRESH, {"refreshToken": injection}),
        (LOGOUT, {"refreshToken": injection}),
        ("/api/auth/verify", {"token": injection}),
        ("/api/auth/password/reset", {"token": injection, "newPassword": PASSWORD}),
        ("/api/auth/password/forgot", {"email": f"{injection}@example.com"}),
    ]:
        assert api.post(path, body).status in {202, 204, 401, 422}
    with api.resources.database.transaction() as tx:
        assert len(tx.connection.execute(select(users.c.id)).all()) == 1


@pytest.mark.parametrize("name", ["access_token", "token", "code"])
def test_check_26_a_token_in_an_address_opens_nothing(ana: Client, name: str, caplog: pytest.LogCaptureFixture) -> None:
    """And is in no line of the log."""
    caplog.set_level("DEBUG")
    answer = replace(ana, token=None).get(f"{ME}?{name}={ana.token}")

    assert answer.status == 401
    assert ana.token
    assert ana.token not in caplog.text


@pytest.mark.parametrize(
    ("header", "status"),
    [("bearer {0}", 200), ("BEARER {0}", 200), ("Bearer  {0}", 401), ("Bearer {0} ", 401), ("Bearer {0}, Bearer {0}", 401)],
)
def test_check_26_one_token_is_wanted(ana: Client, header: str, status: int) -> None:
    """After the scheme in any case; two of them are none, and so the host sends two headers on."""
    answer = replace(ana, token=None).get(ME, Authorization=header.format(ana.token))

    assert answer.status == status


def test_check_22_no_token_makes_the_service_call_anybody(ana: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever address is in its header."""
    ana.get(ME)

    def connect(*_arguments: object, **_options: object) -> None:
        raise AssertionError

    monkeypatch.setattr(socket.socket, "connect", connect)
    header = "eyJhbGciOiJFUzI1NiIsInR5cCI6ImF0K2p3dCIsImtpZCI6IngiLCJqa3UiOiJodHRwOi8vMTI3LjAuMC4xOjkvIn0"

    assert replace(ana, token=f"{header}.e30.AAAA").get(ME).status == 401


def test_check_27_an_access_token_tells_nothing_of_the_person(ana: Client) -> None:
    """It is shorter than 1 KB, and has no address."""
    assert ana.token
    assert len(ana.token) < 1024
    assert "@" not in ana.token


def test_check_36_the_cookie_is_small(api: Client, account: dict[str, str]) -> None:
    """And has no Domain."""
    cookie = api.post(REGISTER, {**account, "transport": "cookie"}).headers["set-cookie"]

    assert len(cookie) < 4096
    assert "domain" not in cookie.lower()


def test_check_37_no_other_origin_is_let_in(api: Client, account: dict[str, str]) -> None:
    """The web app has the API's origin, so no answer has a CORS header."""
    for origin in ("https://spa.example.evil.com", "http://localhost:7071", "null"):
        answer = api.call("POST", REGISTER, headers={"Origin": origin}, body={**account, "email": f"{uuid4().hex}@example.com"})
        assert not [name for name in answer.headers if name.startswith("access-control-")]


@pytest.mark.parametrize("public_url", ["http://localhost:7071", "https://pictures.example.com"])
def test_check_38_every_account_answer_has_its_headers(resources: Resources, account: dict[str, str], public_url: str) -> None:
    """Kept nowhere, taken for nothing else, and over HTTPS only where there is HTTPS."""
    settings = resources.settings.model_copy(update={"public_url": public_url})
    api = Client(replace(resources, settings=settings, background=lambda _name, _work: None))
    bodies: dict[str, Any] = {
        REGISTER: account,
        LOGIN: account,
        REFRESH: {},
        LOGOUT: {},
        "/api/auth/password/forgot": {"email": account["email"]},
    }

    for answer in [api.post(path, body) for path, body in bodies.items()] + [api.get(ME)]:
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers.get("strict-transport-security") == ("max-age=63072000" if public_url.startswith("https") else None)
        assert "server" not in answer.headers
        assert not answer.data or answer.headers["content-type"] in {"application/json", "application/problem+json"}


def test_check_40_an_error_of_ours_tells_nothing(api: Client, account: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """No trace, no name of a class."""

    def fail(*_arguments: object) -> None:
        raise KeyError("a name of ours")

    monkeypatch.setattr(Passwords, "hash", fail)

    answer = api.post(REGISTER, account)

    assert (answer.status, answer.code) == (500, "internal_error")
    assert b"KeyError" not in answer.data


@pytest.mark.usefixtures("api")
def test_account_functions_sort_before_the_page() -> None:
    """The host takes the first match in alphabetical order, and `web` takes everything."""
    names = [endpoint.name for endpoint in ENDPOINTS if endpoint.route.startswith(("api/auth", ".well-known"))]

    assert len(names) == 14
    assert all(name.startswith("auth_") for name in names)
