"""Takes messages from a queue and works on them, with attempts and a queue for poison: for queue triggers and for blobs alike."""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, wait
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from azure.core.exceptions import AzureError, ResourceNotFoundError
from azure.storage.queue import QueueClient, QueueMessage

from localhost.connection import decoded

LOG = logging.getLogger(__name__)

# How long a message stays hidden while it is worked on; renewed at half-time. The real host hides it for ten minutes at a time, which is
# how long a message of a host that was killed would wait here for the next one.
HIDDEN_SECONDS = 30
FIRST_WAIT, TROUBLE_WAIT = 0.1, 2.0  # seconds
BATCH = 32  # the service gives no more at once


@dataclass(frozen=True)
class Policy:
    """How a queue is worked on.

    Attributes:
        parallel: messages at once.
        attempts: runs of a message that keeps failing.
        pause: seconds between attempts.
        longest_wait: seconds between two looks at a queue that stays empty.
    """

    parallel: int
    attempts: int = 5
    pause: int = 0
    longest_wait: float = 60.0


@dataclass
class QueueListener:
    """A listener on one queue.

    Attributes:
        queue: where the messages come from; a queue that does not exist is empty.
        policy: how it is worked on.
        work: starts the work on a message; None when there is nothing to do and the message may go.
        bury: puts away a message that failed for the last time; None when there is nowhere to put it: then it stays hidden for a while
            and starts again, which is what the real host does with queues whose name ends in `-poison`.
        wake: set by those who put something on the queue.
    """

    queue: QueueClient
    policy: Policy
    work: Callable[[QueueMessage], "Future[Any] | None"]
    bury: Callable[[QueueMessage], None] | None
    wake: threading.Event
    _stopping: threading.Event = field(default_factory=threading.Event)
    _running: dict[str, QueueMessage] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def start(self) -> None:
        """Listen, in a thread."""
        threading.Thread(target=self._listen, name=f"queue {self.queue.queue_name}", daemon=True).start()

    def stop(self) -> None:
        """Take no more messages."""
        self._stopping.set()
        self.wake.set()

    def release(self) -> None:
        """Give back what is still being worked on, so that the next host finds it at once."""
        with self._lock:
            left = list(self._running.values())
        for message in left:
            with suppress(AzureError):
                self.queue.update_message(message, visibility_timeout=0)

    @property
    def busy(self) -> int:
        """How many messages are being worked on."""
        with self._lock:
            return len(self._running)

    def _listen(self) -> None:
        pause = FIRST_WAIT
        while not self._stopping.is_set():
            self.wake.clear()
            room = self.policy.parallel - self.busy
            try:
                messages = self._receive(room) if room > 0 else []
            except AzureError as error:
                LOG.warning("The queue %s does not answer: %s", self.queue.queue_name, str(error).partition("\n")[0])
                self._stopping.wait(TROUBLE_WAIT)
                continue
            for message in messages:
                with self._lock:
                    self._running[message.id] = message
                threading.Thread(target=self._process, args=(message,), name=f"message {message.id}", daemon=True).start()
            pause = FIRST_WAIT if messages else min(pause * 2, self.policy.longest_wait)
            if not messages:
                self.wake.wait(pause)

    def _receive(self, room: int) -> list[QueueMessage]:
        try:
            received = list(self.queue.receive_messages(max_messages=min(room, BATCH), visibility_timeout=HIDDEN_SECONDS))
        except ResourceNotFoundError:
            return []
        return [message for message in received if self._readable(message)]

    def _readable(self, message: QueueMessage) -> bool:
        try:
            message.content = decoded(message.content)
        except ValueError:
            LOG.warning("A message of %s is not Base64, and is not tried", self.queue.queue_name)
            if self.bury is not None:
                self.bury(message)
            self.queue.delete_message(message)
            return False
        return True

    def _process(self, message: QueueMessage) -> None:
        try:
            error = self._attempt(message)
            if error is None:
                self.queue.delete_message(message)
            elif (message.dequeue_count or 0) < self.policy.attempts:
                self.queue.update_message(message, visibility_timeout=self.policy.pause)
            elif self.bury is not None:
                self.bury(message)
                self.queue.delete_message(message)
        except CancelledError:
            LOG.debug("The host stopped before %s was done", message.id)
        except AzureError as error:
            LOG.warning("A message of %s could not be put away: %s", self.queue.queue_name, str(error).partition("\n")[0])
        finally:
            with self._lock:
                self._running.pop(message.id, None)
            self.wake.set()

    def _attempt(self, message: QueueMessage) -> BaseException | None:
        try:
            future = self.work(message)
        except Exception as error:
            LOG.exception("A message of %s could not be taken on:", self.queue.queue_name)
            return error
        if future is None:
            return None
        while not wait([future], timeout=HIDDEN_SECONDS / 2).done:
            renewed = self.queue.update_message(message, visibility_timeout=HIDDEN_SECONDS)
            message.pop_receipt = renewed.pop_receipt
        return future.exception()
