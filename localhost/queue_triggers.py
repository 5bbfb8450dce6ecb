"""Runs queue triggers: each function listens on its queue."""

import json
from collections.abc import Sequence
from concurrent.futures import Future
from datetime import datetime
from typing import Any

from azure.functions.meta import Datum
from azure.storage.queue import QueueMessage

from localhost.connection import queue
from localhost.converter import converter
from localhost.function import Function
from localhost.invoker import Invoker
from localhost.path_pattern import with_settings
from localhost.queue_listener import Policy, QueueListener
from localhost.queues import Queues

POISON = "-poison"


class QueueTriggers:
    """The queue triggers of the app.

    Args:
        functions: those with a queue trigger.
        policy: how many messages of one queue are worked on at once, and how often one is tried.
    """

    def __init__(self, functions: Sequence[Function], policy: Policy, invoker: Invoker, queues: Queues) -> None:
        self._invoker, self._queues, self._policy = invoker, queues, policy
        self.listeners = [self._listener(function) for function in functions]

    def start(self) -> None:
        """Listen on every queue."""
        for listener in self.listeners:
            listener.start()

    def stop(self) -> None:
        """Take no more messages."""
        for listener in self.listeners:
            listener.stop()

    async def run_by_hand(self, function: Function, text: str) -> None:
        """Run a function with a message that no queue holds.

        Raises:
            Exception: whatever the function raises.
        """
        await self._invoker.run(function, {function.trigger.name: _argument(function, text, {"DequeueCount": 1, "Id": "by-hand"})})

    def _listener(self, function: Function) -> QueueListener:
        name, connection = with_settings(str(function.trigger.raw["queueName"])), str(function.trigger.raw["connection"])

        def bury(message: QueueMessage) -> None:
            self._queues.bury(connection, name + POISON, message.content, self._policy.attempts)

        return QueueListener(
            queue(connection, name),
            self._policy,
            lambda message: self._start(function, message),
            None if name.endswith(POISON) else bury,
            self._queues.event(name),
        )

    def _start(self, function: Function, message: QueueMessage) -> "Future[Any]":
        facts = {
            "Id": message.id,
            "DequeueCount": message.dequeue_count,
            "PopReceipt": message.pop_receipt,
            "InsertionTime": _time(message.inserted_on),
            "ExpirationTime": _time(message.expires_on),
            "NextVisibleTime": _time(message.next_visible_on),
        }
        return self._invoker.submit(function, {function.trigger.name: _argument(function, message.content, facts)})


def _argument(function: Function, text: str, facts: dict[str, Any]) -> Any:
    annotation = function.types.get(function.trigger.name)
    if annotation is bytes:
        return text.encode()
    metadata = {name: Datum(json.dumps(value), "json") for name, value in facts.items() if value is not None}
    return converter(function.trigger.type, annotation).decode(Datum(text, "string"), trigger_metadata=metadata)


def _time(value: datetime | None) -> str | None:
    return value.strftime("%Y-%m-%dT%H:%M:%S+00:00") if value else None
