"""`make run`: Azurite, what the app needs on an empty machine, and the host; then what to try."""

import asyncio
import fcntl
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from localhost import azurite
from localhost.azurite import Azurite
from localhost.configuration import HostFile, LocalSettings
from localhost.connection import HOST_STORAGE
from localhost.console import set_up_logging, show, show_errors, step
from localhost.host import Host, check_port
from localhost.refusal import Refusal
from localhost.registry import Registry

ROOT = Path(__file__).parent.parent
DEFAULT_PORT, DEFAULT_AZURITE_PORT = "7071", "10000"
PUBLIC_URL, DEFAULT_PUBLIC_URL = "LIENZO_PUBLIC_URL", "http://localhost:7071"


@dataclass(frozen=True)
class Place:
    """Where this run lives.

    Attributes:
        home: the folder for everything that outlasts the run.
    """

    port: int
    home: Path
    emulator: Azurite

    @classmethod
    def of_environment(cls) -> "Place":
        """What PORT, LIENZO_HOME and AZURITE_PORT say.

        Raises:
            Refusal: when a port is not a number.
        """
        home = ROOT / os.environ.get("LIENZO_HOME", ".local")
        return cls(_port("PORT", DEFAULT_PORT), home, Azurite(home / "azurite", _port("AZURITE_PORT", DEFAULT_AZURITE_PORT)))

    @property
    def url(self) -> str:
        """Of the web app and the API."""
        return f"http://localhost:{self.port}"


def start() -> None:
    """Start everything, and run until SIGINT or SIGTERM.

    Raises:
        Refusal: when something that it needs is missing, taken or wrong.
    """
    started = time.perf_counter()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    settings, host_file = LocalSettings.read(ROOT), HostFile.read(ROOT, os.environ)
    settings.fill(os.environ)
    set_up_logging(host_file)
    logging.getLogger("alembic").setLevel(logging.WARNING)  # it tells of each start
    place = Place.of_environment()
    if os.environ.get(PUBLIC_URL, DEFAULT_PUBLIC_URL) == DEFAULT_PUBLIC_URL:
        os.environ[PUBLIC_URL] = place.url
    os.environ["AZURE_FUNCTIONS_ENVIRONMENT"] = "Development"
    os.environ["LIENZO_HOME"] = str(place.home)
    os.environ[HOST_STORAGE] = place.emulator.connection_string
    if not (ROOT / "web" / "dist" / "index.html").is_file():
        raise Refusal("The web app is not built. Run: make build")
    check_port(place.port)
    show("Starting Lienzo")
    with _sole_user(place.home), _storage(place.emulator) as broken:
        with step("Signing key, database and containers"):
            _prepare()
        functions = time.perf_counter()

        def ready(registry: Registry) -> None:
            show(f"  {'Functions':<48} {time.perf_counter() - functions:4.1f} s")
            show_errors(registry)
            show(f"\nLienzo is ready at {place.url} (after {time.perf_counter() - started:.1f} s)\n{_hints(place)}")

        asyncio.run(Host(ROOT, place.port, place.home, require_keys=False, host_file=host_file, settings=settings, on_ready=ready).run())
        show("\nStopping")
        if broken.is_set():
            raise Refusal(f"Azurite stopped by itself. What it said is in {place.emulator.log}")


def _prepare() -> None:
    done = subprocess.run([sys.executable, "-m", "shared.resources"], cwd=ROOT, check=False)
    if done.returncode:
        raise Refusal("The signing key, the database or the containers could not be prepared; the reason stands above.")


@contextmanager
def _sole_user(home: Path) -> Iterator[None]:
    """Hold the folder for this run: two emulators would spoil each other's data."""
    home.mkdir(parents=True, exist_ok=True)
    with (home / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise Refusal(f"Lienzo runs already with {home}. Stop it, or choose another folder: LIENZO_HOME=.other") from error
        yield


@contextmanager
def _storage(emulator: Azurite) -> Iterator[threading.Event]:
    """Run the emulator; the event is set when it stops by itself, and then this process is told to stop."""
    with step("Azurite, the storage emulator"):
        process = emulator.start()
    broken, leaving = threading.Event(), threading.Event()

    def watch() -> None:
        process.wait()
        if not leaving.is_set():
            broken.set()
            os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, name="azurite", daemon=True).start()
    try:
        yield broken
    finally:
        leaving.set()
        azurite.stop(process)


def _port(name: str, default: str) -> int:
    text = os.environ.get(name) or default
    if not text.isdecimal() or not 0 < int(text) < 1 << 16:
        raise Refusal(f"{name} must be a port number, and not {text!r}.")
    return int(text)


def _hints(place: Place) -> str:
    account = '{"email": "ana@lienzo.dev", "password": "a passphrase of your own"}'
    extract = """sed 's/.*"accessToken":"\\([^"]*\\).*/\\1/'"""
    return f"""
  Web app      {place.url}
  API          {place.url}/api/docs
  A shell      TOKEN=$(curl -s {place.url}/api/auth/register -H 'Content-Type: application/json' \\
                 -d '{account}' | {extract})
               curl -H "Authorization: Bearer $TOKEN" -F file=@photo.jpg -F preset=square {place.url}/api/transform -o square.jpg
  Drop a file  into uploads/<preset>/ and find what became of it in outputs/<preset>/: with any storage tool and
               {place.emulator.connection_string}
  Your data    {place.home}; Ctrl-C stops everything
"""
