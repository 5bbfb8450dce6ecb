"""Names, tags, the bin, and how much an account has."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from shared.resources import Resources
from tests.fixtures.api import Client
from tests.fixtures.pictures import jpeg


def image_of(client: Client, width: int = 80) -> str:
    """Upload a picture and give its id."""
    identity: str = client.upload(jpeg(width, 60), f"{width}.jpg").json["id"]
    return identity


def names(client: Client, query: str) -> list[str]:
    """The file names that a query finds."""
    return [item["filename"] for item in client.get(f"/api/images?{query}").json["items"]]


def test_name_alt_text_and_tags_change(ana: Client) -> None:
    """What is left out stays; a tag is kept once."""
    identity = image_of(ana)

    ana.post(f"/api/images/{identity}", {"altText": "La playa", "tags": ["mar", "sol", "mar"]})
    changed = ana.post(f"/api/images/{identity}", {"filename": "../playa.jpg"}).json

    assert (changed["filename"], changed["altText"], changed["tags"]) == ("playa.jpg", "La playa", ["mar", "sol"])
    assert ana.get(f"/api/images/{identity}").json == changed


@pytest.mark.parametrize(
    ("body", "pointer"),
    [({"tags": ["a"] * 51}, "/tags"), ({"tags": [""]}, "/tags/0"), ({"altText": "a" * 2001}, "/altText"), ({"owner": "x"}, "/owner")],
)
def test_what_is_changed_is_checked(ana: Client, body: object, pointer: str) -> None:
    """With a pointer."""
    answer = ana.post(f"/api/images/{image_of(ana)}", body)

    assert (answer.status, answer.pointers) == (422, [pointer])


def test_pictures_are_found_by_a_tag(ana: Client) -> None:
    """In any case and with any accents, but not by a part of one."""
    ana.post(f"/api/images/{image_of(ana, 30)}", {"tags": ["Señal", "mar"]})
    ana.post(f"/api/images/{image_of(ana, 40)}", {"tags": ["marte"]})

    assert names(ana, "tag=mar") == ["30.jpg"]
    assert names(ana, "tag=se%C3%B1al") == ["30.jpg"]
    assert sorted(names(ana, "q=mar")) == ["30.jpg", "40.jpg"]


def test_pictures_are_found_by_their_time(ana: Client) -> None:
    """From one time to another."""
    image_of(ana)
    hour = timedelta(hours=1)
    before, after = ((datetime.now(UTC) + shift).isoformat().replace("+00:00", "Z") for shift in (-hour, hour))

    assert names(ana, f"createdAfter={before}&createdBefore={after}") == ["80.jpg"]
    assert names(ana, f"createdAfter={after}") == names(ana, f"createdBefore={before}") == []


@pytest.mark.parametrize(("less", "more"), [(0, 0), (1, 1)])
def test_pictures_are_found_by_their_size(ana: Client, less: int, more: int) -> None:
    """From so many bytes to so many, both included."""
    image_of(ana)
    size = ana.get("/api/images").json["items"][0]["bytes"]

    assert names(ana, f"minBytes={size - less}&maxBytes={size + more}") == ["80.jpg"]
    assert names(ana, f"minBytes={size + 1}") == names(ana, f"maxBytes={size - 1}") == []


def test_a_picture_comes_back_from_the_bin(ana: Client) -> None:
    """With all that it had."""
    identity = image_of(ana)
    before = ana.get(f"/api/images/{identity}").json
    ana.call("DELETE", f"/api/images/{identity}")
    assert names(ana, "deleted=true") == ["80.jpg"]

    restored = ana.post(f"/api/images/{identity}/restore", {})

    assert (restored.status, restored.json) == (200, before)
    assert (names(ana, ""), names(ana, "deleted=true")) == (["80.jpg"], [])


def test_the_bin_shows_what_is_in_it(ana: Client) -> None:
    """By its thumbnail; the original is not to be had there."""
    identity = image_of(ana)
    ana.call("DELETE", f"/api/images/{identity}")

    assert ana.get(f"/api/images/{identity}/thumbnail").status == 200
    assert ana.get(f"/api/images/{identity}/content").status == 404


def test_only_what_is_in_the_bin_is_restored_or_deleted_for_good(ana: Client) -> None:
    """A picture in the gallery is neither."""
    identity = image_of(ana)

    assert ana.post(f"/api/images/{identity}/restore", {}).status == 404
    assert ana.call("DELETE", f"/api/images/{identity}?permanent=true").status == 404


def test_deleted_for_good_leaves_no_byte(ana: Client, resources: Resources) -> None:
    """Neither of the picture nor of what was made of it."""
    identity = image_of(ana)
    ana.post(f"/api/images/{identity}/renditions", {"preset": "grey"})
    ana.get(f"/api/images/{identity}/thumbnail")
    ana.call("DELETE", f"/api/images/{identity}")

    assert ana.call("DELETE", f"/api/images/{identity}?permanent=true").status == 204

    assert list(resources.store.list(resources.settings.pictures_container)) == []
    assert ana.post(f"/api/images/{identity}/restore", {}).status == 404


def test_an_empty_bin_is_swept_clean(ana: Client, resources: Resources) -> None:
    """All of it at once; the gallery stays."""
    for width in (30, 40, 50):
        identity = image_of(ana, width)
        if width < 50:
            ana.call("DELETE", f"/api/images/{identity}")

    assert ana.post("/api/bin/empty", {}).json == {"deleted": 2}

    resources.pictures.sweep()
    assert (names(ana, ""), names(ana, "deleted=true")) == (["50.jpg"], [])
    assert len(list(resources.store.list(resources.settings.pictures_container))) == 1


def test_bytes_that_are_on_their_way_out_can_be_uploaded_again(ana: Client) -> None:
    """Without waiting for the sweep."""
    ana.call("DELETE", f"/api/images/{image_of(ana)}")
    ana.post("/api/bin/empty", {})

    assert ana.upload(jpeg(80, 60)).status == 201


def test_usage_counts_everything(ana: Client) -> None:
    """The gallery, the bin, and what was made of either."""
    kept, binned = image_of(ana, 30), image_of(ana, 40)
    rendition = ana.post(f"/api/images/{kept}/renditions", {"preset": "grey"}).json
    ana.call("DELETE", f"/api/images/{binned}")
    size = {width: len(jpeg(width, 60)) for width in (30, 40)}

    usage = ana.get("/api/usage").json

    assert usage["pictures"] == {"items": 1, "bytes": size[30]}
    assert usage["binned"] == {"items": 1, "bytes": size[40]}
    assert usage["renditions"] == {"items": 1, "bytes": rendition["bytes"]}
    assert usage["total"] == {"items": 2, "bytes": size[30] + size[40] + rendition["bytes"]}
    assert usage["limits"] == {"pictures": 100_000, "bytes": 10 * 1024**3}


def limited(client: Client, **quota: int) -> Client:
    """The client of a service with a quota."""
    settings = client.resources.settings.model_copy(update=quota)
    return replace(client, resources=replace(client.resources, settings=settings))


def test_a_quota_of_pictures_is_kept(ana: Client) -> None:
    """What is in the bin counts until it is gone; the same bytes again are no further picture."""
    ana = limited(ana, quota_pictures=2)
    first = image_of(ana, 30)
    image_of(ana, 40)
    ana.call("DELETE", f"/api/images/{first}")

    full = ana.upload(jpeg(50, 60))
    same = ana.upload(jpeg(40, 60))
    ana.post("/api/bin/empty", {})

    assert (full.status, full.code, same.status) == (403, "quota_exceeded", 200)
    assert ana.upload(jpeg(50, 60)).status == 201


def test_a_quota_of_bytes_is_kept(ana: Client) -> None:
    """Renditions count too."""
    identity = image_of(ana)
    ana = limited(ana, quota_bytes=ana.get("/api/usage").json["total"]["bytes"] + 10)

    answer = ana.post(f"/api/images/{identity}/renditions", {"preset": "grey"})

    assert (answer.status, answer.code) == (403, "quota_exceeded")
    assert ana.get("/api/usage").json["renditions"] == {"items": 0, "bytes": 0}
