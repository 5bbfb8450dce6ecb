"""Blob triggers that scan: what is found, how often it runs, and what becomes of failures."""

import base64
import json
from contextlib import suppress
from typing import Any

import pytest
from azure.core.exceptions import ResourceNotFoundError
from azure.storage.blob import BlobServiceClient, ContainerClient
from azure.storage.queue import QueueClient

from localhost.path_pattern import PathPattern
from tests.conformance.conftest import Hosts, Running
from tests.fixtures.azurite import Azurite

FACTS = ("Type", "FunctionId", "BlobType", "ContainerName", "BlobName", "ETag")


def watching(container: str, body: str, annotation: str = "func.InputStream", name: str = "on_blob", path: str = "{name}") -> str:
    """An app with one blob function."""
    return f"""
import azurefunctions.extensions.bindings.blob as blob
@app.blob_trigger(arg_name="b", path="{container}/{path}", connection="AzureWebJobsStorage")
def {name}(b: {annotation}) -> None:
    {body}
"""


def poison(azurite: Azurite, container: str) -> list[dict[str, Any]]:
    """What lies in the poison queue for a container."""
    found = []
    with (
        QueueClient.from_connection_string(azurite.connection_string, "webjobs-blobtrigger-poison") as queue,
        suppress(ResourceNotFoundError),
    ):
        found = [json.loads(base64.b64decode(message.content)) for message in queue.peek_messages(max_messages=32)]
    return [message for message in found if message["ContainerName"] == container]


@pytest.fixture
def box(storage: BlobServiceClient, container: str) -> ContainerClient:
    """A container of this test's own."""
    return storage.create_container(container)


def test_each_version_of_a_blob_runs_once(hosts: Hosts, storage: BlobServiceClient, box: ContainerClient) -> None:
    """Not again after a restart, because there is a receipt; again when it is overwritten or its metadata change; not when deleted."""
    folder = hosts.write(watching(box.container_name, "record(b.name.partition('/')[2], b.read().decode())"))
    host = hosts.start(folder)
    box.upload_blob("a.txt", b"one")
    host.wait_for(lambda host: len(host.records()) == 1)
    etag = box.get_blob_client("a.txt").get_blob_properties().etag
    receipt = f"blobreceipts/{folder.name}/Host.Functions.on_blob/{etag}/{box.container_name}/a.txt"
    receipts = storage.get_blob_client("azure-webjobs-hosts", receipt)
    host.wait_for(lambda _: receipts.exists() and not receipts.get_blob_properties().metadata)
    host.stop()

    host = hosts.start(folder)
    box.upload_blob("b.txt", b"two")
    host.wait_for(lambda host: len(host.records()) > 1)
    box.upload_blob("a.txt", b"three", overwrite=True)
    host.wait_for(lambda host: len(host.records()) > 2)
    box.get_blob_client("a.txt").set_blob_metadata({"seen": "yes"})
    host.wait_for(lambda host: len(host.records()) > 3)
    box.delete_blob("b.txt")
    box.upload_blob("c.txt", b"four")
    host.wait_for(lambda host: len(host.records()) > 4)

    assert host.records() == [["a.txt", "one"], ["b.txt", "two"], ["a.txt", "three"], ["a.txt", "three"], ["c.txt", "four"]]


def test_the_pattern_decides_with_its_case(hosts: Hosts, box: ContainerClient) -> None:
    """A parameter matches slashes too."""
    for name in ("x.CSV", "x.txt", "a/b.csv"):
        box.upload_blob(name, b"1")
    host = hosts.start(hosts.write(watching(box.container_name, "record(b.name.partition('/')[2])", path="{name}.csv")))
    host.wait_for(lambda host: bool(host.records()))
    box.upload_blob("last.csv", b"1")
    host.wait_for(lambda host: len(host.records()) > 1)

    assert host.records() == [["a/b.csv"], ["last.csv"]]


def test_parameters_are_greedy() -> None:
    """The last dot divides."""
    assert PathPattern.parse("box/{a}.{b}").match("x.y.z") == {"a": "x.y", "b": "z"}


def test_a_pattern_for_the_container_is_an_error_of_the_function(hosts: Hosts) -> None:
    """It is not served; the host is."""
    with hosts.start(hosts.write(watching("{box}", "pass"))).client as client:
        assert len(client.get("/admin/functions/on_blob/status").json()["errors"]) == 1


def test_a_blob_that_always_fails_is_tried_five_times_and_becomes_poison(hosts: Hosts, azurite: Azurite, box: ContainerClient) -> None:
    """Others go on meanwhile, and nothing tries it again."""
    body = """record(b.name.partition('/')[2])
    if "bad" in b.name: raise ValueError("on purpose")"""
    host = hosts.start(hosts.write(watching(box.container_name, body)))
    box.upload_blob("bad.txt", b"1")
    host.wait_for(lambda _: bool(poison(azurite, box.container_name)))
    box.upload_blob("good.txt", b"1")
    host.wait_for(lambda host: ["good.txt"] in host.records())

    etag = box.get_blob_client("bad.txt").get_blob_properties().etag
    values = ("BlobTrigger", "Host.Functions.on_blob", "BlockBlob", box.container_name, "bad.txt", etag)
    assert host.records() == [["bad.txt"]] * 5 + [["good.txt"]]
    assert poison(azurite, box.container_name) == [dict(zip(FACTS, values, strict=True))]


def test_returning_a_value_is_a_failure(hosts: Hosts, azurite: Azurite, box: ContainerClient) -> None:
    """With a threshold of one it runs once."""
    app = watching(box.container_name, "record('ran'); return 1").replace(" -> None", "")
    host = hosts.start(hosts.write(app, {"extensions": {"blobs": {"poisonBlobThreshold": 1}}}))
    box.upload_blob("a.txt", b"1")
    host.wait_for(lambda _: bool(poison(azurite, box.container_name)))

    assert host.records() == [["ran"]]


def test_what_changes_while_it_waits(hosts: Hosts, storage: BlobServiceClient, box: ContainerClient) -> None:
    """A blob that is deleted is forgotten, and of one that is overwritten only the new version runs."""
    body = """record(b.name.partition('/')[2], b.read().decode())
    while b.name.endswith("hold.txt") and not os.path.exists(os.environ["RECORD"] + ".go"): time.sleep(0.02)"""
    folder = hosts.write(watching(box.container_name, body), {"extensions": {"blobs": {"maxDegreeOfParallelism": 1}}})
    host = hosts.start(folder)
    box.upload_blob("hold.txt", b"1")
    host.wait_for(lambda host: bool(host.records()))
    box.upload_blob("gone.txt", b"1")
    box.upload_blob("new.txt", b"old")
    hosts_container = storage.get_container_client("azure-webjobs-hosts")

    def queued(_: Running) -> bool:
        found = hosts_container.list_blobs(name_starts_with=f"blobreceipts/{folder.name}/", include=["metadata"])
        return sum(not receipt.metadata for receipt in found) == 3

    host.wait_for(queued)
    box.delete_blob("gone.txt")
    box.upload_blob("new.txt", b"new", overwrite=True)
    (folder / "record.go").touch()
    host.wait_for(lambda host: len(host.records()) > 1)
    box.upload_blob("last.txt", b"1")
    host.wait_for(lambda host: len(host.records()) > 2)

    assert host.records() == [["hold.txt", "1"], ["new.txt", "new"], ["last.txt", "1"]]


def test_work_that_the_stop_of_the_host_cuts_off_is_done_at_the_next_start(hosts: Hosts, box: ContainerClient) -> None:
    """At once, and its attempt is lost, not the blob."""
    body = """record(b.name.partition('/')[2])
    while not os.path.exists(os.environ["RECORD"] + ".go"): time.sleep(0.02)
    record("done")"""
    folder = hosts.write(watching(box.container_name, body))
    host = hosts.start(folder)
    box.upload_blob("long.txt", b"1")
    host.wait_for(lambda host: bool(host.records()))

    code = host.stop()
    (folder / "record.go").touch()
    host = hosts.start(folder)
    host.wait_for(lambda host: len(host.records()) > 2)

    assert (code, host.records()) == (0, [["long.txt"], ["long.txt"], ["done"]])
    assert "Traceback" not in host.log


def test_what_an_input_stream_knows(hosts: Hosts, box: ContainerClient) -> None:
    """Its name has the container, it is read once, and an empty one has no length."""
    body = "record(b.name, b.uri, b.length, b.metadata, b.read().decode(), b.read().decode(), b.seekable())"
    host = hosts.start(hosts.write(watching(box.container_name, body)))
    box.upload_blob("a.txt", b"abc", metadata={"mood": "fine"})
    box.upload_blob("e.txt", b"")
    host.wait_for(lambda host: len(host.records()) > 1)

    paths = [f"{box.container_name}/{name}" for name in ("a.txt", "e.txt")]
    assert [record[1].endswith(path) for record, path in zip(sorted(host.records()), paths, strict=True)] == [True, True]
    assert [[record[0], *record[2:]] for record in sorted(host.records())] == [
        [paths[0], 3, {"mood": "fine"}, "abc", "", False],
        [paths[1], None, {}, "", "", False],
    ]


def test_a_client_of_the_sdk_reads_the_blob(hosts: Hosts, box: ContainerClient) -> None:
    """It is a real one."""
    body = "record(b.container_name, b.blob_name, b.download_blob().readall().decode())"
    host = hosts.start(hosts.write(watching(box.container_name, body, "blob.BlobClient")))
    box.upload_blob("deep/a.txt", b"abc")
    host.wait_for(lambda host: bool(host.records()))

    assert host.records() == [[box.container_name, "deep/a.txt", "abc"]]
