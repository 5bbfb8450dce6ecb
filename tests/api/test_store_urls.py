"""Signed URLs of the local store, at our own endpoint; and the service with pictures in another store than Azure's."""

import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from shared.resources import Resources
from shared.storage import ObjectStore
from shared.storage.local import LocalStore
from tests.fixtures.api import Client
from tests.fixtures.pictures import jpeg
from tests.fixtures.s3 import S3Server
from tests.fixtures.stores import azure_store, local_store

MINUTE = timedelta(minutes=1)


@pytest.fixture
def store(tmp_path: Path) -> LocalStore:
    """A local store."""
    return local_store(tmp_path)


@pytest.fixture
def local(resources: Resources, store: LocalStore) -> Client:
    """A client of a service whose pictures are in a folder."""
    return Client(replace(resources, store=store, host_store=resources.store))


def path_of(url: str) -> str:
    """What our endpoint sees of a URL."""
    return urlsplit(url).path


def put_url(store: LocalStore, size: int, path: str = "pictures/a", media_type: str = "image/png") -> str:
    """Where to put a picture of this size."""
    return path_of(store.signed_put(path, size=size, media_type=media_type, expires=MINUTE).url)


def test_a_picture_goes_in_and_comes_out(local: Client, store: LocalStore) -> None:
    """Without an access token."""
    written = local.call("PUT", put_url(store, 7), b"picture", {"Content-Type": "image/png"})
    read = local.get(path_of(store.signed_get_url("pictures/a", expires=MINUTE)))

    assert (written.status, written.json) == (201, {"received": 7, "size": 7})
    assert (read.status, read.data, read.headers["content-type"]) == (200, b"picture", "image/png")
    assert read.headers["etag"] == written.headers["etag"]


def test_a_download_has_ranges_and_conditions(local: Client, store: LocalStore) -> None:
    """206, 304, 416, and the whole when the object is another one."""
    stat = store.put("pictures/a", b"0123456789")
    url = path_of(store.signed_get_url("pictures/a", expires=MINUTE))

    part = local.get(url, Range="bytes=2-4")
    assert (part.status, part.data, part.headers["content-range"]) == (206, b"234", "bytes 2-4/10")
    assert local.get(url, Range="bytes=10-").status == 416
    assert local.get(url, Range="bytes=2-4", If_Range='"other"').data == b"0123456789"
    assert local.get(url, If_None_Match=f'"{stat.etag}"').status == 304


def test_nothing_that_was_stored_runs_in_a_browser(local: Client, store: LocalStore) -> None:
    """A page that somebody has put there is shown without its scripts, and not as one of ours."""
    store.put("pictures/a", b"<script>", media_type="text/html")

    shown = local.get(path_of(store.signed_get_url("pictures/a", expires=MINUTE)))
    saved = local.get(path_of(store.signed_get_url("pictures/a", expires=MINUTE, filename="niño.html")))

    assert "sandbox" in shown.headers["content-security-policy"]
    assert shown.headers["x-content-type-options"] == "nosniff"
    assert saved.headers["content-disposition"].startswith("attachment")
    assert "ni%C3%B1o.html" in saved.headers["content-disposition"]


def test_a_download_that_is_too_large_is_had_in_parts(local: Client, store: LocalStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer is held in memory."""
    monkeypatch.setattr("site_functions.store.LARGEST_ANSWER", 4)
    store.put("pictures/a", b"0123456789")
    url = path_of(store.signed_get_url("pictures/a", expires=MINUTE))

    assert local.get(url).status == 413
    assert local.get(url, Range="bytes=0-3").data == b"0123"


def test_an_expired_link_is_refused(local: Client, store: LocalStore) -> None:
    """403 with a code of its own."""
    old = LocalStore(store._root, store._urls, clock=lambda: datetime.now(UTC) - timedelta(minutes=2))
    old.put("pictures/a", b"1")

    for method, url in (("GET", path_of(old.signed_get_url("pictures/a", expires=MINUTE))), ("PUT", put_url(old, 1))):
        answer = local.call(method, url, b"2")
        assert (answer.status, answer.code) == (403, "link_expired")
    assert store.get("pictures/a").data == b"1"


@pytest.mark.parametrize("token", ["x", "e30.e30", "%2e%2e", "a.b.c", "é.é", "W10.AA"])
def test_a_link_that_is_none_of_ours_is_refused(local: Client, token: str) -> None:
    """Whatever it is."""
    answer = local.get(f"/api/store/{token}")

    assert (answer.status, answer.code) == (403, "invalid_link")


def test_a_link_for_another_method_is_not_found(local: Client, store: LocalStore) -> None:
    """Either way."""
    store.put("pictures/a", b"1")

    assert local.call("PUT", path_of(store.signed_get_url("pictures/a", expires=MINUTE)), b"2").status == 404
    assert local.get(put_url(store, 1)).status == 404
    assert store.get("pictures/a").data == b"1"


@pytest.mark.parametrize(("size", "status"), [(8, 413), (6, 422), (0, 422)])
def test_another_size_is_refused(local: Client, store: LocalStore, size: int, status: int) -> None:
    """Larger or smaller; nothing is written."""
    assert local.call("PUT", put_url(store, 7), bytes(size)).status == status
    assert [*store.list("pictures")] == []


def test_a_key_that_was_taken_out_signs_no_more(local: Client, store: LocalStore, tmp_path: Path) -> None:
    """And a new one is made when its file is gone."""
    store.put("pictures/a", b"1")
    url = path_of(store.signed_get_url("pictures/a", expires=MINUTE))
    (tmp_path / "keys" / "urls.json").unlink()

    assert local.get(url).code == "invalid_link"
    assert local.get(path_of(store.signed_get_url("pictures/a", expires=MINUTE))).status == 200


def test_pieces_become_one_object(local: Client, store: LocalStore) -> None:
    """In order; nothing is seen before the last one."""
    data = os.urandom(1000)
    url = put_url(store, 1000)

    answers = [
        local.call("PUT", url, data[n : n + 400], {"Content-Range": f"bytes {n}-{min(n + 400, 1000) - 1}/1000"}) for n in (0, 400, 800)
    ]

    assert [answer.status for answer in answers] == [202, 202, 201]
    assert [answer.headers.get("range") for answer in answers] == ["bytes=0-399", "bytes=0-799", None]
    stored = store.get("pictures/a")
    assert (stored.data, stored.stat.media_type) == (data, "image/png")


def test_pieces_can_be_resumed(local: Client, store: LocalStore) -> None:
    """What has come is asked for; a piece again, one that overlaps and one too far ahead do no harm."""
    data = os.urandom(1000)
    url = put_url(store, 1000)

    def send(first: int, end: int) -> int:
        received: int = local.call("PUT", url, data[first:end], {"Content-Range": f"bytes {first}-{end - 1}/1000"}).json["received"]
        return received

    assert local.call("PUT", url, b"", {"Content-Range": "bytes */1000"}).json == {"received": 0, "size": 1000}
    assert [send(0, 300), send(0, 300), send(200, 500), send(700, 900)] == [300, 300, 500, 500]
    assert local.call("PUT", url, b"", {"Content-Range": "bytes */1000"}).headers["range"] == "bytes=0-499"
    assert [*store.list("pictures")] == []
    assert send(500, 1000) == 1000
    assert store.get("pictures/a").data == data


@pytest.mark.parametrize(
    ("content_range", "status"),
    [
        ("bytes 0-2/8", 413),
        ("bytes 0-2/6", 422),
        ("bytes 5-7/7", 422),
        ("bytes 0-3/7", 400),
        ("bytes 2-0/7", 400),
        ("bytes */7", 400),
        ("items 0-2/7", 400),
        ("bytes 0-2/*", 400),
        ("nonsense", 400),
    ],
)
def test_a_piece_that_does_not_fit_is_refused(local: Client, store: LocalStore, content_range: str, status: int) -> None:
    """By size, by place, or because it cannot be read."""
    assert local.call("PUT", put_url(store, 7), b"abc", {"Content-Range": content_range}).status == status


def test_with_another_store_there_are_no_such_links(api: Client, store: LocalStore) -> None:
    """404, even for a link that would be right."""
    store.put("pictures/a", b"1")

    assert api.get(path_of(store.signed_get_url("pictures/a", expires=MINUTE))).status == 404
    assert api.call("PUT", put_url(store, 1), b"2").status == 404


@pytest.fixture(params=["s3", "local"])
def elsewhere(request: pytest.FixtureRequest, resources: Resources, tmp_path: Path) -> Resources:
    """A service whose pictures are in S3 or in a folder, and whose dropped files are in Azure's store."""
    other: ObjectStore = local_store(tmp_path)
    if request.param == "s3":
        server: S3Server = request.getfixturevalue("s3")
        other = server.store()
    return replace(resources, store=other, host_store=resources.store)


def test_pictures_live_in_the_store_that_was_chosen(elsewhere: Resources) -> None:
    """Uploaded, read, made into something, deleted; nothing of it is in Azure."""
    ana = Client(elsewhere).registered()
    image = ana.upload(jpeg(64, 48)).json

    assert ana.get(image["links"]["content"]).data == jpeg(64, 48)
    assert ana.get(image["links"]["thumbnail"]).status == 200
    assert ana.post(f"/api/images/{image['id']}/renditions", {"preset": "grey"}).status == 201
    container = elsewhere.settings.pictures_container
    assert len([*elsewhere.store.list(container)]) == 3
    assert [*elsewhere.drops_store.list(container)] == []
    ana.call("DELETE", f"/api/images/{image['id']}")
    ana.call("DELETE", f"/api/images/{image['id']}?permanent=true")
    assert [*elsewhere.store.list(container)] == []


def test_dropped_files_stay_where_the_host_looks(elsewhere: Resources) -> None:
    """In Azure's store: file, preset, outputs and manifest."""
    settings = elsewhere.settings
    path = f"{settings.uploads_container}/grey/a.jpg"
    elsewhere.drops_store.put(path, jpeg(64, 48))

    manifest = elsewhere.drops.transform(path)

    assert manifest
    assert manifest.status == "done"
    assert elsewhere.drops_store.stat(manifest.outputs[0].path).bytes == manifest.outputs[0].bytes
    assert [*elsewhere.store.list(settings.outputs_container)] == []


def test_ready_checks_both_stores(elsewhere: Resources) -> None:
    """And says which one is missing."""
    assert Client(elsewhere).get("/api/health/ready").json["checks"].keys() == {"database", "store", "drops", "keys"}
    nowhere = azure_store("DefaultEndpointsProtocol=http;AccountName=a;AccountKey=c2VjcmV0;BlobEndpoint=http://127.0.0.1:9/a;")

    answer = Client(replace(elsewhere, host_store=nowhere)).get("/api/health/ready")

    assert answer.status == 503
    assert (answer.json["checks"]["store"], answer.json["checks"]["drops"] == "ok") == ("ok", False)
