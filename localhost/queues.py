"""Queues to send to and to listen on: a listener of this process hears at once what this process sends."""

import logging
import threading
from collections import defaultdict

from azure.core.exceptions import ResourceExistsError, ResourceNotFoundError

from localhost.connection import queue

LOG = logging.getLogger(__name__)


class Queues:
    """Sends messages, and wakes those who wait for them."""

    def __init__(self) -> None:
        self._events: defaultdict[str, threading.Event] = defaultdict(threading.Event)

    def event(self, name: str) -> threading.Event:
        """Set when something was put on a queue of this name, in whichever account."""
        return self._events[name]

    def send(self, connection: str, name: str, text: str) -> None:
        """Put a message on a queue, which is made when it is missing.

        Raises:
            azure.core.exceptions.AzureError: when the storage does not take it.
        """
        with queue(connection, name) as client:
            try:
                client.send_message(text)
            except ResourceNotFoundError:
                try:
                    client.create_queue()
                except ResourceExistsError:
                    LOG.debug("somebody else made the queue %s", name)
                client.send_message(text)
        self.event(name).set()

    def bury(self, connection: str, name: str, text: str, attempts: int) -> None:
        """Put a message that failed for the last time on a queue for poison; raises as `send`."""
        LOG.warning("Message has reached MaxDequeueCount of %d. Moving message to queue '%s'.", attempts, name)
        self.send(connection, name, text)
