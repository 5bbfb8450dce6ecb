"""What every account call keeps to: sizes, methods, headers, and who may see whom."""

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from uuid import uuid4

import jwt
import pytest
from pydantic import SecretStr
from sqlalchemy import event, select

import auth_functions
from auth_functions.operation import Operation
from shared.database.tables import users
from shared.security.keys import load_keys, new_key
from shared.security.passwords import Passwords
from tests.fixtures.accounts import LOGIN, LOGOUT, ME, OTHER, REFRESH, REGISTER, as_, with_settings
from tests.fixtures.api import ENDPOINTS, PASSWORD, Client
from tests.fixtures.databases import ALL_SERVERS

pytestmark = ALL_SERVERS

INJECTIONS = ["' OR '1'='1", '"; DROP TABLE users; --', "1' AND SLEEP(5) --", "\\", "%00", "${7*7}", "{{7*7}}", "<script>alert(1)</script>"]


@contextmanager
def statements(client: Client) -> Iterator[list[str]]:
    """What the database is told meanwhile: the first words of each statement, and where a transaction begins."""
    client.resources.database.probe()
    opened = client.resources.database._opened
    assert opened
    run: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(("PRAGMA", "BEGIN")):
            run.append(" ".join(statement.split()[:3]).upper())

    def begin(_connection: object) -> None:
        run.append("BEGIN")

    event.listen(opened._engine, "before_cursor_execute", note)
    event.listen(opened._engine, "begin", begin)
    try:
        yield run
    finally:
        event.remove(opened._engine, "before_cursor_execute", note)
        event.remove(opened._engine, "begin", begin)


def counted(client: Client) -> list[str]:
    """The statements that count one try: SQLite tells the number at once, MySQL has to be asked."""
    opened = client.resources.database._opened
    assert opened
    return ["INSERT"] if opened._engine.dialect.name == "sqlite" else ["INSERT", "SELECT"]


@pytest.fixture
def no_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    """To hash a password is a failure."""

    def fail(*_arguments: object) -> None:
        raise AssertionError

    monkeypatch.setattr(Passwords, "hash", fail)
    monkeypatch.setattr(Passwords, "verify", fail)


@pytest.mark.parametrize(("length", "status"), [(11, 422), (12, 201), (64, 201), (128, 201), (129, 422)])
def test_check_01_a_password_of_a_good_length_logs_in(api: Client, account: dict[str, str], length: int, status: int) -> None:
    """Any letters will do."""
    chosen = {**account, "password": (f"{OTHER} " * 9)[:length]}

    assert api.post(REGISTER, chosen).status == status
    assert api.post(LOGIN, chosen).status == (200 if status == 201 else 401)


@pytest.mark.parametrize("password", ["password1234", "123456789012", "qwertyuiop[]"])
def test_check_01_what_everybody_tries_first_is_refused(api: Client, account: dict[str, str], password: str) -> None:
    """With the field, and a code that a client can tell people about."""
    refused = api.post(REGISTER, {**account, "password": password})

    assert (refused.status, refused.pointers) == (422, ["/password"])
    assert refused.json["errors"][0]["code"] in {"too_common", "too_simple"}


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
def test_check_12_every_failed_log_in_costs_the_same(
    api: Client, account: dict[str, str], looked: list[str], monkeypatch: pytest.MonkeyPatch, state: str
) -> None:
    """One hash at today's cost, and as many transactions: time does not tell them apart, and neither does the answer."""
    session = api.post(REGISTER, account).json
    if state == "disabled":
        Operation(api.resources).set_disabled(account["email"], disabled=True)
    tried = {
        "disabled": account,
        "unknown": {**account, "email": "nobody@example.com"},
        "wrong password": {**account, "password": f"{PASSWORD}!"},
    }[state]

    monkeypatch.setattr(Passwords, "hash", lambda *_: pytest.fail("a second hash"))
    with statements(api) as run:
        answer = api.post(LOGIN, tried)

    assert (answer.status, answer.code, answer.json["detail"]) == (
        401,
        "invalid_credentials",
        "The e-mail address or the password is not right.",
    )
    assert len(looked) == 1
    # The try is counted and the account looked up; then, when the password was looked at, the event is written down.
    assert [words.split()[0] for words in run] == ["BEGIN", *counted(api), "SELECT", "BEGIN", "INSERT"]
    assert session["user"]["id"].encode() not in answer.data


def test_a_log_in_is_two_short_transactions(api: Client, account: dict[str, str]) -> None:
    """Each statement costs others their log-ins per second."""
    api.post(REGISTER, account)

    with statements(api) as run:
        assert api.post(LOGIN, account).status == 200

    # Counted and looked up; then the session begins, with its first token, and the event is written down.
    assert [words.split()[0] for words in run] == ["BEGIN", *counted(api), "SELECT", "BEGIN", "DELETE", "INSERT", "INSERT", "INSERT"]


@pytest.mark.parametrize("exists", [False, True])
def test_check_07_a_registration_runs_the_same_statements(api: Client, account: dict[str, str], exists: bool) -> None:  # noqa: FBT001  a parameter
    """Where addresses are verified: whether or not there is an account, so that its time does not tell."""
    verifying = with_settings(api, email_verification="on")
    quiet = replace(verifying, resources=replace(verifying.resources, background=lambda _name, _work: None))
    if exists:
        quiet.post(REGISTER, account)

    with statements(api) as run:
        assert quiet.post(REGISTER, account).status == 202

    # The first transaction counts the caller's tries, if the caller's address is known.
    assert run == ["BEGIN", "BEGIN", "INSERT INTO USERS", "INSERT INTO EVENTS"]


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


@pytest.mark.parametrize("header", ["jku", "x5u"])
def test_check_22_no_token_makes_the_service_call_anybody(ana: Client, monkeypatch: pytest.MonkeyPatch, header: str) -> None:
    """Though it names our key, and an address where another one is said to be."""
    assert ana.token
    thief = new_key()
    (key,) = load_keys(with_settings(ana, signing_keys=SecretStr(json.dumps({"keys": [thief]}))).resources.settings)
    claims = jwt.decode(ana.token, options={"verify_signature": False})
    headers = {**jwt.get_unverified_header(ana.token), header: "http://127.0.0.1:9/keys"}
    forged = jwt.encode(claims, key.private, "ES256", headers=headers)
    ana.get(ME)

    def connect(*_arguments: object, **_options: object) -> None:
        raise AssertionError

    monkeypatch.setattr(socket.socket, "connect", connect)

    assert replace(ana, token=forged).get(ME).status == 401


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
def test_check_38_every_account_answer_has_its_headers(api: Client, account: dict[str, str], public_url: str) -> None:
    """Of every call, taken or refused: kept nowhere, taken for nothing else, and over HTTPS only where there is HTTPS."""
    client = with_settings(api, public_url=public_url)
    calls = [(endpoint.methods[0], endpoint.route) for endpoint in auth_functions.ENDPOINTS if endpoint.route.startswith("api/auth/")]
    assert len(calls) == 13

    for method, route in calls:
        url, refused = f"/{route.replace('{id}', str(uuid4()))}", client.call(method, f"/{route}", body={})
        taken = as_(client, client.post(REGISTER, {**account, "email": f"{uuid4().hex}@example.com"}).json)
        for answer in (refused, taken.call(method, url, body=account if url in {REGISTER, LOGIN} else {})):
            assert answer.headers["cache-control"] == "no-store", url
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
