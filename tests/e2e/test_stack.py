"""The main job over real HTTP, on everything that `make start` starts."""

import json
import time
import uuid
from collections.abc import Iterator

import httpx
import pytest
from azure.storage.blob import BlobServiceClient

from tests.fixtures.api import PASSWORD
from tests.fixtures.pictures import jpeg
from tests.fixtures.stack import Stack

SEEN_WITHIN_SECONDS = 5


@pytest.fixture
def ana(stack: Stack) -> Iterator[httpx.Client]:
    """An HTTP client that is logged in."""
    with httpx.Client(base_url=stack.base_url, timeout=30) as client:
        session = client.post("/api/auth/register", json={"email": f"{uuid.uuid4().hex}@example.com", "password": PASSWORD})
        client.headers["Authorization"] = f"Bearer {session.json()['accessToken']}"
        yield client


def test_upload_change_save_and_find_again(ana: httpx.Client) -> None:
    """The whole way of a picture through the API."""
    image = ana.post("/api/images", params={"filename": "playa.jpg"}, content=jpeg(640, 480), headers={"Content-Type": "image/jpeg"}).json()
    recipe = {"steps": [{"op": "resize", "width": 200}, {"op": "greyscale"}], "output": {"format": "webp"}}
    preview = ana.post(f"/api/images/{image['id']}/preview", json={"recipe": recipe})
    saved = ana.post(f"/api/images/{image['id']}/renditions", json={"recipe": recipe, "name": "gris"})

    found = ana.get("/api/renditions").json()["items"]

    assert (preview.status_code, saved.status_code) == (200, 201)
    assert [rendition["name"] for rendition in found] == ["gris"]
    assert ana.get(found[0]["links"]["content"]).content == preview.content


def test_a_form_over_real_http(ana: httpx.Client) -> None:
    """As a browser or curl -F sends it."""
    answer = ana.post("/api/transform", files={"file": ("p.jpg", jpeg(640, 480), "image/jpeg")}, data={"preset": "square"})

    assert (answer.status_code, answer.headers["x-image-width"], answer.content[:3]) == (200, "1080", b"\xff\xd8\xff")


def test_a_dropped_file_is_found_transformed(stack: Stack) -> None:
    """Within seconds, with nothing else done."""
    service = BlobServiceClient.from_connection_string(stack.connection_string)
    name = f"web/{uuid.uuid4().hex}.jpg"
    with service:
        service.get_blob_client("uploads", name).upload_blob(jpeg(2000, 1000))
        manifest = service.get_blob_client("outputs", f"{name}.json")
        dropped = time.monotonic()
        while not manifest.exists():
            assert time.monotonic() - dropped < SEEN_WITHIN_SECONDS, stack.log.read_text()
            time.sleep(0.05)
        found = json.loads(manifest.download_blob().readall())

        assert found["status"] == "done"
        assert [output["width"] for output in found["outputs"]] == [640, 1280, 1920]
        for output in found["outputs"]:
            container, _, blob = output["path"].partition("/")
            assert service.get_blob_client(container, blob).get_blob_properties().size == output["bytes"]


def test_the_log_has_one_line_per_request_without_secrets(stack: Stack, ana: httpx.Client) -> None:
    """Passwords, tokens and addresses never stand in it."""
    mark = f"/api/images/{uuid.uuid4()}"
    answer = ana.get(mark)

    lines = [line for line in stack.log.read_text().splitlines() if answer.headers["x-request-id"] in line]

    assert len(lines) == 1
    assert {"event": "request", "function": "images_get", "status": 404, "code": "not_found"}.items() <= json.loads(lines[0]).items()
    text = stack.log.read_text()
    assert PASSWORD not in text
    assert "@example.com" not in text
    assert str(ana.headers["Authorization"]).removeprefix("Bearer ") not in text


def test_a_wrong_method_is_told_as_what_is_not_there(ana: httpx.Client) -> None:
    """The catch-all answers with a problem."""
    answer = ana.put("/api/images", content=b"")

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
