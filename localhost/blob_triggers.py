"""Runs blob triggers: what a scan or an event finds goes through the host's own queue to the function."""

import asyncio
import logging
from collections.abc import Sequence
from concurrent.futures import Future
from typing import Any

from azure.core.exceptions import ResourceNotFoundError
from azure.storage.queue import QueueMessage

from localhost.blob_argument import blob_argument
from localhost.blob_message import BlobMessage, split_path, split_url
from localhost.connection import HOST_STORAGE, blob_service, queue
from localhost.container_scan import ContainerScan, Watched
from localhost.function import Function
from localhost.invoker import Invoker
from localhost.path_pattern import PathPattern
from localhost.queue_listener import Policy, QueueListener
from localhost.queues import Queues
from localhost.receipts import Receipts

LOG = logging.getLogger(__name__)
POISON_QUEUE = "webjobs-blobtrigger-poison"
EVENT_GRID = "eventgrid"


class BlobTriggers:
    """The blob triggers of the app.

    Args:
        functions: those with a blob trigger.
        policy: how many run at once, all functions together, and how often one is tried.
    """

    def __init__(self, functions: Sequence[Function], host_id: str, policy: Policy, invoker: Invoker, queues: Queues) -> None:
        self._functions = {function.id.lower(): function for function in functions}
        self._invoker, self._queues = invoker, queues
        self._queue_name = f"azure-webjobs-blobtrigger-{host_id}"
        self._listener = QueueListener(
            queue(HOST_STORAGE, self._queue_name), policy, self._start, self._bury, queues.event(self._queue_name)
        )
        self._attempts = policy.attempts
        watched = [_watched(function) for function in functions if not _waits_for_events(function)]
        self._scan = ContainerScan(watched, Receipts(blob_service(HOST_STORAGE), host_id), self.notify)

    @property
    def listener(self) -> QueueListener:
        """What takes messages from the host's queue."""
        return self._listener

    def start(self) -> None:
        """Scan and listen."""
        self._listener.start()
        if self._scan.watched:
            self._scan.start()

    def stop(self) -> None:
        """Take on nothing new."""
        self._scan.stop()
        self._listener.stop()

    def notify(self, message: BlobMessage) -> None:
        """Queue a blob for a function.

        Raises:
            azure.core.exceptions.AzureError: when the storage does not take it.
        """
        self._queues.send(HOST_STORAGE, self._queue_name, message.text)

    async def run_by_hand(self, function: Function, text: str) -> None:
        """Run a function with a blob, named by its path or its URL; it is tried once.

        Raises:
            ValueError: when it names no blob.
            Exception: whatever the function raises.
        """
        container, blob = split_url(text) if "://" in text else split_path(text)
        argument = await asyncio.to_thread(blob_argument, function, container, blob)
        await self._invoker.run(function, {function.trigger.name: argument})

    def _start(self, message: QueueMessage) -> "Future[Any] | None":
        try:
            found = BlobMessage.parse(message.content)
        except ValueError as error:
            LOG.warning("dropped: %s", error)
            return None
        function = self._find(found)
        if function is None:
            LOG.warning("dropped: there is no blob function %s", found.function_id)
            return None
        connection = str(function.trigger.raw["connection"])
        try:
            with blob_service(connection) as service:
                etag = service.get_blob_client(found.container, found.blob).get_blob_properties().etag
            if etag != found.etag and not _waits_for_events(function):
                return None  # overwritten: the scan finds the new version by itself
            argument = blob_argument(function, found.container, found.blob)
        except ResourceNotFoundError:
            return None
        return self._invoker.submit(function, {function.trigger.name: argument})

    def _bury(self, message: QueueMessage) -> None:
        try:
            function = self._find(BlobMessage.parse(message.content))
        except ValueError:
            function = None
        connection = str(function.trigger.raw["connection"]) if function else HOST_STORAGE
        self._queues.bury(connection, POISON_QUEUE, message.content, self._attempts)

    def _find(self, message: BlobMessage) -> Function | None:
        name = message.function_id.lower()
        return self._functions.get(name) or self._functions.get(f"host.{name}")


def _waits_for_events(function: Function) -> bool:
    return str(function.trigger.raw.get("source", "")).lower() == EVENT_GRID


def _watched(function: Function) -> Watched:
    pattern = PathPattern.parse(str(function.trigger.raw["path"]))
    container = blob_service(str(function.trigger.raw["connection"])).get_container_client(pattern.container)
    return Watched(function.id, pattern, container)
