"""The queue that wakes functions, on Azure's emulator: what is sent is what the Functions host expects."""

import base64
import json
import uuid
from datetime import timedelta

import pytest
from azure.storage.queue import QueueClient

from shared.config import Settings
from shared.errors import StoreUnavailable
from shared.storage.azure.connection import API_VERSION
from shared.storage.azure.queue import AzureQueue
from shared.storage.queues import MessageQueue, open_queue
from tests.fixtures.azurite import Azurite

SETTING = "AzureWebJobsStorage"


@pytest.fixture
def name() -> str:
    """Of a queue that is not made yet."""
    return f"test-{uuid.uuid4().hex[:16]}"


def opened(connection_string: str, name: str) -> MessageQueue:
    """The queue, opened as the app opens it."""
    return open_queue(Settings(), name, {SETTING: connection_string})


def received(azurite: Azurite, name: str) -> list[str]:
    """What is seen in the queue, as it is on the wire."""
    with QueueClient.from_connection_string(azurite.connection_string, name, api_version=API_VERSION) as client:
        return [message.content for message in client.receive_messages(max_messages=32)]


def test_a_message_is_base64_of_its_text(azurite: Azurite, name: str) -> None:
    """The host takes anything else for poison; and the queue is made by the way."""
    opened(azurite.connection_string, name).send('{"job": "ñ"}')

    (content,) = received(azurite, name)
    assert json.loads(base64.b64decode(content, validate=True)) == {"job": "ñ"}


def test_a_message_can_wait(azurite: Azurite, name: str) -> None:
    """Nobody sees it until its time has come."""
    queue = opened(azurite.connection_string, name)
    queue.send("later", delay=timedelta(minutes=1))
    queue.send("now", delay=timedelta(milliseconds=1))

    assert [base64.b64decode(content) for content in received(azurite, name)] == [b"now"]


def test_a_queue_is_made_once(azurite: Azurite, name: str) -> None:
    """Making it again leaves what is in it."""
    queue = opened(azurite.connection_string, name)
    queue.ensure()
    queue.send("kept")
    queue.ensure()

    assert len(received(azurite, name)) == 1


def test_a_queue_that_is_away_is_used_again_when_it_is_back(own_azurite: Azurite, name: str) -> None:
    """With nothing to reset, and with a version of the API that the emulator knows."""
    queue = opened(own_azurite.connection_string, name)
    queue.ensure()
    own_azurite.stop()
    with pytest.raises(StoreUnavailable):
        queue.send("lost")
    own_azurite.start()

    queue.send("found")

    assert len(received(own_azurite, name)) == 1


def test_a_queue_that_hangs_is_given_up_by_a_time_limit(own_azurite: Azurite, name: str) -> None:
    """A person waits for the answer."""
    queue = opened(own_azurite.connection_string, name)
    queue.ensure()
    own_azurite.freeze()

    with pytest.raises(StoreUnavailable) as caught:
        queue.send("lost")

    assert caught.value.facts["operation"] == "send"


@pytest.mark.parametrize("key", ["wrong", ""])
def test_a_wrong_key_is_told_without_a_word_of_it(azurite: Azurite, name: str, key: str) -> None:
    """Neither in the message nor in the facts."""
    secret = base64.b64encode(key.encode() * 8).decode()
    text = azurite.connection_string_with(secret)

    with pytest.raises(StoreUnavailable) as caught:
        opened(text, name).send("x")

    assert not secret or secret not in f"{caught.value.message} {caught.value.facts}"
    assert caught.value.__cause__ is None


@pytest.mark.parametrize("environ", [{}, {SETTING: ""}, {SETTING: "nonsense"}, {f"{SETTING}__queueServiceUri": "http://plain.example"}])
def test_a_connection_that_cannot_be_used_is_told_by_name(name: str, environ: dict[str, str]) -> None:
    """When something is sent, not before: the app must load without it."""
    queue = open_queue(Settings(), name, environ)

    with pytest.raises(StoreUnavailable) as caught:
        queue.send("x")

    assert SETTING in str(caught.value.facts)


@pytest.mark.parametrize(
    ("setting", "url"),
    [
        ({"queueServiceUri": "https://a.queue.core.windows.net"}, "https://a.queue.core.windows.net/jobs"),
        ({"accountName": "b", "clientId": "me"}, "https://b.queue.core.windows.net/jobs"),
    ],
)
def test_a_managed_identity_is_found_as_the_host_finds_it(setting: dict[str, str], url: str) -> None:
    """By the settings below the connection's name; nothing is sent."""
    made = AzureQueue.connect(SETTING, "jobs", {f"{SETTING}__{name}": value for name, value in setting.items()})

    assert made.client.url.rstrip("/") == url
