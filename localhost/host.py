"""The host: starts everything that runs an app's functions, and stops it again."""

import asyncio
import logging
import os
import platform
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import uvicorn

from localhost.admin import Admin
from localhost.blob_triggers import BlobTriggers
from localhost.configuration import HostFile, LocalSettings
from localhost.connection import HOST_STORAGE, blob_service
from localhost.cors import Cors
from localhost.front import Front
from localhost.indexing import index
from localhost.invoker import Invoker
from localhost.keys import Keys
from localhost.queue_listener import Policy, QueueListener
from localhost.queue_triggers import QueueTriggers
from localhost.queues import Queues
from localhost.refusal import Refusal
from localhost.registry import Registry
from localhost.timers import Timers
from localhost.webhook import Webhook

LOG = logging.getLogger(__name__)
ADDRESS = "127.0.0.1"
GRACE_SECONDS = 3
KEEP_ALIVE_SECONDS = 130  # as Kestrel: a client that reuses a connection must not find it closed
HOST_ID, HOST_ID_LENGTH = "AzureFunctionsWebHost__hostid", 32
HEADERS_LIMIT = 65_536  # bytes


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.answering = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, and say so."""
        await super().startup(sockets)
        self.answering.set()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals are the host's business: it has more to stop than HTTP."""
        yield


@dataclass(frozen=True)
class Host:
    """A host for one app.

    Attributes:
        script_root: the folder of the app.
        port: on 127.0.0.1.
        home: the folder for access keys.
        require_keys: whether calls need access keys, as in Azure.
        on_ready: called once, when HTTP answers and triggers run.
    """

    script_root: Path
    port: int
    home: Path
    require_keys: bool
    host_file: HostFile
    settings: LocalSettings
    on_ready: Callable[[Registry], None]

    async def run(self) -> None:
        """Run until SIGINT or SIGTERM.

        Raises:
            Refusal: when the app cannot be served, or the port is taken.
        """
        stop = asyncio.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
        with _listening(self.port) as listening:
            os.environ.update(
                AzureWebJobsScriptRoot=str(self.script_root),
                WEBSITE_HOSTNAME=f"localhost:{self.port}",
                AZURE_FUNCTIONS_ENVIRONMENT="Development",
            )
            registry = Registry.build(index(self.script_root), self.host_file, os.environ)
            await self._serve(registry, listening, stop)

    async def _serve(self, registry: Registry, listening: socket.socket, stop: asyncio.Event) -> None:
        invoker, queues, host_id = Invoker(asyncio.get_running_loop()), Queues(), _host_id(self.script_root)
        blobs = self._blobs(registry, host_id, invoker, queues)
        messages = QueueTriggers(registry.of_type("queueTrigger"), self._queue_policy(), invoker, queues)
        timed = registry.of_type("timerTrigger")
        timers = Timers(timed, host_id, invoker, blob_service(HOST_STORAGE)) if timed else None
        by_hand = {"queueTrigger": messages.run_by_hand}
        if blobs:
            by_hand["blobTrigger"] = blobs.run_by_hand
        if timers:
            by_hand["timerTrigger"] = timers.run_by_hand
        keys = Keys(self.home / "host" / "keys.json", required=self.require_keys)
        prefix = str(self.host_file.at("extensions", "http", "routePrefix", default="api")).strip("/")
        admin = Admin(registry, keys, host_id, prefix, by_hand, self.host_file.at("extensionBundle"))
        front = Front(registry, invoker, keys, Cors.of_settings(self.settings), admin, Webhook(keys, blobs))
        server = _Server(_server_config(front))
        serving = asyncio.create_task(server.serve(sockets=[listening]))
        await server.answering.wait()
        triggers = [trigger for trigger in (blobs, messages, timers) if trigger is not None]
        for trigger in triggers:
            trigger.start()
        self.on_ready(registry)
        await stop.wait()
        for trigger in triggers:
            trigger.stop()
        server.should_exit = True
        with suppress(asyncio.CancelledError):
            await serving
        await _finish([blobs.listener, *messages.listeners] if blobs else messages.listeners)
        invoker.close()

    def _blobs(self, registry: Registry, host_id: str, invoker: Invoker, queues: Queues) -> BlobTriggers | None:
        functions = registry.of_type("blobTrigger")
        if not functions:
            return None
        place = ("extensions", "blobs")
        policy = Policy(
            parallel=max(1, int(self.host_file.at(*place, "maxDegreeOfParallelism", default=8 * (os.cpu_count() or 1)))),
            attempts=max(1, int(self.host_file.at(*place, "poisonBlobThreshold", default=5))),
            longest_wait=5,
        )
        return BlobTriggers(functions, host_id, policy, invoker, queues)

    def _queue_policy(self) -> Policy:
        place = ("extensions", "queues")
        batch = int(self.host_file.at(*place, "batchSize", default=16))
        return Policy(
            parallel=batch + int(self.host_file.at(*place, "newBatchThreshold", default=batch // 2)),
            attempts=int(self.host_file.at(*place, "maxDequeueCount", default=5)),
            pause=int(self.host_file.seconds(*place, "visibilityTimeout", default=0)),
            longest_wait=self.host_file.seconds(*place, "maxPollingInterval", default=60),
        )


@contextmanager
def _listening(port: int) -> Iterator[socket.socket]:
    # With the protocol named, asyncio turns Nagle's algorithm off; without, each answer would wait 40 ms for the client's acknowledgement.
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((ADDRESS, port))
        except OSError as error:
            raise Refusal(f"Port {port} is taken. Stop what uses it, or choose another: PORT={port + 1}") from error
        yield listening


def check_port(port: int) -> None:
    """See whether the port is free, before anything else is started.

    Raises:
        Refusal: when it is taken.
    """
    with _listening(port):
        pass


def _server_config(front: Front) -> uvicorn.Config:
    return uvicorn.Config(
        front,
        lifespan="off",
        ws="none",
        http="h11",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=GRACE_SECONDS,
        h11_max_incomplete_event_size=HEADERS_LIMIT,
    )


async def _finish(listeners: list[QueueListener]) -> None:
    """Let messages that are being worked on come to their end, for a while; give the others back."""
    for _ in range(GRACE_SECONDS * 10):
        if not any(listener.busy for listener in listeners):
            return
        await asyncio.sleep(0.1)
    for listener in listeners:
        await asyncio.to_thread(listener.release)


def _host_id(script_root: Path) -> str:
    """What names the host's queue and receipts: the same for the same folder on the same machine."""
    if chosen := os.environ.get(HOST_ID):
        return chosen.lower()
    machine = "".join(letter for letter in platform.node().lower() if letter.isascii() and letter.isalnum())
    digest = int.from_bytes(sha256(str(script_root).encode()).digest()[:4], "big")
    return f"{machine or 'host'}-{digest}"[:HOST_ID_LENGTH].rstrip("-")
