"""Files that go straight into the store and become pictures there."""

import uuid
from dataclasses import replace
from datetime import timedelta
from typing import Any

import azure.functions as func
import httpx
import pytest
import pyvips

from blob_triggers import uploads
from shared.gallery.uploads import IN_PARTS_FROM, PART_BYTES
from shared.resources import Resources
from tests.fixtures.api import PASSWORD, Client
from tests.fixtures.pictures import jpeg, jpeg_bomb


def begun(client: Client, size: int, **other: object) -> dict[str, Any]:
    """Announce a file of this size."""
    answer = client.post("/api/images/uploads", {"filename": "a.jpg", "bytes": size, "contentType": "image/jpeg"} | other)
    assert answer.status == 201, answer.data
    made: dict[str, Any] = answer.json
    return made


def send(put: dict[str, Any], data: bytes) -> None:
    """Send bytes as the service said."""
    httpx.request(put["method"], put["url"], headers=put["headers"], content=data).raise_for_status()


def sent(client: Client, data: bytes) -> str:
    """Announce a file and send it; gives the upload's id."""
    put = begun(client, len(data))
    send(put, data)
    identity: str = put["imageId"]
    return identity


def noise(size: int) -> bytes:
    """A JPEG of about this many bytes, at least."""
    side = int((size / 2.2) ** 0.5)
    image = pyvips.Image.gaussnoise(side, side, sigma=80, mean=128).cast("uchar").bandjoin([128, 128])
    data: bytes = image.copy(interpretation="srgb").jpegsave_buffer(Q=100)
    return data + bytes(max(0, size - len(data)))


def incoming(resources: Resources) -> list[str]:
    """What lies in the container of incoming files."""
    return [found.path for found in resources.store.list(resources.settings.incoming_container)]


def test_a_file_becomes_the_picture_that_was_announced(ana: Client, resources: Resources) -> None:
    """Under its id, and nothing else is left of it."""
    data = jpeg(80, 60)
    identity = sent(ana, data)

    answer = ana.post(f"/api/images/{identity}/complete", {})

    assert (answer.status, answer.json["id"], answer.json["filename"]) == (201, identity, "a.jpg")
    assert ana.get(f"/api/images/{identity}/content").data == data
    assert incoming(resources) == []
    assert ana.get(f"/api/images/uploads/{identity}").json["image"] == answer.json


def test_completing_twice_is_fine(ana: Client) -> None:
    """The answer of the first call may get lost."""
    identity = sent(ana, jpeg(80, 60))

    first, second = (ana.post(f"/api/images/{identity}/complete", {}) for _ in range(2))

    assert (first.status, second.status, second.json) == (201, 200, first.json)


def test_bytes_that_the_account_has_are_the_same_picture(ana: Client) -> None:
    """With the id that it had."""
    held = ana.upload(jpeg(80, 60)).json

    answer = ana.post(f"/api/images/{sent(ana, jpeg(80, 60))}/complete", {})

    assert (answer.status, answer.json) == (200, held)


def test_a_file_that_has_not_arrived_cannot_be_completed(ana: Client) -> None:
    """And can be, once it has."""
    data = jpeg(80, 60)
    put = begun(ana, len(data))

    early = ana.post(f"/api/images/{put['imageId']}/complete", {})
    send(put, data)

    assert (early.status, early.code) == (409, "upload_incomplete")
    assert ana.post(f"/api/images/{put['imageId']}/complete", {}).status == 201


def test_a_large_file_comes_in_parts_and_goes_on_where_it_was_interrupted(ana: Client) -> None:
    """The service says which parts it has."""
    data = noise(IN_PARTS_FROM + 1000)
    put = begun(ana, len(data))
    identity, size = put["imageId"], put["partBytes"]
    parts = [data[start : start + size] for start in range(0, len(data), size)]

    send(ana.post(f"/api/images/uploads/{identity}/parts/2", {}).json, parts[1])
    (seen,) = ana.get("/api/images/uploads").json["items"]
    early = ana.post(f"/api/images/{identity}/complete", {})
    for number in {*range(1, len(parts) + 1)} - {2}:
        send(ana.post(f"/api/images/uploads/{identity}/parts/{number}", {}).json, parts[number - 1])

    assert size == PART_BYTES
    assert (seen["imageId"], seen["parts"], seen["receivedBytes"]) == (identity, [{"number": 2, "bytes": PART_BYTES}], PART_BYTES)
    assert (early.status, early.code) == (409, "upload_incomplete")
    assert ana.post(f"/api/images/{identity}/complete", {}).status == 201
    assert ana.get(f"/api/images/{identity}/content").data == data


def test_only_parts_that_the_file_has_are_signed(ana: Client) -> None:
    """A file in one piece has none."""
    small, large = (begun(ana, size)["imageId"] for size in (1000, IN_PARTS_FROM))

    answers = [ana.post(f"/api/images/uploads/{part}", {}) for part in (f"{small}/parts/1", f"{large}/parts/3")]

    assert [answer.status for answer in answers] == [422, 422]


@pytest.mark.parametrize(
    ("data", "status", "code"),
    [
        (b"no picture at all", 415, "unsupported_image"),
        (jpeg(80, 60)[:200], 422, "corrupt_image"),
        (jpeg_bomb(60_000, 60_000), 413, "image_too_large"),
    ],
    ids=["text", "cut", "bomb"],
)
def test_what_is_no_picture_is_removed_and_explained(ana: Client, resources: Resources, data: bytes, status: int, code: str) -> None:
    """Now, and to whoever asks later."""
    identity = sent(ana, data)

    refused = ana.post(f"/api/images/{identity}/complete", {})

    later = ana.get(f"/api/images/uploads/{identity}").json
    assert (refused.status, refused.code, later["state"], later["code"]) == (status, code, "refused", code)
    assert later["message"] == refused.json["detail"]
    assert incoming(resources) == []


def test_a_file_larger_than_announced_and_allowed_is_removed(ana: Client, resources: Resources) -> None:
    """Azure takes what is sent, so the size is looked at afterwards."""
    settings = resources.settings.model_copy(update={"max_upload_bytes": 1000})
    strict = replace(ana, resources=replace(resources, settings=settings))

    refused = strict.post(f"/api/images/{sent(strict, jpeg(400, 300)[:1000])}/complete", {})
    put = begun(strict, 900)
    send(put, jpeg(400, 300))
    larger = strict.post(f"/api/images/{put['imageId']}/complete", {})

    assert refused.code != "image_too_large"
    assert (larger.status, larger.code, incoming(resources)) == (413, "image_too_large", [])


def test_limits_hold_before_anything_is_sent(ana: Client, resources: Resources) -> None:
    """The size of a file, and the account's quota with what is on its way."""
    settings = resources.settings.model_copy(update={"quota_bytes": 5000, "max_upload_bytes": 4000})
    strict = replace(ana, resources=replace(resources, settings=settings))

    assert strict.post("/api/images/uploads", {"bytes": 4001}).code == "image_too_large"
    begun(strict, 3000)
    assert strict.post("/api/images/uploads", {"bytes": 3000}).code == "quota_exceeded"


def test_what_was_begun_in_the_store_for_a_refused_file_is_given_up(
    ana: Client, resources: Resources, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody else knows of it."""
    settings = resources.settings.model_copy(update={"quota_bytes": 5000})
    strict = replace(ana, resources=replace(resources, settings=settings))
    begin, abort, events = resources.store.begin_upload, resources.store.abort_upload, list[str]()

    def noted(name: str, call: Any) -> Any:
        def run(*args: Any, **options: Any) -> Any:
            events.append(name)
            return call(*args, **options)

        return run

    monkeypatch.setattr(resources.store, "begin_upload", noted("begun", begin))
    monkeypatch.setattr(resources.store, "abort_upload", noted("given up", abort))

    assert strict.post("/api/images/uploads", {"bytes": IN_PARTS_FROM}).code == "quota_exceeded"
    assert events == ["begun", "given up"]


def test_an_upload_belongs_to_its_account(ana: Client, api: Client) -> None:
    """Nobody else sees, completes or aborts it."""
    identity, eva = sent(ana, jpeg(80, 60)), api.registered()

    assert eva.post(f"/api/images/{identity}/complete", {}).status == 404
    assert [eva.call(method, f"/api/images/uploads/{identity}").status for method in ("GET", "DELETE")] == [404, 404]
    assert eva.get("/api/images/uploads").json["items"] == []


def test_an_upload_is_aborted(ana: Client, resources: Resources) -> None:
    """Nothing is left of it."""
    identity = sent(ana, jpeg(80, 60))

    assert ana.call("DELETE", f"/api/images/uploads/{identity}").status == 204

    assert (ana.get(f"/api/images/uploads/{identity}").status, incoming(resources)) == (404, [])


def test_the_store_reports_what_has_arrived(ana: Client, resources: Resources) -> None:
    """Also when the client is gone; what nobody announced is removed, and a refusal is kept."""
    identity, broken = sent(ana, jpeg(80, 60)), sent(ana, b"no picture")
    stray = f"{resources.settings.incoming_container}/{uuid.uuid4()}/{uuid.uuid4()}"
    resources.store.put(stray, jpeg(90, 60))
    app = func.FunctionApp()
    app.register_functions(uploads.blueprint(resources))
    (trigger,) = app.get_functions()

    for path in incoming(resources):
        container, _, name = path.partition("/")
        trigger.get_user_function()(_Named(container, name), _Context())

    assert [image["id"] for image in ana.get("/api/images").json["items"]] == [identity]
    assert ana.get(f"/api/images/uploads/{broken}").json["code"] == "unsupported_image"
    assert incoming(resources) == []


def test_the_sweep_takes_what_arrived_and_forgets_the_rest(ana: Client, resources: Resources) -> None:
    """A day later."""
    identity, missing = sent(ana, jpeg(80, 60)), begun(ana, IN_PARTS_FROM)["imageId"]
    later = replace(resources, clock=lambda: resources.clock() + timedelta(days=1, minutes=1))

    assert (resources.uploads.sweep(), later.uploads.sweep()) == (0, 2)

    assert [image["id"] for image in ana.get("/api/images").json["items"]] == [identity]
    assert [ana.get(f"/api/images/uploads/{upload}").status for upload in (identity, missing)] == [404, 404]


def test_deleting_the_account_removes_what_was_on_its_way(ana: Client, resources: Resources) -> None:
    """Every byte."""
    sent(ana, jpeg(80, 60))
    assert ana.post("/api/auth/me/delete", {"password": PASSWORD}).status == 204

    resources.leftovers.sweep()

    assert incoming(resources) == []


class _Named:
    def __init__(self, container: str, name: str) -> None:
        self.container_name, self.blob_name = container, name


class _Context:
    invocation_id = "1"
