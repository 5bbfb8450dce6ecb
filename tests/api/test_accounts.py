"""Registering, logging in, refreshing, logging out, and one's own account."""

import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import jwt
import pytest
from sqlalchemy import QueuePool, select

from shared.database.tables import refresh_tokens, sessions, users
from shared.resources import Resources
from shared.security.passwords import Passwords
from shared.security.refresh import RefreshSecret
from tests.fixtures.accounts import CHANGE, DELETE, FORGOT, LOGIN, LOGOUT, ME, OTHER, REFRESH, REGISTER, RESET, as_, at_once, later
from tests.fixtures.api import PASSWORD, Answer, Client
from tests.fixtures.databases import ALL_SERVERS

pytestmark = ALL_SERVERS


def exchange(client: Client, session: dict[str, Any]) -> Answer:
    """Exchange a session's refresh token."""
    return client.post(REFRESH, {"refreshToken": session["refreshToken"]})


def is_live(client: Client, session: dict[str, Any]) -> bool:
    """True while the session's access token is accepted by `me`."""
    return replace(client, token=session["accessToken"]).get(ME).status == 200


def rows(resources: Resources, table: Any) -> list[Any]:
    """All rows of a table."""
    with resources.database.transaction() as tx:
        return list(tx.connection.execute(select(table)))


def test_registering_answers_a_session(api: Client) -> None:
    """As the contract says, with the name and language that were asked for."""
    answer = api.post(REGISTER, {"email": "Ana@Example.COM", "password": PASSWORD, "displayName": " Ana Ñ ", "locale": "es"})

    assert (answer.status, answer.headers["cache-control"]) == (201, "no-store")
    assert set(answer.json) == {"user", "accessToken", "tokenType", "expiresIn", "refreshToken"}
    assert (answer.json["tokenType"], answer.json["expiresIn"]) == ("Bearer", 600)
    user = answer.json["user"]
    assert set(user) == {"id", "email", "displayName", "locale", "createdAt"}
    assert (user["email"], user["displayName"], user["locale"]) == ("Ana@example.com", "Ana Ñ", "es")
    assert uuid.UUID(user["id"]).version == 7
    assert datetime.fromisoformat(user["createdAt"]).utcoffset() == timedelta(0)


def test_a_name_is_made_of_the_address(api: Client) -> None:
    """For who gives none."""
    assert api.post(REGISTER, {"email": "ana.lopez@example.com", "password": PASSWORD}).json["user"]["displayName"] == "ana.lopez"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("ana@example.com", "ANA@EXAMPLE.com"),
        ("ana@bücher.example", "ana@xn--bcher-kva.example"),
        ("r\u00e9sum\u00e9@example.com", "re\u0301sume\u0301@example.com"),
    ],
)
def test_check_09_one_address_has_one_account(api: Client, first: str, second: str) -> None:
    """However it is written."""
    assert api.post(REGISTER, {"email": first, "password": PASSWORD}).status == 201

    again = api.post(REGISTER, {"email": second, "password": PASSWORD})

    assert (again.status, again.code) == (409, "email_taken")
    assert api.post(LOGIN, {"email": second, "password": PASSWORD}).status == 200


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("résumé@example.com", "resume@example.com"),
        ("straße@example.com", "strasse@example.com"),
        ("mıke@example.com", "mike@example.com"),
        ("a.b@example.com", "ab@example.com"),
        ("ab+x@example.com", "ab@example.com"),
    ],
)
def test_check_09_two_addresses_have_two_accounts(api: Client, first: str, second: str) -> None:
    """However much they look alike to a database."""
    users = [api.post(REGISTER, {"email": email, "password": PASSWORD}).json["user"]["id"] for email in (first, second)]

    assert users[0] != users[1]


def test_check_08_of_many_that_register_an_address_at_once_one_gets_it(api: Client, account: dict[str, str]) -> None:
    """The others are told that it is taken; nobody gets an error."""
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: api.post(REGISTER, account), range(8)))

    assert sorted(answer.status for answer in answers) == [201] + [409] * 7
    assert len(rows(api.resources, users)) == 1


def test_every_fault_of_a_registration_has_its_pointer(api: Client) -> None:
    """All at once, not the first."""
    answer = api.post(
        REGISTER, {"email": "no address", "password": "h1dden", "displayName": "x" * 101, "locale": "fr", "transport": "x", "y": 1}
    )

    assert (answer.status, answer.code) == (422, "invalid_input")
    assert set(answer.pointers) == {"/email", "/password", "/displayName", "/locale", "/transport", "/y"}
    assert "h1dden" not in answer.data.decode()


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"email": "ana@example.com"}, "/password"),
        ({"password": PASSWORD}, "/email"),
        ({"email": 1, "password": PASSWORD}, "/email"),
        ({"email": ["ana@example.com"], "password": PASSWORD}, "/email"),
        ({"email": " ana@example.com", "password": PASSWORD}, "/email"),
        ({"email": "ana@example.com\n", "password": PASSWORD}, "/email"),
        ({"email": f"{'a' * 65}@example.com", "password": PASSWORD}, "/email"),
        ({"email": "ana@example.com", "password": 123456789012}, "/password"),
        ({"email": "ana@example.com", "password": "a\0" * 10}, "/password"),
        ({"email": "ana@example.com", "password": "\ufdfa" * 1000}, "/password"),
        ({"email": "ana@example.com", "password": PASSWORD, "displayName": "a\nb"}, "/displayName"),
    ],
)
def test_a_faulty_field_is_pointed_at(api: Client, body: dict[str, Any], pointer: str) -> None:
    """Whatever is wrong with it."""
    answer = api.post(REGISTER, body)

    assert (answer.status, answer.pointers) == (422, [pointer])


@pytest.mark.parametrize(
    ("data", "media_type", "status"),
    [
        (b"email=a&password=b", "application/x-www-form-urlencoded", 415),
        (b"{}", "text/plain", 415),
        (b'{"email": "a@example.com", "email": "b@example.com"}', "application/json", 422),
        (b"[]", "application/json", 422),
        (b"{", "application/json", 400),
        (b'{"email": "a@example.com", "password": "\\ud800aaaaaaaaaaaa"}', "application/json", 400),
        (b" " * 20_000, "application/json", 413),
    ],
)
def test_check_21_what_is_no_json_object_is_refused(api: Client, data: bytes, media_type: str, status: int) -> None:
    """An HTML form of another site can send none."""
    assert api.call("POST", LOGIN, data, {"Content-Type": media_type}).status == status


def test_logging_in_begins_another_session(api: Client, account: dict[str, str], session: dict[str, Any]) -> None:
    """The first one goes on."""
    answer = api.post(LOGIN, account)

    assert (answer.status, answer.json["user"]) == (200, session["user"])
    assert answer.json["refreshToken"] != session["refreshToken"]
    assert is_live(api, session)
    assert is_live(api, answer.json)


def test_check_12_a_wrong_password_and_an_unknown_address_get_the_same_answer(
    api: Client, account: dict[str, str], session: dict[str, Any]
) -> None:
    """But for the request's id, byte for byte."""
    answers = [
        api.post(LOGIN, {**account, "password": "another long passphrase"}),
        api.post(LOGIN, {**account, "email": "nobody@example.com"}),
    ]

    told = [{name: value for name, value in answer.json.items() if name != "instance"} for answer in answers]
    assert told[0] == told[1]
    assert [(answer.status, answer.code) for answer in answers] == [(401, "invalid_credentials")] * 2
    assert answers[0].headers.keys() == answers[1].headers.keys()


def test_no_connection_is_held_while_a_password_is_hashed(
    resources: Resources, account: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """There are few of them, and a hash takes long: neither in a registration, a log-in, a change, a reset nor a deletion."""
    resources.database.probe()
    held = []
    in_turn = Passwords._in_turn

    def hashed(self: Passwords, work: Callable[[], Any]) -> Any:
        opened = resources.database._opened
        assert opened
        pool = opened._engine.pool
        assert isinstance(pool, QueuePool)
        held.append(pool.checkedout())
        return in_turn(self, work)

    monkeypatch.setattr(Passwords, "_in_turn", hashed)
    cheap = Client(replace(resources, background=at_once))
    dear = replace(cheap, resources=replace(cheap.resources, passwords=Passwords(resources.settings, memory_kib=64, passes=1)))

    assert cheap.post(REGISTER, account).status == 201
    ana = as_(cheap, dear.post(LOGIN, account).json)
    assert ana.post(CHANGE, {"currentPassword": PASSWORD, "newPassword": OTHER}).status == 204
    cheap.post(FORGOT, {"email": account["email"]})
    (mail,) = (file for file in (resources.settings.home / "mail").glob("*.eml") if b"#token=" in file.read_bytes())
    token = mail.read_text().partition("#token=")[2].split()[0]
    assert cheap.post(RESET, {"token": token, "newPassword": PASSWORD}).status == 204
    ana = as_(cheap, cheap.post(LOGIN, account).json)
    assert ana.post(DELETE, {"password": PASSWORD}).status == 204
    assert held == [0] * 8


@pytest.mark.parametrize("length", [73, 100, 128])
def test_check_03_a_password_is_never_cut_off(api: Client, length: int) -> None:
    """Two that differ in their last character are two."""
    password = (PASSWORD * 5)[: length - 1]
    account = {"email": "ana@example.com", "password": f"{password}a"}
    assert api.post(REGISTER, account).status == 201

    assert api.post(LOGIN, {**account, "password": f"{password}b"}).status == 401
    assert api.post(LOGIN, account).status == 200


def test_check_04_a_password_may_be_typed_on_any_keyboard(api: Client) -> None:
    """The same letters in another encoding are the same password; spaces around it are part of it."""
    account = {"email": "ana@example.com", "password": " caf\u00e9 con \u212b y letras "}
    assert api.post(REGISTER, account).status == 201

    assert api.post(LOGIN, {**account, "password": " cafe\u0301 con A\u030a y letras "}).status == 200
    assert api.post(LOGIN, {**account, "password": "caf\u00e9 con \u00c5 y letras"}).status == 401


def test_check_18_a_log_in_renews_a_hash_of_another_cost(resources: Resources, account: dict[str, str]) -> None:
    """Only the right password does."""
    Client(resources).post(REGISTER, account)
    dearer = Client(replace(resources, passwords=Passwords(resources.settings, memory_kib=64, passes=1)))
    (before,) = rows(resources, users)

    dearer.post(LOGIN, {**account, "password": "another long passphrase"})
    (unchanged,) = rows(resources, users)
    assert dearer.post(LOGIN, account).status == 200
    (after,) = rows(resources, users)

    assert unchanged.password_hash == before.password_hash
    assert after.password_hash.startswith("$argon2id$v=19$m=64,t=1,p=1$")
    assert dearer.post(LOGIN, account).status == 200


def test_check_28_refreshing_exchanges_both_tokens(api: Client, session: dict[str, Any]) -> None:
    """The user is the same, and the chain goes on."""
    second = exchange(api, session)
    third = exchange(api, second.json)

    assert (second.status, second.json["user"], third.status) == (200, session["user"], 200)
    assert len({session["refreshToken"], second.json["refreshToken"], third.json["refreshToken"]}) == 3
    assert second.json["accessToken"] != session["accessToken"]


def test_check_28_the_database_cannot_give_a_refresh_token_away(api: Client, session: dict[str, Any]) -> None:
    """It has neither this one nor the next one in a form that works: a hash of one, and the other sealed with the first."""
    second = exchange(api, session).json
    secrets = [RefreshSecret.parse(made["refreshToken"]).value for made in (session, second)]

    dump = repr(rows(api.resources, refresh_tokens)) + repr(rows(api.resources, sessions)) + repr(rows(api.resources, users))
    assert session["refreshToken"] not in dump
    assert second["refreshToken"] not in dump
    stolen = [value for row in rows(api.resources, refresh_tokens) for value in (row.hash, row.sealed_next) if value]
    assert len(stolen) == 3
    assert [secret for secret in secrets if secret in stolen] == []
    assert {api.post(REFRESH, {"refreshToken": RefreshSecret(value).text}).status for value in stolen} == {401}


def test_check_29_a_second_use_ends_the_session(api: Client, account: dict[str, str], session: dict[str, Any]) -> None:
    """Of the whole chain; the account's other sessions live on."""
    other = api.post(LOGIN, account).json
    second = exchange(api, session).json

    reused = exchange(later(api, seconds=11), session)

    assert (reused.status, reused.code) == (401, "invalid_refresh_token")
    assert exchange(api, second).status == 401
    assert not is_live(api, second)
    assert exchange(api, other).status == 200


def test_check_30_a_lost_answer_can_be_asked_for_again(api: Client, session: dict[str, Any]) -> None:
    """Within 10 s, and it is the same next token."""
    lost, found = exchange(api, session), exchange(later(api, seconds=9), session)

    assert found.status == 200
    assert found.json["refreshToken"] == lost.json["refreshToken"]
    assert exchange(api, found.json).status == 200


def test_check_30_an_answer_that_was_used_was_not_lost(api: Client, session: dict[str, Any]) -> None:
    """Then even within 10 s a second use is a theft."""
    second = exchange(api, session).json
    third = exchange(api, second).json

    assert exchange(api, session).status == 401
    assert exchange(api, third).status == 401


def test_check_31_many_refreshes_at_once_make_one_chain(api: Client, session: dict[str, Any]) -> None:
    """20 of them: all get the same next token, which goes on."""
    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda _: exchange(api, session), range(20)))

    assert {answer.status for answer in answers} == {200}
    assert len({answer.json["refreshToken"] for answer in answers}) == 1
    assert len(rows(api.resources, refresh_tokens)) == 2
    assert exchange(api, answers[0].json).status == 200


@pytest.mark.parametrize("text", ["", "x", "A" * 43, "é" * 43, "A" * 600, "../../etc/passwd", "' OR 1=1 --"])
def test_a_refresh_token_of_nobody_is_refused(api: Client, text: str) -> None:
    """Whatever it looks like."""
    assert api.post(REFRESH, {"refreshToken": text}).status in {401, 422}


def test_check_32_a_session_that_nobody_uses_ends(api: Client, session: dict[str, Any]) -> None:
    """After 7 days without a refresh."""
    assert exchange(later(api, days=7.1), session).code == "invalid_refresh_token"
    assert exchange(later(api, days=6.9), session).status == 200


def test_check_32_a_session_ends_however_much_it_is_used(api: Client, session: dict[str, Any]) -> None:
    """After 30 days."""
    for day in (6, 12, 18, 24, 29.9):
        answer = exchange(later(api, days=day), session)
        assert answer.status == 200
        session = answer.json

    assert exchange(later(api, days=30.1), session).status == 401


@pytest.mark.parametrize("by", ["refresh token", "access token"])
@pytest.mark.parametrize(("scope", "live"), [("this", [False, True]), ("others", [True, False]), ("all", [False, False])])
def test_check_33_logging_out_ends_the_sessions_that_were_meant(
    api: Client, account: dict[str, str], by: str, scope: str, live: list[bool]
) -> None:
    """Told by either token."""
    both = [api.post(REGISTER, account).json, api.post(LOGIN, account).json]
    stranger = api.registered()

    if by == "refresh token":
        answer = api.post(LOGOUT, {"scope": scope, "refreshToken": both[0]["refreshToken"]})
    else:
        answer = replace(api, token=both[0]["accessToken"]).post(LOGOUT, {"scope": scope})

    assert (answer.status, answer.data) == (204, b"")
    assert [is_live(api, session) for session in both] == live
    assert [exchange(api, session).status == 200 for session in both] == live
    assert stranger.get(ME).status == 200


def test_check_33_logging_out_twice_is_fine(api: Client, session: dict[str, Any]) -> None:
    """And so is logging out without ever having been logged in."""
    token = {"refreshToken": session["refreshToken"]}

    assert [api.post(LOGOUT, body).status for body in (token, token, {}, {"refreshToken": "x"})] == [204] * 4
    assert replace(api, token="x").post(LOGOUT, {}).status == 204


def test_a_used_refresh_token_throws_nobody_else_out(api: Client, account: dict[str, str], session: dict[str, Any]) -> None:
    """A thief with an old one ends its session at most."""
    other = api.post(LOGIN, account).json
    exchange(api, session)

    answer = later(api, seconds=11).post(LOGOUT, {"scope": "all", "refreshToken": session["refreshToken"]})

    assert (answer.status, answer.code) == (401, "unauthorized")
    assert is_live(api, other)


def test_ending_other_sessions_needs_a_log_in(api: Client) -> None:
    """Nobody knows whose they were."""
    assert api.post(LOGOUT, {"scope": "others"}).status == 401


def test_me_is_who_is_logged_in(api: Client, session: dict[str, Any]) -> None:
    """The same user as in the session."""
    assert replace(api, token=session["accessToken"]).get(ME).json == session["user"]


def test_name_and_language_can_be_changed(ana: Client) -> None:
    """What is left out stays."""
    before = ana.get(ME).json

    assert ana.post(ME, {"displayName": "Ana Núñez"}).json == {**before, "displayName": "Ana Núñez"}
    assert ana.post(ME, {"locale": "es"}).json == {**before, "displayName": "Ana Núñez", "locale": "es"}
    assert ana.post(ME, {}).json == ana.get(ME).json
    assert ana.post(ME, {"email": "eva@example.com"}).pointers == ["/email"]


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer ", "Bearer a b", "Basic YTpi", "Bearer a.b.c", "Bearer é", f"Bearer {'a' * 5000}"]
)
def test_check_26_without_a_valid_access_token_nothing_is_told(api: Client, header: str) -> None:
    """401, with the scheme that is wanted."""
    answer = api.call("GET", ME, headers={"Authorization": header} if header else {})

    assert (answer.status, answer.code) == (401, "unauthorized")
    assert answer.headers["www-authenticate"].startswith("Bearer")


def test_check_24_a_refresh_token_is_no_access_token_nor_the_reverse(api: Client, session: dict[str, Any]) -> None:
    """Each for its own."""
    assert replace(api, token=session["refreshToken"]).get(ME).status == 401
    assert api.post(REFRESH, {"refreshToken": session["accessToken"][:500]}).status == 401


def test_check_25_the_public_keys_verify_an_access_token(api: Client, session: dict[str, Any]) -> None:
    """Another service needs nothing else, and gets nothing private."""
    answer = api.get("/.well-known/jwks.json")

    assert answer.headers["cache-control"] == "public, max-age=300"
    assert {frozenset(key) for key in answer.json["keys"]} == {frozenset({"kty", "crv", "x", "y", "use", "alg", "kid"})}
    key = jwt.PyJWKSet.from_dict(answer.json)[jwt.get_unverified_header(session["accessToken"])["kid"]]
    claims = jwt.decode(session["accessToken"], key, ["ES256"], audience="http://localhost:7071/api", issuer="http://localhost:7071")
    assert claims["sub"] == session["user"]["id"]
