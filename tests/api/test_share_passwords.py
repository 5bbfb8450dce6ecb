"""Shares with a password: unlocked for an hour, and hard to guess."""

from dataclasses import replace
from typing import Any

import pytest

from shared.gallery.visits import UNLOCKS_FROM_ADDRESS, UNLOCKS_OF_SHARE
from shared.resources import Resources
from tests.fixtures.accounts import later
from tests.fixtures.api import Answer, Client
from tests.fixtures.databases import ALL_SERVERS
from tests.fixtures.shares import SECRET, picture, seen, shared

pytestmark = ALL_SERVERS


@pytest.fixture
def share(ana: Client) -> dict[str, Any]:
    """A share with a password and one preset."""
    return shared(ana, picture(ana), name="Verano", presets=["square"], password=SECRET)


def unlock(visitor: Client, share: dict[str, Any], password: str = SECRET, address: str | None = None) -> Answer:
    """Try a password."""
    headers = {"X-Forwarded-For": address} if address else {}
    return visitor.call("POST", f"/api/shared/{share['token']}/unlock", headers=headers, body={"password": password})


def key_of(visitor: Client, share: dict[str, Any]) -> str:
    """The key that the password gives."""
    answer = unlock(visitor, share)
    assert answer.status == 200, answer.data
    key: str = answer.json["key"]
    return key


@pytest.mark.parametrize("query", ["", "?key=x", "?key=a.b.c"])
def test_without_a_key_nothing_is_shown(api: Client, ana: Client, share: dict[str, Any], query: str) -> None:
    """But that there is a password; and it is no view."""
    page = api.get(f"/api/shared/{share['token']}{query}")
    shown = api.get(f"/s/{share['token']}/{share['items'][0]['imageId']}/square{query}")

    assert (page.status, page.json["needsPassword"], page.json["items"]) == (200, True, [])
    assert (shown.status, shown.code) == (401, "unauthorized")
    assert ana.get(f"/api/shares/{share['id']}").json["views"] == 0


def test_the_password_gives_a_key_for_an_hour(api: Client, share: dict[str, Any]) -> None:
    """The links of the page carry it, and what they show stays out of shared caches."""
    answer = unlock(api, share)
    key = answer.json["key"]

    (item,) = seen(api, share["token"], key)
    shown = api.get(item["links"]["presets"]["square"])

    assert (answer.status, answer.json["expiresIn"], answer.headers["cache-control"]) == (200, 3600, "no-store")
    assert item["links"]["thumbnail"].endswith(f"?key={key}")
    assert (shown.status, shown.headers["cache-control"]) == (200, "private, max-age=31536000, immutable")
    assert shown.headers["cross-origin-resource-policy"] == "same-origin"


def test_a_key_ends(api: Client, share: dict[str, Any]) -> None:
    """After its hour."""
    key = key_of(later(api, hours=-2), share)

    assert api.get(f"/api/shared/{share['token']}?key={key}").json["needsPassword"] is True


@pytest.mark.parametrize("change", ["password", "renew"])
def test_a_key_is_good_for_one_password_and_one_link(ana: Client, api: Client, share: dict[str, Any], change: str) -> None:
    """Another of either makes it void."""
    key, path, token = key_of(api, share), f"/api/shares/{share['id']}", share["token"]
    if change == "password":
        ana.post(path, {"password": "another one"})
    else:
        token = ana.call("POST", f"{path}/renew").json["url"].rpartition("/")[2]

    assert api.get(f"/api/shared/{token}?key={key}").json["needsPassword"] is True


def test_a_key_opens_one_share(ana: Client, api: Client, share: dict[str, Any]) -> None:
    """Not another one with the same password."""
    other = shared(ana, picture(ana), password=SECRET)

    assert api.get(f"/api/shared/{other['token']}?key={key_of(api, share)}").json["needsPassword"] is True


def test_a_key_is_no_access_token_nor_the_other_way_round(ana: Client, api: Client, share: dict[str, Any]) -> None:
    """They are signed with the same keys, for other purposes."""
    key = key_of(api, share)

    assert replace(api, token=key).get("/api/images").status == 401
    assert api.get(f"/api/shared/{share['token']}?key={ana.token}").json["needsPassword"] is True


def test_a_share_without_a_password_opens_with_any(ana: Client, api: Client) -> None:
    """Its owner may have taken it away just now."""
    share = shared(ana, picture(ana))

    assert len(seen(api, share["token"], key_of(api, share))) == 1


def test_a_wrong_password_is_refused(api: Client, share: dict[str, Any]) -> None:
    """As wrong log-ins are."""
    answer = unlock(api, share, "abrete tu")

    assert (answer.status, answer.code) == (401, "invalid_credentials")


def test_guessing_is_stopped_for_the_share(api: Client, share: dict[str, Any], looked: list[str]) -> None:
    """From wherever; then not even the right one is looked at, for as long as the window lasts."""
    tries = [unlock(api, share, f"wrong {number}").status for number in range(UNLOCKS_OF_SHARE.most)]

    refused = unlock(api, share)

    assert set(tries) == {401}
    assert (refused.status, refused.code, len(looked)) == (429, "too_many_attempts", UNLOCKS_OF_SHARE.most)
    assert 0 < int(refused.headers["retry-after"]) <= 300
    assert unlock(later(api, minutes=6), share).status == 200


def test_guessing_is_stopped_for_the_address(ana: Client, resources: Resources, share: dict[str, Any]) -> None:
    """Over all shares; others can go on."""
    settings = resources.settings.model_copy(update={"trusted_proxies": 1})
    visitor = Client(replace(resources, settings=settings))
    other = shared(ana, picture(ana), password=SECRET)
    for number in range(UNLOCKS_FROM_ADDRESS.most):
        unlock(visitor, share, f"wrong {number}", "192.0.2.1")

    assert unlock(visitor, other, SECRET, "192.0.2.1").status == 429
    assert unlock(visitor, other, SECRET, "192.0.2.2").status == 200


def test_the_right_password_is_no_try(api: Client, share: dict[str, Any]) -> None:
    """However many visitors know it."""
    answers = [unlock(api, share).status for _ in range(UNLOCKS_OF_SHARE.most + 2)]

    assert set(answers) == {200}


def test_other_shares_can_be_unlocked_meanwhile(ana: Client, api: Client, share: dict[str, Any]) -> None:
    """Each has a counter of its own."""
    other = shared(ana, picture(ana), password=SECRET)
    for number in range(UNLOCKS_OF_SHARE.most + 1):
        unlock(api, share, f"wrong {number}")

    assert unlock(api, other).status == 200
