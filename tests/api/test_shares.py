"""Links to pictures, as their owner makes, changes and ends them."""

import uuid
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest
from sqlalchemy import select

from shared.database.tables import shares
from shared.gallery import shares as gallery
from tests.fixtures.accounts import later
from tests.fixtures.api import PASSWORD, Client
from tests.fixtures.databases import ALL_SERVERS
from tests.fixtures.shares import SECRET, SMALL, picture, rendition, seen, shared, token_of

pytestmark = ALL_SERVERS


def soon(**wait: float) -> str:
    """A time in the future, as JSON has it."""
    return (datetime.now(UTC) + timedelta(**wait)).isoformat()


def test_pictures_and_renditions_are_shared_in_their_order(ana: Client) -> None:
    """Pictures first; each once, however often it is named."""
    one, two = picture(ana), picture(ana, 90)
    made = rendition(ana, one)

    answer = ana.post("/api/shares", {"name": "Verano", "images": [two, one, two], "renditions": [made], "presets": ["web", "square"]})

    assert (answer.status, answer.headers["location"]) == (201, f"/api/shares/{answer.json['id']}")
    expected: dict[str, Any] = {
        "name": "Verano",
        "items": [{"imageId": two, "renditionId": None}, {"imageId": one, "renditionId": None}, {"imageId": one, "renditionId": made}],
        "presets": ["web", "square"],
        "allowsOriginals": False,
        "hasPassword": False,
        "views": 0,
        "expiresAt": None,
        "revokedAt": None,
    }
    assert {name: answer.json[name] for name in expected} == expected


def test_the_link_is_shown_once(ana: Client) -> None:
    """It is the service's public address with 256 random bits."""
    share = shared(ana, picture(ana))

    assert share["url"] == f"{ana.resources.settings.public_url}/s/{share['token']}"
    assert len(share["token"]) == 43
    assert ana.get(f"/api/shares/{share['id']}").json["url"] is None
    assert ana.get("/api/shares").json["items"][0]["url"] is None


def test_only_the_hash_of_the_token_is_kept(ana: Client) -> None:
    """Who copies the database has no link."""
    share = shared(ana, picture(ana), password=SECRET)

    with ana.resources.database.transaction(read_only=True) as tx:
        row = tx.connection.execute(select(shares)).one()

    assert row.token_hash == sha256(share["token"].encode()).digest()
    assert not any(secret in repr(row) for secret in (share["token"], SECRET))


def test_shares_are_listed_newest_first(ana: Client) -> None:
    """In pages."""
    image = picture(ana)
    made = [shared(ana, image)["id"] for _ in range(3)]

    first = ana.get("/api/shares?limit=2").json
    second = ana.get(f"/api/shares?limit=2&cursor={first['nextCursor']}").json

    assert [share["id"] for share in first["items"] + second["items"]] == made[::-1]
    assert (first["total"], second["nextCursor"]) == (3, None)
    assert first["items"][0]["items"] == [{"imageId": image, "renditionId": None}]


def test_a_share_belongs_to_its_account(ana: Client, api: Client) -> None:
    """Nobody else finds, changes, renews or ends it."""
    path, eva = f"/api/shares/{shared(ana, picture(ana))['id']}", api.registered()

    answers = [eva.get(path), eva.post(path, {"name": "mine"}), eva.call("POST", f"{path}/renew"), eva.call("DELETE", path)]

    assert [answer.status for answer in answers] == [404] * 4
    assert eva.get("/api/shares").json["total"] == 0


def test_only_ones_own_is_shared(ana: Client, api: Client) -> None:
    """Every picture and rendition that is not, or not any more, is pointed to."""
    eva = api.registered()
    hers, mine = picture(eva), picture(ana)
    binned = picture(ana, 90)
    ana.call("DELETE", f"/api/images/{binned}")

    answer = ana.post("/api/shares", {"images": [mine, hers, binned], "renditions": [rendition(eva, hers), str(uuid.uuid4())]})

    assert (answer.status, answer.pointers) == (422, ["/images/1", "/images/2", "/renditions/0", "/renditions/1"])
    assert ana.get("/api/shares").json["total"] == 0


@pytest.mark.parametrize(
    ("terms", "pointer"),
    [
        ({"presets": ["web", "nothing"]}, "/presets/1"),
        ({"presets": ["original"]}, "/presets/0"),
        ({"expiresAt": "2020-01-01T00:00:00Z"}, "/expiresAt"),
        ({"expiresAt": "9999-12-31T23:59:59-12:00"}, "/expiresAt"),
        ({"expiresAt": "2040-01-01T00:00:00"}, "/expiresAt"),
        ({"password": "12345"}, "/password"),
        ({"name": "a" * 201}, "/name"),
        ({"images": []}, ""),
        ({"images": [str(uuid.UUID(int=number)) for number in range(501)]}, "/images"),
    ],
)
def test_what_is_shared_is_checked(ana: Client, terms: dict[str, Any], pointer: str) -> None:
    """And nothing is shared when anything is wrong."""
    answer = ana.post("/api/shares", {"images": [picture(ana)], **terms})

    assert (answer.status, answer.pointers) == (422, [pointer])
    assert ana.get("/api/shares").json["total"] == 0


def test_somebody_elses_preset_cannot_be_chosen(ana: Client, api: Client) -> None:
    """A name means one's own."""
    api.registered().post("/api/presets", {"name": "hers", "recipe": SMALL})

    assert ana.post("/api/shares", {"images": [picture(ana)], "presets": ["hers"]}).pointers == ["/presets/0"]


def test_an_account_has_only_so_many_shares(ana: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next one is a conflict."""
    monkeypatch.setattr(gallery, "MAX_SHARES", 1)
    image = picture(ana)
    shared(ana, image)

    assert ana.post("/api/shares", {"images": [image]}).code == "conflict"


def test_terms_are_changed(ana: Client) -> None:
    """What is left out stays."""
    share = shared(ana, picture(ana), name="Verano", presets=["web"])
    path = f"/api/shares/{share['id']}"

    changed = ana.post(path, {"expiresAt": "2040-01-01T00:00:00Z", "password": SECRET, "allowsOriginals": True}).json

    assert (changed["name"], changed["presets"], changed["items"]) == ("Verano", ["web"], share["items"])
    assert (changed["expiresAt"], changed["hasPassword"], changed["allowsOriginals"]) == ("2040-01-01T00:00:00Z", True, True)
    assert ana.get(path).json == changed


def test_null_takes_away_an_end_and_a_password(ana: Client) -> None:
    """And says nothing of the rest."""
    share = shared(ana, picture(ana), name="Verano", presets=["web"], expiresAt=soon(hours=1), password=SECRET)

    changed = ana.post(f"/api/shares/{share['id']}", {"expiresAt": None, "password": None, "name": None, "presets": None}).json

    assert (changed["expiresAt"], changed["hasPassword"], changed["name"], changed["presets"]) == (None, False, "Verano", ["web"])


def test_a_change_keeps_the_views(ana: Client, api: Client) -> None:
    """They are counted, never written."""
    share = shared(ana, picture(ana))
    seen(api, share["token"])

    assert ana.post(f"/api/shares/{share['id']}", {"name": "Verano"}).json["views"] == 1


def test_renewing_changes_the_link(ana: Client, api: Client) -> None:
    """The old one stops at once; all else stays."""
    share = shared(ana, picture(ana), name="Verano")

    answer = ana.call("POST", f"/api/shares/{share['id']}/renew")

    assert (answer.status, answer.json["name"]) == (200, "Verano")
    assert api.get(f"/api/shared/{share['token']}").status == 404
    assert len(seen(api, token_of(answer))) == 1


def test_a_revoked_share_is_over(ana: Client, api: Client) -> None:
    """Its owner still sees it, can end it twice, and cannot bring it back."""
    share = shared(ana, picture(ana))
    path = f"/api/shares/{share['id']}"

    assert [ana.call("DELETE", path).status for _ in range(2)] == [204, 204]

    assert ana.get(path).json["revokedAt"] is not None
    assert [ana.post(path, {"name": "x"}).code, ana.call("POST", f"{path}/renew").code] == ["conflict"] * 2
    assert api.get(f"/api/shared/{share['token']}").status == 404


def test_a_picture_in_the_bin_is_not_shared_until_it_is_back(ana: Client, api: Client) -> None:
    """A share whose last picture is gone is empty."""
    image = picture(ana)
    share = shared(ana, image, renditions=[rendition(ana, image)])

    ana.call("DELETE", f"/api/images/{image}")
    assert (seen(api, share["token"]), ana.get(f"/api/shares/{share['id']}").json["items"]) == ([], [])

    ana.call("POST", f"/api/images/{image}/restore")
    assert len(seen(api, share["token"])) == 2


def test_shares_end_with_their_account(ana: Client, api: Client) -> None:
    """As soon as it is deleted."""
    share = shared(ana, picture(ana))

    ana.post("/api/auth/me/delete", {"password": PASSWORD})

    assert api.get(f"/api/shared/{share['token']}").status == 404


def test_shares_that_are_over_are_removed_after_30_days(ana: Client) -> None:
    """Those that expired and those that were revoked; what was made for their visitors first."""
    image, other = picture(ana), picture(ana, 90)
    kept, expired, revoked = shared(ana, image), shared(ana, other, expiresAt=soon(seconds=30)), shared(ana, image)
    for share in (kept, expired):
        for item in seen(ana, share["token"]):
            ana.get(item["links"]["thumbnail"])
    ana.call("DELETE", f"/api/shares/{revoked['id']}")
    container = ana.resources.settings.pictures_container

    assert later(ana, days=29).resources.shared_pictures.sweep() == 0
    removed = later(ana, days=31).resources.shared_pictures.sweep()

    assert (removed, [share["id"] for share in ana.get("/api/shares").json["items"]]) == (2, [kept["id"]])
    left = [stat.path.split("/")[2] for stat in ana.resources.store.list(f"{container}/") if "/shared/" in stat.path]
    assert left == [image]


def test_what_a_share_shows_can_be_changed(ana: Client) -> None:
    """The link stays; what is left out of the change stays too."""
    one, two = picture(ana), picture(ana, 90)
    made = rendition(ana, one)
    share = shared(ana, one)
    path = f"/api/shares/{share['id']}"

    ana.post(path, {"renditions": [made]})
    answer = ana.post(path, {"images": [two]})

    assert answer.json["items"] == [{"imageId": two, "renditionId": None}, {"imageId": one, "renditionId": made}]
    assert ana.get(path).json["items"] == answer.json["items"]
    assert [item["id"] for item in seen(ana, share["token"])] == [two, made]


@pytest.mark.parametrize("images", [[], [str(uuid.uuid4())]])
def test_what_a_share_is_to_show_is_checked(ana: Client, images: list[str]) -> None:
    """Something must be in it, and one's own; otherwise nothing changes."""
    image = picture(ana)
    path = f"/api/shares/{shared(ana, image)['id']}"

    answer = ana.post(path, {"images": images, "name": "changed"})

    assert (answer.status, answer.pointers) == (422, ["/images/0"] if images else [""])
    assert (ana.get(path).json["name"], ana.get(path).json["items"]) == ("", [{"imageId": image, "renditionId": None}])
