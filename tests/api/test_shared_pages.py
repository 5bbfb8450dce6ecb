"""Shared pictures, as somebody with the link gets them."""

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from shared import imaging
from shared.database.tables import users
from tests.fixtures.accounts import later
from tests.fixtures.api import Answer, Client
from tests.fixtures.databases import ALL_SERVERS
from tests.fixtures.pictures import jpeg, pixels, svg
from tests.fixtures.shares import SMALL, picture, rendition, seen, shared

pytestmark = ALL_SERVERS

FOR_EVER = "public, max-age=31536000, immutable"


def link(visitor: Client, share: dict[str, Any], preset: str, place: int = 0) -> str:
    """Where a visitor finds a picture as a preset makes it."""
    found: str = seen(visitor, share["token"])[place]["links"]["presets"][preset]
    return found


def test_a_link_shows_what_was_shared(ana: Client, api: Client) -> None:
    """With everything that a page needs, and links to the chosen presets."""
    image = picture(ana)
    ana.post(f"/api/images/{image}", {"altText": "La playa"})
    share = shared(ana, image, name="Verano", presets=["square"])

    answer = api.get(f"/api/shared/{share['token']}")

    assert (answer.status, answer.headers["cache-control"]) == (200, "no-store")
    here = f"/s/{share['token']}/{image}"
    item = answer.json["items"][0]
    assert {name: answer.json[name] for name in ("name", "expiresAt", "needsPassword")} == {
        "name": "Verano",
        "expiresAt": None,
        "needsPassword": False,
    }
    assert (item["id"], item["filename"], item["altText"], item["width"], item["height"]) == (image, "playa.jpg", "La playa", 80, 60)
    assert item["placeholder"]
    assert item["dominantColor"].startswith("#")
    assert item["links"] == {"thumbnail": f"{here}/thumbnail", "original": None, "rendition": None, "presets": {"square": f"{here}/square"}}


def test_nothing_tells_who_shares(ana: Client, api: Client) -> None:
    """Neither the page nor the pictures."""
    email = "ana.secreta@example.com"
    owner = api.registered(email)
    user = owner.get("/api/auth/me").json
    share = shared(owner, picture(owner), presets=["square"])

    page = api.get(f"/api/shared/{share['token']}")
    shown = api.get(link(api, share, "square"))

    told = page.data.decode() + json.dumps(dict(page.headers)) + json.dumps(dict(shown.headers))
    assert [secret for secret in (user["id"], email, user["displayName"]) if secret in told] == []


@pytest.mark.parametrize("preset", ["square", "thumbnail"])
def test_a_preset_is_had_without_signing_anything(ana: Client, api: Client, preset: str) -> None:
    """And may be kept for ever, by anybody, but not by search engines."""
    share = shared(ana, picture(ana), presets=["square"])

    answer = api.get(f"/s/{share['token']}/{share['items'][0]['imageId']}/{preset}")

    assert (answer.status, answer.headers["cache-control"]) == (200, FOR_EVER)
    assert "vary" not in answer.headers
    assert (answer.headers["x-robots-tag"], answer.headers["cross-origin-resource-policy"]) == ("noindex", "cross-origin")
    width = pixels(answer.data).width
    assert (answer.headers["content-type"], width) == {"square": ("image/jpeg", 1080), "thumbnail": ("image/webp", 80)}[preset]


def test_only_what_was_chosen_can_be_asked_for(ana: Client, api: Client) -> None:
    """No other preset, no original, no rendition, no picture of the same account."""
    image, other = picture(ana), picture(ana, 90)
    ana.post("/api/presets", {"name": "mine", "recipe": SMALL})
    share = shared(ana, image, presets=["square"])
    here = f"/s/{share['token']}"

    wanted = [f"{image}/web", f"{image}/mine", f"{image}/original", f"{image}/rendition", f"{other}/square"]

    assert [api.get(f"{here}/{path}").status for path in wanted] == [404] * 5


def test_no_recipe_is_taken_from_the_address(ana: Client, api: Client) -> None:
    """Names that are not known are refused."""
    share = shared(ana, picture(ana), presets=["square"])

    assert api.get(f"{link(api, share, 'square')}?recipe=%7B%7D").status == 422


def test_one_of_several_outputs_can_be_asked_for(ana: Client, api: Client) -> None:
    """Without a name, the first."""
    share = shared(ana, picture(ana, 1400), presets=["web"])
    here = link(api, share, "web")

    assert [pixels(api.get(here + query).data).width for query in ("", "?output=1280")] == [640, 1280]
    assert api.get(f"{here}?output=nothing").pointers == ["/output"]


def test_the_best_format_is_found_out(ana: Client, api: Client) -> None:
    """Then, and only then, caches are told on which header it depends."""
    ana.post("/api/presets", {"name": "any", "recipe": {**SMALL, "output": {"format": "auto"}}})
    share = shared(ana, picture(ana), presets=["any"])
    here = link(api, share, "any")

    plain, webp = api.get(here), api.get(here, Accept="image/webp,*/*")

    assert (plain.headers["vary"], webp.headers["vary"]) == ("Accept", "Accept")
    assert (plain.headers["content-type"], webp.headers["content-type"]) == ("image/jpeg", "image/webp")
    assert plain.headers["etag"] != webp.headers["etag"]


@pytest.mark.parametrize("preset", ["square", "thumbnail", "original"])
def test_conditional_requests_and_ranges_are_answered(ana: Client, api: Client, preset: str) -> None:
    """304 with the same headers for caches; 206 for a part."""
    share = shared(ana, picture(ana), presets=["square"], allowsOriginals=True)
    here = f"/s/{share['token']}/{share['items'][0]['imageId']}/{preset}"
    whole = api.get(here)

    unchanged = api.get(here, If_None_Match=whole.headers["etag"])
    part = api.get(here, Range="bytes=10-19")

    assert (unchanged.status, unchanged.data, unchanged.headers["cache-control"]) == (304, b"", FOR_EVER)
    assert unchanged.headers["content-type"] == whole.headers["content-type"]
    assert (part.status, part.data) == (206, whole.data[10:20])
    assert api.get(here, Range="bytes=99999999-").status == 416


def test_originals_are_had_where_that_is_allowed(ana: Client, api: Client) -> None:
    """Bit for bit, under their name, and no longer than it is."""
    share = shared(ana, picture(ana), allowsOriginals=True)
    here = seen(api, share["token"])[0]["links"]["original"]

    answer = api.get(here)
    ana.post(f"/api/shares/{share['id']}", {"allowsOriginals": False})

    assert (answer.status, answer.data) == (200, jpeg(80, 60))
    assert "playa.jpg" in answer.headers["content-disposition"]
    assert api.get(here).status == 404


def test_a_drawing_goes_out_where_no_script_of_it_runs(ana: Client, api: Client) -> None:
    """To be saved, and sandboxed."""
    image = ana.upload(svg(40, 30), "a.svg", "image/svg+xml").json["id"]
    share = shared(ana, image, allowsOriginals=True)

    answer = api.get(f"/s/{share['token']}/{image}/original")

    assert (answer.status, answer.headers["content-security-policy"]) == (200, "sandbox")
    assert answer.headers["content-disposition"].startswith("attachment;")


def test_of_a_shared_rendition_nothing_shows_its_picture(ana: Client, api: Client) -> None:
    """Thumbnails and presets are made of the rendition; the original is out of reach, even where originals are allowed."""
    image = picture(ana)
    made = rendition(ana, image)
    share = shared(ana, renditions=[made], presets=["grey"], allowsOriginals=True)

    (item,) = seen(api, share["token"])

    assert (item["id"], item["filename"], item["width"]) == (made, "playa.png", 10)
    assert (item["placeholder"], item["dominantColor"], item["links"]["original"]) == (None, None, None)
    links = (item["links"]["rendition"], item["links"]["thumbnail"], item["links"]["presets"]["grey"])
    assert [pixels(api.get(path).data).width for path in links] == [10, 10, 10]
    here = f"/s/{share['token']}"
    assert [api.get(f"{here}/{path}").status for path in (f"{image}/thumbnail", f"{image}/original", f"{made}/original")] == [404] * 3


def test_a_picture_and_its_rendition_are_two_things_in_a_share(ana: Client, api: Client) -> None:
    """Each under its own id."""
    image = picture(ana)
    made = rendition(ana, image)
    share = shared(ana, image, renditions=[made])

    assert [item["id"] for item in seen(api, share["token"])] == [image, made]
    widths = [pixels(api.get(f"/s/{share['token']}/{id_}/thumbnail").data).width for id_ in (image, made)]
    assert widths == [80, 10]


@pytest.mark.parametrize("end", ["unknown", "revoked", "expired", "renewed", "shut"])
def test_a_link_that_is_over_is_as_one_that_never_was(ana: Client, api: Client, end: str) -> None:
    """Page, pictures and password: the same 404."""
    share = shared(ana, picture(ana), presets=["square"], expiresAt=(datetime.now(UTC) + timedelta(hours=1)).isoformat())
    token, visitor, image = share["token"], api, share["items"][0]["imageId"]
    if end == "unknown":
        token = token[::-1]
    elif end == "revoked":
        ana.call("DELETE", f"/api/shares/{share['id']}")
    elif end == "expired":
        visitor = later(api, hours=2)
    elif end == "renewed":
        ana.call("POST", f"/api/shares/{share['id']}/renew")
    else:
        with ana.resources.database.transaction() as tx:
            tx.connection.execute(users.update().values(disabled_at=datetime.now(UTC)))

    answers = [visitor.get(f"/api/shared/{token}"), visitor.get(f"/s/{token}/{image}/square")]
    answers.append(visitor.post(f"/api/shared/{token}/unlock", {"password": "whatever"}))

    assert [(answer.status, answer.json["detail"]) for answer in answers] == [(404, "There is no such share here.")] * 3


@pytest.mark.parametrize("token", ["short", "é" * 43, "a" * 44, "a" * 42 + "%20"])
def test_what_is_no_token_is_not_looked_up(api: Client, token: str) -> None:
    """It is 404 as well."""
    assert api.get(f"/api/shared/{token}").status == 404


def test_a_link_with_an_end_is_not_kept_beyond_it(ana: Client, api: Client) -> None:
    """Or a cache would show it for another year."""
    share = shared(ana, picture(ana), presets=["square"], expiresAt=(datetime.now(UTC) + timedelta(hours=1)).isoformat())

    cached = api.get(link(api, share, "square")).headers["cache-control"]

    seconds = int(cached.removeprefix("public, max-age=").removesuffix(", immutable"))
    assert 3500 < seconds < 3600


def test_the_page_itself_is_the_web_apps(ana: Client, api: Client) -> None:
    """Pictures have a function of their own, and the catch-all takes the rest."""
    share = shared(ana, picture(ana))

    answer = api.get(f"/s/{share['token']}")

    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["referrer-policy"] == "no-referrer"


def test_views_are_counted(ana: Client, api: Client) -> None:
    """Of many at once each; pictures and HEAD are none."""
    share = shared(ana, picture(ana), presets=["square"])
    here = link(api, share, "square")

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda _: seen(api, share["token"]), range(8)))
    api.get(here)
    api.call("HEAD", here)
    api.call("HEAD", f"/api/shared/{share['token']}")

    assert ana.get(f"/api/shares/{share['id']}").json["views"] == 9


def test_a_preset_keeps_the_recipe_that_it_had_when_it_was_chosen(ana: Client, api: Client) -> None:
    """What was fetched once may be kept for ever; chosen anew, it has its newest."""
    preset = ana.post("/api/presets", {"name": "mine", "recipe": SMALL}).json["id"]
    share = shared(ana, picture(ana), presets=["mine"])
    path, here = f"/api/shares/{share['id']}", link(api, share, "mine")
    before = api.get(here)

    ana.post(f"/api/presets/{preset}", {"recipe": {**SMALL, "steps": [{"op": "resize", "width": 20}]}})
    ana.post(path, {"presets": ["square", "mine"]})
    after = api.get(here)
    ana.post(path, {"presets": []})
    ana.post(path, {"presets": ["mine"]})

    assert (after.data, after.headers["etag"]) == (before.data, before.headers["etag"])
    assert pixels(api.get(here).data).width == 20


def test_a_deleted_preset_is_not_offered_any_more(ana: Client, api: Client) -> None:
    """The rest of the share stays."""
    preset = ana.post("/api/presets", {"name": "mine", "recipe": SMALL}).json["id"]
    share = shared(ana, picture(ana), presets=["mine", "square"])
    here = link(api, share, "mine")

    ana.call("DELETE", f"/api/presets/{preset}")

    assert api.get(here).status == 404
    assert list(seen(api, share["token"])[0]["links"]["presets"]) == ["square"]


def test_twenty_visitors_at_once_cost_one_rendering(ana: Client, api: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """They wait for the first, and those that come later find it in the store."""
    share = shared(ana, picture(ana), presets=["square"])
    here, rendered = link(api, share, "square"), 0
    render, together = imaging.render, threading.Barrier(20)

    def counted(*args: Any, **kwargs: Any) -> imaging.Rendered:
        nonlocal rendered
        rendered += 1
        return render(*args, **kwargs)

    def ask(_: int) -> Answer:
        together.wait()
        return api.get(here)

    monkeypatch.setattr(imaging, "render", counted)
    with ThreadPoolExecutor(20) as threads:
        answers = list(threads.map(ask, range(20)))
    again = api.get(here)

    assert {(answer.status, answer.data) for answer in [*answers, again]} == {(200, again.data)}
    assert rendered == 1


def test_a_preset_that_does_not_fit_tells_nothing_of_its_recipe(ana: Client, api: Client) -> None:
    """Only that it cannot be run; also when it names another picture of the owner's, which is not there any more."""
    image, logo = picture(ana), picture(ana, 90)
    ana.post("/api/presets", {"name": "mark", "recipe": {"steps": [{"op": "composite", "images": [{"input": {"image": logo}}]}]}})
    share = shared(ana, image, presets=["mark"])
    ana.call("DELETE", f"/api/images/{logo}")

    answer = api.get(link(api, share, "mark"))

    assert (answer.status, answer.code, "errors" in answer.json) == (422, "recipe_refused", False)
    assert logo not in answer.data.decode()


def test_what_was_made_for_visitors_goes_with_its_source(ana: Client, api: Client) -> None:
    """With the rendition, and with the picture."""
    image = picture(ana)
    made = rendition(ana, image)
    share = shared(ana, image, renditions=[made])
    for item in seen(api, share["token"]):
        api.get(item["links"]["thumbnail"])
    container, store = ana.resources.settings.pictures_container, ana.resources.store

    def left() -> list[str]:
        return [stat.path.split("/")[4] for stat in store.list(f"{container}/") if "/shared/" in stat.path]

    assert sorted(left()) == sorted([image, made])
    ana.call("DELETE", f"/api/renditions/{made}")
    assert left() == [image]
    ana.call("DELETE", f"/api/images/{image}")
    ana.call("DELETE", f"/api/images/{image}?permanent=true")
    assert list(store.list(f"{container}/")) == []
