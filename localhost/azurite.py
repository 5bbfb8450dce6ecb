"""Azurite, the storage emulator, as a child process that dies with its parent."""

import ctypes
import shutil
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from localhost.refusal import Refusal

PROGRAM = Path(__file__).parent / "node_modules" / ".bin" / "azurite"
ADDRESS = "127.0.0.1"
ACCOUNT = "devstoreaccount1"
KEY = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="  # the emulator's, which is public
SERVICES = ("blob", "queue", "table")
READY_SECONDS = 60
STOP_SECONDS = 5
PR_SET_PDEATHSIG = 1


@dataclass(frozen=True)
class Azurite:
    """A storage emulator.

    Attributes:
        folder: for its data; made when missing.
        port: of blobs; queues and tables have the next two.
    """

    folder: Path
    port: int

    @property
    def connection_string(self) -> str:
        """Of its account."""
        parts = {"DefaultEndpointsProtocol": "http", "AccountName": ACCOUNT, "AccountKey": KEY}
        for service, port in zip(SERVICES, self.ports, strict=True):
            parts[f"{service.capitalize()}Endpoint"] = f"http://{ADDRESS}:{port}/{ACCOUNT}"
        return ";".join(f"{name}={value}" for name, value in parts.items()) + ";"

    @property
    def ports(self) -> tuple[int, ...]:
        """Of blobs, queues and tables."""
        return tuple(range(self.port, self.port + len(SERVICES)))

    @property
    def log(self) -> Path:
        """What it says."""
        return self.folder / "azurite.log"

    def start(self) -> "subprocess.Popen[bytes]":
        """Start it, and return when all three services answer.

        Raises:
            Refusal: when Node.js or its packages are missing, a port is taken, or it does not start.
        """
        node = shutil.which("node")
        if node is None:
            raise Refusal("Azurite needs Node.js, which is not installed. See https://nodejs.org")
        if not PROGRAM.exists():
            raise Refusal("Azurite is not installed. Run: make install")
        if taken := [port for port in self.ports if _answers(port)]:
            raise Refusal(
                f"Port {taken[0]} is taken, and Azurite needs it. Stop what uses it, or choose others: AZURITE_PORT={self.port + 10}"
            )
        self.folder.mkdir(parents=True, exist_ok=True)
        # The SDKs are ahead of the versions of the storage API that it knows. Without --disableTelemetry it reports to Microsoft.
        command = [node, str(PROGRAM), "--silent", "--skipApiVersionCheck", "--disableTelemetry", "--location", str(self.folder)]
        for service, port in zip(SERVICES, self.ports, strict=True):
            command += [f"--{service}Host", ADDRESS, f"--{service}Port", str(port)]
        with self.log.open("wb") as output:
            # A session of its own: Ctrl-C must stop the host first, and the host stops this.
            process = subprocess.Popen(  # noqa: S603  our own node_modules
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=_die_with_parent,  # noqa: PLW1509  no thread runs yet
            )
        deadline = time.monotonic() + READY_SECONDS
        while not all(_answers(port) for port in self.ports):
            if process.poll() is not None or time.monotonic() > deadline:
                process.kill()
                raise Refusal(f"Azurite did not start. What it said is in {self.log}")
            time.sleep(0.05)
        return process


def stop(process: "subprocess.Popen[bytes]") -> None:
    """Stop it, and return when it has written everything down."""
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((ADDRESS, port)) == 0


def _die_with_parent() -> None:
    # Even when the parent is killed. Only Linux has this; elsewhere a killed host leaves Azurite behind.
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
