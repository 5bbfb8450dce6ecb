"""The account's end: what belongs to it goes, and the timer takes the rest."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from shared.database.tables import metadata, users
from shared.resources import Resources
from tests.fixtures.accounts import DELETE, LOGIN, ME, REFRESH, REGISTER
from tests.fixtures.api import PASSWORD, Client
from tests.fixtures.databases import ALL_SERVERS
from tests.fixtures.pictures import jpeg

pytestmark = ALL_SERVERS


@pytest.fixture
def owner(api: Client, session: dict[str, Any]) -> Client:
    """A client that is logged in to it."""
    return replace(api, token=session["accessToken"])


def sweep(resources: Resources, **wait: float) -> dict[str, int]:
    """What the timer does, some time later."""
    then = replace(resources, clock=lambda: datetime.now(UTC) + timedelta(**wait))
    removed = then.leftovers.sweep()
    then.renditions.sweep()
    then.pictures.sweep()
    return removed


def stored(resources: Resources) -> list[str]:
    """The paths of all bytes."""
    return [stat.path for stat in resources.store.list(f"{resources.settings.pictures_container}/")]


def personal(resources: Resources, user_id: str) -> dict[str, int]:
    """How many rows each table has that belong to an account."""
    found = {}
    with resources.database.transaction() as tx:
        for table in metadata.tables.values():
            owner = table.c.get("user_id") if table.name != "events" else None
            if owner is not None:
                found[table.name] = len(tx.connection.execute(select(owner).where(owner == UUID(user_id))).all())
    return found


def test_check_34_a_deleted_account_is_gone_at_once(api: Client, account: dict[str, str], session: dict[str, Any], owner: Client) -> None:
    """Its access token, its refresh token and its password open nothing."""
    image = owner.upload(jpeg(64, 48)).json["id"]

    answer = owner.post(DELETE, {"password": PASSWORD})

    assert (answer.status, answer.data) == (204, b"")
    assert {owner.get(url).status for url in (ME, "/api/images", f"/api/images/{image}/content")} == {401}
    assert api.post(REFRESH, {"refreshToken": session["refreshToken"]}).status == 401
    assert api.post(LOGIN, account).code == "invalid_credentials"


def test_a_deletion_wants_the_password(owner: Client) -> None:
    """The computer may have been left unlocked."""
    refused = owner.post(DELETE, {"password": "purple monkeys eat dishwashers"})

    assert (refused.status, refused.code) == (401, "invalid_credentials")
    assert owner.get(ME).status == 200


def test_the_timer_removes_bytes_and_then_rows(api: Client, session: dict[str, Any], owner: Client) -> None:
    """No byte and no row of the account is left, and nothing of others is touched."""
    eva = api.registered()
    assert eva.upload(jpeg(64, 48)).status == 201
    kept = stored(api.resources)
    image = owner.upload(jpeg(64, 48)).json["id"]
    owner.post(f"/api/images/{image}/renditions", {"recipe": {"steps": [{"op": "flip"}], "output": {"format": "png"}}})
    owner.get(f"/api/images/{image}/thumbnail?size=320")
    assert len(stored(api.resources)) == len(kept) + 3
    owner.post(DELETE, {"password": PASSWORD})

    sweep(api.resources)
    assert stored(api.resources) == kept
    sweep(api.resources, hours=2)

    assert set(personal(api.resources, session["user"]["id"]).values()) == {0}
    with api.resources.database.transaction() as tx:
        assert len(tx.connection.execute(select(users.c.id)).all()) == 1
    assert len(eva.get("/api/images").json["items"]) == 1


def test_a_deleted_accounts_row_keeps_nothing_personal(api: Client, account: dict[str, str], owner: Client) -> None:
    """Until it goes, too."""
    owner.post(ME, {"displayName": "Ana Núñez"})
    owner.post(DELETE, {"password": PASSWORD})

    with api.resources.database.transaction() as tx:
        dump = repr([tx.connection.execute(select(table)).all() for table in metadata.tables.values()])

    assert account["email"] not in dump
    assert "Núñez" not in dump


def test_a_row_is_not_left_without_a_cleaner(api: Client, session: dict[str, Any], owner: Client) -> None:
    """An upload that was under way when the account went is removed by a later sweep, and the account after it."""
    owner.post(DELETE, {"password": PASSWORD})
    api.resources.pictures.ingest(UUID(session["user"]["id"]), "late.png", jpeg(64, 48))

    for hours in (1, 2, 3):
        sweep(api.resources, hours=hours)

    assert stored(api.resources) == []
    with api.resources.database.transaction() as tx:
        assert tx.connection.execute(select(users.c.id)).all() == []


def test_an_address_that_is_free_again_revives_nothing(
    api: Client, account: dict[str, str], session: dict[str, Any], owner: Client
) -> None:
    """Another account, without the pictures and the sessions of the first."""
    owner.upload(jpeg(64, 48))
    owner.post(DELETE, {"password": PASSWORD})

    again = api.post(REGISTER, account)

    assert (again.status, again.json["user"]["id"] == session["user"]["id"]) == (201, False)
    assert replace(api, token=again.json["accessToken"]).get("/api/images").json["items"] == []
    assert owner.get(ME).status == 401
    assert api.post(REFRESH, {"refreshToken": session["refreshToken"]}).status == 401


def test_the_cookie_goes_with_the_account(owner: Client) -> None:
    """It would be of no use."""
    headers = {"Cookie": f"lienzo-refresh={'A' * 43}", "Sec-Fetch-Site": "same-origin"}

    answer = owner.call("POST", DELETE, headers=headers, body={"password": PASSWORD})

    assert answer.headers["set-cookie"] == "lienzo-refresh=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict"


@pytest.mark.usefixtures("session")
def test_what_is_over_is_swept_away(api: Client, account: dict[str, str]) -> None:
    """Sessions with their tokens, links, counters and the journal, each in its time."""

    def at_once(_name: str, work: Callable[[], object]) -> None:
        work()

    resources = replace(api.resources, background=at_once)
    client = Client(resources)
    client.post(LOGIN, {**account, "password": "purple monkeys eat dishwashers"})
    client.post("/api/auth/password/forgot", {"email": account["email"]})

    assert sweep(resources, seconds=30) == {"accounts": 0, "sessions": 0, "tokens": 0, "throttles": 0, "events": 0}
    hour = sweep(resources, hours=1)
    assert (hour["sessions"], hour["tokens"], hour["throttles"] > 0, hour["events"]) == (0, 1, True, 0)
    week = sweep(resources, days=8.1)
    assert (week["sessions"], week["events"]) == (1, 0)
    assert sweep(resources, days=91)["events"] == 3
