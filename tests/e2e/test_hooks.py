"""The try of a deployed service, on everything that `make start` starts: `az storage blob` is played by the storage SDK on Azurite."""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from azure.storage.blob import BlobServiceClient

from infra.hooks.replay import replay_failed, touch
from infra.hooks.smoke import smoke
from tests.fixtures.pictures import jpeg
from tests.fixtures.stack import Stack

SEEN_WITHIN_SECONDS = 20

# Answers what the hooks ask of `az storage blob`, and says what `az` says when a blob is not there.
AZ = """#!{python}
import json, sys
from azure.core.exceptions import ResourceNotFoundError
from azure.storage.blob import BlobServiceClient
verb, options = sys.argv[3], dict(zip(sys.argv[4:], sys.argv[5:]))
client = BlobServiceClient.from_connection_string({connection!r}, api_version="2024-11-04")
container = client.get_container_client(options["--container-name"])
answer = {{}}
try:
    if verb == "list":
        answer = [{{"name": one.name}} for one in container.list_blobs(options["--prefix"])]
    elif verb == "upload":
        container.upload_blob(options["--name"], open(options["--file"], "rb"), overwrite="--overwrite" in sys.argv)
    elif verb == "download":
        open(options["--file"], "wb").write(container.download_blob(options["--name"]).readall())
    elif verb == "delete":
        container.delete_blob(options["--name"])
except ResourceNotFoundError:
    sys.exit("The specified blob does not exist. ErrorCode:BlobNotFound")
print(json.dumps(answer))
"""


@pytest.fixture
def deployed(stack: Stack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> BlobServiceClient:
    """The stack as the hooks see a deployment; its blobs."""
    program = tmp_path / "az"
    program.write_text(AZ.format(python=sys.executable, connection=stack.connection_string))
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    monkeypatch.setenv("SERVICE_API_URI", stack.base_url)
    monkeypatch.setenv("PICTURES_ACCOUNT_NAME", "devstoreaccount1")
    for name in ("uploads", "outputs"):
        monkeypatch.setenv(f"{name.upper()}_CONTAINER", name)
    return BlobServiceClient.from_connection_string(stack.connection_string, api_version="2024-11-04")


def test_a_service_that_works_passes_its_try(deployed: BlobServiceClient, capsys: pytest.CaptureFixture[str]) -> None:
    """Register, log in, upload, preview, drop; and nothing stays."""
    smoke()

    said = capsys.readouterr().out
    assert "Registered, logged in, uploaded a picture" in said
    assert "Dropped a file: outputs/thumbnail/smoke-" in said
    for container in ("uploads", "outputs"):
        assert [one.name for one in deployed.get_container_client(container).list_blobs() if "smoke-" in one.name] == []


def test_a_file_that_failed_is_done_when_it_is_replayed(deployed: BlobServiceClient) -> None:
    """Its manifest says `done` then."""
    uploads, outputs = (deployed.get_container_client(name) for name in ("uploads", "outputs"))
    uploads.upload_blob("thumbnail/replayed/a.jpg", jpeg(640, 480))
    _wait(lambda: outputs.get_blob_client("thumbnail/replayed/a.jpg.json").exists())
    failed = json.dumps({"status": "failed", "source": {"path": "uploads/thumbnail/replayed/a.jpg"}})
    outputs.upload_blob("thumbnail/replayed/a.jpg.json", failed, overwrite=True)

    replay_failed("thumbnail/replayed/")

    _wait(lambda: json.loads(outputs.download_blob("thumbnail/replayed/a.jpg.json").readall())["status"] == "done")


def test_a_blob_that_is_gone_is_not_made(deployed: BlobServiceClient) -> None:
    """Of a dead letter that came too late."""
    touch("uploads", "thumbnail/nothing.jpg")

    assert not deployed.get_blob_client("uploads", "thumbnail/nothing.jpg").exists()


def _wait(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + SEEN_WITHIN_SECONDS
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.2)
