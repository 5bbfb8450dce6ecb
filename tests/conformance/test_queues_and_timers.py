"""Queue triggers and timer triggers."""

import uuid
from collections.abc import Iterator

import pytest
from azure.storage.queue import QueueClient, TextBase64EncodePolicy

from tests.conformance.conftest import Hosts
from tests.fixtures.azurite import Azurite


@pytest.fixture
def queue(azurite: Azurite) -> Iterator[QueueClient]:
    """A queue of this test's own, which is not made yet."""
    name = f"test-{uuid.uuid4().hex[:12]}"
    with QueueClient.from_connection_string(azurite.connection_string, name, message_encode_policy=TextBase64EncodePolicy()) as made:
        yield made


def listening(queue: QueueClient, body: str) -> str:
    """An app with a function that listens on a queue, and one that listens on its poison queue."""
    return f"""
@app.queue_trigger(arg_name="message", queue_name="{queue.queue_name}", connection="AzureWebJobsStorage")
def on_message(message: func.QueueMessage) -> None:
    {body}

@app.queue_trigger(arg_name="message", queue_name="{queue.queue_name}-poison", connection="AzureWebJobsStorage")
def on_poison(message: func.QueueMessage) -> None:
    record("poison", message.get_body().decode())
"""


QUICK = {"extensions": {"queues": {"maxPollingInterval": "00:00:01", "maxDequeueCount": 3}}}


def test_a_message_runs_once_and_is_gone(hosts: Hosts, queue: QueueClient) -> None:
    """Also when the queue is made after the host."""
    host = hosts.start(hosts.write(listening(queue, "record(message.get_body().decode(), message.dequeue_count)"), QUICK))
    queue.create_queue()
    queue.send_message("hola ñ")
    host.wait_for(lambda host: bool(host.records()))
    host.wait_for(lambda _: queue.get_queue_properties().approximate_message_count == 0)

    assert host.records() == [["hola ñ", 1]]


def test_a_message_that_fails_becomes_poison(hosts: Hosts, queue: QueueClient) -> None:
    """After as many attempts as host.json says, and a function that listens to poison gets it."""
    queue.create_queue()
    host = hosts.start(hosts.write(listening(queue, "record(message.dequeue_count); raise ValueError('on purpose')"), QUICK))
    queue.send_message("bad")
    host.wait_for(lambda host: ["poison", "bad"] in host.records())

    assert host.records() == [[1], [2], [3], ["poison", "bad"]]


def test_a_message_that_is_not_base64_is_poison_at_once(hosts: Hosts, azurite: Azurite, queue: QueueClient) -> None:
    """And does not hold up the others."""
    queue.create_queue()
    with QueueClient.from_connection_string(azurite.connection_string, queue.queue_name) as plain:
        plain.send_message("¿qué?")
    queue.send_message("fine")
    host = hosts.start(hosts.write(listening(queue, "record(message.get_body().decode())"), QUICK))
    host.wait_for(lambda host: len(host.records()) > 1)

    assert sorted(host.records()) == [["fine"], ["poison", "¿qué?"]]


def test_a_timer_runs_on_startup_by_hand_and_when_it_is_due(hosts: Hosts) -> None:
    """With six fields, the first of them seconds."""
    app = """
@app.timer_trigger(arg_name="timer", schedule="0 0 0 1 1 *", run_on_startup=True)
def yearly(timer: func.TimerRequest) -> None:
    record("yearly", timer.past_due)

@app.timer_trigger(arg_name="timer", schedule="* * * * * *")
def every_second(timer: func.TimerRequest) -> None:
    record("every_second", timer.past_due)
"""
    host = hosts.start(hosts.write(app))
    host.wait_for(lambda host: ["yearly", False] in host.records())
    with host.client as client:
        client.post("/admin/functions/yearly", json={"input": ""})
    host.wait_for(lambda host: host.records().count(["yearly", False]) == 2)

    host.wait_for(lambda host: host.records().count(["every_second", False]) > 1)


def test_a_schedule_that_is_none_is_an_error_of_the_function(hosts: Hosts) -> None:
    """It is not served; the host is."""
    app = """
@app.timer_trigger(arg_name="timer", schedule="every day")
def daily(timer: func.TimerRequest) -> None: ...
"""
    with hosts.start(hosts.write(app)).client as client:
        assert "NCRONTAB" in client.get("/admin/functions/daily/status").json()["errors"][0]
