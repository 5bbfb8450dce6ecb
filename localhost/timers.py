"""Runs timer triggers when they are due; what was due while the host was away is run once, late."""

import asyncio
import json
import logging
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime

from azure.core.exceptions import AzureError, ResourceExistsError, ResourceNotFoundError
from azure.functions.meta import Datum
from azure.storage.blob import BlobClient, BlobServiceClient

from localhost.converter import converter
from localhost.function import Function
from localhost.invoker import Invoker
from localhost.receipts import CONTAINER
from localhost.schedule import Schedule

LOG = logging.getLogger(__name__)
EARLY = 0.01  # seconds; sleeping may end that much too soon, and the timer would be due twice


class Timer:
    """One timer trigger.

    Args:
        status: the blob that remembers when it ran.
    """

    def __init__(self, function: Function, invoker: Invoker, status: BlobClient) -> None:
        self._function, self._invoker, self._status = function, invoker, status
        self._schedule = Schedule.parse(str(function.trigger.raw["schedule"]))
        # The real host does not watch over timers that come round within a minute: the next time is near.
        self._monitored = bool(function.trigger.raw.get("useMonitor", True)) and not self._schedule.often

    async def keep(self) -> None:
        """Run it again and again, until this is cancelled."""
        due = await asyncio.to_thread(self._remembered)
        if due and due < datetime.now(UTC):
            await self._run(past_due=True)
        elif self._function.trigger.raw.get("runOnStartup"):
            await self._run(past_due=False)
        while True:
            due = self._schedule.after(datetime.now(UTC))
            if self._monitored:
                await asyncio.to_thread(self._remember, due)
            await asyncio.sleep((due - datetime.now(UTC)).total_seconds() + EARLY)
            await self._run(past_due=False)

    async def run_by_hand(self) -> None:
        """Run it now.

        Raises:
            Exception: whatever the function raises.
        """
        await self._invoker.run(self._function, {self._function.trigger.name: self._argument(past_due=False)})

    async def _run(self, *, past_due: bool) -> None:
        try:
            await self._invoker.run(self._function, {self._function.trigger.name: self._argument(past_due=past_due)})
        except Exception:
            LOG.exception("%s failed", self._function.name)

    def _argument(self, *, past_due: bool) -> object:
        info = {"Schedule": {"AdjustForDST": True}, "ScheduleStatus": None, "IsPastDue": past_due}
        found: object = converter(self._function.trigger.type).decode(Datum(json.dumps(info), "json"), trigger_metadata={})
        return found

    def _remembered(self) -> datetime | None:
        if not self._monitored:
            return None
        try:
            return datetime.fromisoformat(json.loads(self._status.download_blob().readall())["Next"])
        except ResourceNotFoundError:
            return None
        except (AzureError, ValueError, KeyError) as error:
            LOG.warning("When %s was due is not known: %s", self._function.name, error)
            return None

    def _remember(self, due: datetime) -> None:
        now = datetime.now(UTC).isoformat()
        text = json.dumps({"Last": now, "Next": due.isoformat(), "LastUpdated": now})
        try:
            self._status.upload_blob(text, overwrite=True)
        except AzureError as error:
            LOG.warning("When %s is due cannot be written down: %s", self._function.name, error)


class Timers:
    """The timer triggers of the app."""

    def __init__(self, functions: Sequence[Function], host_id: str, invoker: Invoker, service: BlobServiceClient) -> None:
        self._service = service
        self._timers = {
            function.name: Timer(function, invoker, service.get_blob_client(CONTAINER, f"timers/{host_id}/{function.id}/status"))
            for function in functions
        }
        self._tasks: list[asyncio.Task[None]] = []

    def start(self) -> None:
        """Keep every timer, on the running event loop."""
        with suppress(ResourceExistsError):
            self._service.create_container(CONTAINER)
        self._tasks = [asyncio.create_task(timer.keep()) for timer in self._timers.values()]

    def stop(self) -> None:
        """Keep none any more; what runs goes on."""
        for task in self._tasks:
            task.cancel()

    async def run_by_hand(self, function: Function, text: str) -> None:  # noqa: ARG002  every kind of trigger is called alike
        """Run a timer now.

        Raises:
            Exception: whatever the function raises.
        """
        await self._timers[function.name].run_by_hand()
