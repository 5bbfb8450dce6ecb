"""Messages to functions: queues that the Functions host listens on."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from typing import Protocol

from shared.config import Settings


class MessageQueue(Protocol):
    """Where a message waits until a function takes it, once at least. Safe to use from several threads."""

    def send(self, text: str, *, delay: timedelta = timedelta(0)) -> None:
        """Put a message on the queue, which is made if it is missing.

        Args:
            text: up to 48 KiB in UTF-8.
            delay: for how long nobody sees it, up to 7 days; whole seconds count.

        Raises:
            StoreUnavailable: the queue does not answer or refuses our credential; the message may have been taken all the same.
        """

    def ensure(self) -> None:
        """Make the queue if it is missing; raises as `send`."""


def open_queue(settings: Settings, name: str, environ: Mapping[str, str] = os.environ) -> MessageQueue:
    """A queue in the account of `storage_connection`, wherever pictures live: there the host listens.

    Nothing is read, imported or sent until it is used: the SDK costs a cold start some 50 ms.
    """
    return _OnFirstUse(settings.storage_connection, name, environ)


@dataclass(frozen=True)
class _OnFirstUse:
    connection: str
    name: str
    environ: Mapping[str, str] = field(repr=False)

    @cached_property
    def _queue(self) -> MessageQueue:
        from shared.storage.azure.queue import AzureQueue  # noqa: PLC0415  only when used

        return AzureQueue.connect(self.connection, self.name, self.environ)

    def send(self, text: str, *, delay: timedelta = timedelta(0)) -> None:
        self._queue.send(text, delay=delay)

    def ensure(self) -> None:
        self._queue.ensure()
