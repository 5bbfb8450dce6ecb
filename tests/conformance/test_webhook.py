"""Blob triggers that wait for events."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from azure.storage.blob import BlobServiceClient

from tests.conformance.conftest import Hosts, Running

WEBHOOK = "/runtime/webhooks/blobs?functionName=Host.Functions.on_blob"
APP = """
@app.blob_trigger(arg_name="b", path="elsewhere/{name}.csv", connection="AzureWebJobsStorage", source="EventGrid")
def on_blob(b: func.InputStream) -> None:
    record(b.name)
"""


@pytest.fixture(scope="module")
def host(hosts: Hosts) -> Running:
    """A host of a function that waits for events."""
    return hosts.start(hosts.write(APP))


@pytest.fixture
def client(host: Running) -> Iterator[httpx.Client]:
    """A client of it."""
    with host.client as made:
        yield made


def created(url: str) -> dict[str, Any]:
    """What Event Grid says of a new blob."""
    data = {"api": "PutBlob", "contentType": "text/plain", "contentLength": 1, "blobType": "BlockBlob", "eTag": "0x8D1", "url": url}
    return {"id": "1", "topic": "t", "subject": "s", "eventType": "Microsoft.Storage.BlobCreated", "data": data}


def test_a_subscription_is_validated(client: httpx.Client) -> None:
    """With the code that it brought."""
    answer = client.post(WEBHOOK, json=[{"data": {"validationCode": "c0de"}}], headers={"aeg-event-type": "SubscriptionValidation"})

    assert (answer.status_code, answer.json()) == (200, {"validationResponse": "c0de"})


def test_other_calls_of_the_webhook(client: httpx.Client) -> None:
    """Unsubscribing, no header, the handshake of CloudEvents, and an extension that does not exist."""
    assert client.post(WEBHOOK, headers={"aeg-event-type": "Unsubscribe"}).status_code == 202
    assert client.post(WEBHOOK, json=[]).status_code == 400
    assert client.options(WEBHOOK).headers["webhook-allowed-origin"] == "eventgrid.azure.net"
    assert client.post("/runtime/webhooks/tables").status_code == 404


def test_an_event_for_an_unknown_function_is_taken_and_dropped(host: Running, client: httpx.Client, storage: BlobServiceClient) -> None:
    """The log says so."""
    url = f"{storage.url}box/x.csv"
    answer = client.post(WEBHOOK.replace("on_blob", "gone"), json=created(url), headers={"aeg-event-type": "Notification"})

    host.wait_for(lambda host: "there is no blob function Host.Functions.gone" in host.log)
    assert answer.status_code == 202


def test_only_events_start_the_function(host: Running, client: httpx.Client, storage: BlobServiceClient, container: str) -> None:
    """A blob without an event does not; an event that comes twice does it twice, and the pattern is not looked at."""
    box = storage.create_container(container)
    box.upload_blob("silent.csv", b"1")
    box.upload_blob("told.txt", b"1")
    event = created(box.get_blob_client("told.txt").url)

    for _ in range(2):
        assert client.post(WEBHOOK, json=[event], headers={"aeg-event-type": "Notification"}).status_code == 202
    host.wait_for(lambda host: len(host.records()) > 1)

    assert host.records() == [[f"{container}/told.txt"]] * 2
