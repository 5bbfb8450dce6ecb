"""The refresh token in a cookie: out of the reach of scripts, and of no use to other sites."""

import re
from dataclasses import replace
from typing import Any

import pytest

from shared.resources import Resources
from tests.fixtures.accounts import LOGIN, LOGOUT, REFRESH, REGISTER
from tests.fixtures.api import PASSWORD, Answer, Client
from tests.fixtures.databases import ALL_SERVERS

pytestmark = ALL_SERVERS

OWN_PAGE = {"Sec-Fetch-Site": "same-origin"}
ACCOUNT = {"email": "ana@example.com", "password": PASSWORD, "transport": "cookie"}


def with_cookie(client: Client, path: str, cookie: str, headers: dict[str, str], body: dict[str, Any] | None = None) -> Answer:
    """POST JSON as a browser does."""
    return client.call("POST", path, headers={"Cookie": f"theme=dark; {cookie}; lang=es", **headers}, body=body or {})


def pair(answer: Answer) -> str:
    """The name and value of the cookie that was set."""
    return answer.headers["set-cookie"].partition(";")[0]


@pytest.fixture
def cookie(api: Client) -> str:
    """The cookie of a new account."""
    return pair(api.post(REGISTER, ACCOUNT))


def test_check_36_a_browsers_refresh_token_is_only_in_the_cookie(api: Client) -> None:
    """Scripts cannot read it, other sites do not send it."""
    answer = api.post(REGISTER, ACCOUNT)

    assert "refreshToken" not in answer.json
    written = re.fullmatch(r"lienzo-refresh=[\w-]{43}; Path=/; Max-Age=604800; HttpOnly; SameSite=Strict", answer.headers["set-cookie"])
    assert written


def test_check_36_over_https_the_cookie_is_bound_to_the_host(resources: Resources) -> None:
    """By its name, which browsers check."""
    settings = resources.settings.model_copy(update={"public_url": "https://pictures.example.com"})

    api = Client(replace(resources, settings=settings))
    answer = api.post(REGISTER, ACCOUNT)
    erased = with_cookie(api, LOGOUT, pair(answer), OWN_PAGE)

    assert answer.headers["set-cookie"].startswith("__Host-lienzo-refresh=")
    assert answer.headers["set-cookie"].endswith("; Path=/; Max-Age=604800; HttpOnly; SameSite=Strict; Secure")
    assert erased.headers["set-cookie"] == "__Host-lienzo-refresh=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict; Secure"


def test_plain_http_elsewhere_gets_no_plain_cookie(resources: Resources) -> None:
    """Only this machine is excused."""
    settings = resources.settings.model_copy(update={"public_url": "http://pictures.example.com"})

    answer = Client(replace(resources, settings=settings)).post(REGISTER, ACCOUNT)

    assert answer.headers["set-cookie"].endswith("; Secure")


@pytest.mark.parametrize("headers", [OWN_PAGE, {"Origin": "http://localhost:7071"}], ids=["fetch metadata", "origin"])
def test_a_page_of_ours_refreshes_with_the_cookie(api: Client, cookie: str, headers: dict[str, str]) -> None:
    """The next token goes into the cookie again."""
    answer = with_cookie(api, REFRESH, cookie, headers)

    assert answer.status == 200
    assert "refreshToken" not in answer.json
    assert pair(answer) != cookie
    assert with_cookie(api, REFRESH, pair(answer), headers).status == 200


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost:7071"},
        {"Origin": "null"},
        {"Origin": "http://localhost:7071.evil.example"},
        {"Origin": "https://localhost:7071"},
    ],
)
def test_check_37_the_cookie_of_another_sites_call_is_not_looked_at(api: Client, cookie: str, headers: dict[str, str]) -> None:
    """Nothing happens to the session, neither by a refresh nor by a log-out."""
    refused = with_cookie(api, REFRESH, cookie, headers)
    with_cookie(api, LOGOUT, cookie, headers)

    assert (refused.status, refused.code) == (401, "invalid_refresh_token")
    assert "set-cookie" not in refused.headers
    assert with_cookie(api, REFRESH, cookie, OWN_PAGE).status == 200


def test_check_37_a_form_of_another_site_cannot_refresh(api: Client, cookie: str) -> None:
    """Only JSON is taken, which no form can send."""
    answer = api.call("POST", REFRESH, b"{}", {"Cookie": cookie, "Content-Type": "text/plain", **OWN_PAGE})

    assert answer.status == 415


def test_check_36_logging_out_erases_the_cookie(api: Client, cookie: str) -> None:
    """With the attributes it was set with."""
    answer = with_cookie(api, LOGOUT, cookie, OWN_PAGE)

    assert answer.status == 204
    assert answer.headers["set-cookie"] == "lienzo-refresh=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict"
    assert with_cookie(api, REFRESH, cookie, OWN_PAGE).status == 401


def test_ending_other_sessions_keeps_the_cookie(api: Client, cookie: str) -> None:
    """This session goes on."""
    answer = with_cookie(api, LOGOUT, cookie, OWN_PAGE, {"scope": "others"})

    assert "set-cookie" not in answer.headers
    assert with_cookie(api, REFRESH, cookie, OWN_PAGE).status == 200


def test_check_35_a_log_in_never_takes_over_a_cookie(api: Client, cookie: str) -> None:
    """A cookie that somebody planted stays theirs."""
    answer = with_cookie(api, LOGIN, cookie, OWN_PAGE, ACCOUNT)

    assert answer.status == 200
    assert pair(answer) != cookie
