"""Hosts for small apps that tests write: what the real host does with them is known."""

import json
import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from azure.storage.blob import BlobServiceClient

from tests.fixtures.azurite import Azurite
from tests.fixtures.ports import free_ports

ROOT = Path(__file__).parent.parent.parent
PATIENCE_SECONDS = 20
BUNDLE = {"id": "Microsoft.Azure.Functions.ExtensionBundle", "version": "[4.*, 5.0.0)"}
PRELUDE = """
import asyncio, json, os, threading, time
import azure.functions as func
app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)

def record(*values):
    with open(os.environ["RECORD"], "a") as file:
        file.write(json.dumps(values) + chr(10))
"""


@dataclass
class Running:
    """A host process.

    Attributes:
        folder: of its app, its log and what its functions record.
    """

    folder: Path
    port: int
    process: "subprocess.Popen[bytes]"

    @property
    def client(self) -> httpx.Client:
        """An HTTP client for it."""
        return httpx.Client(base_url=f"http://127.0.0.1:{self.port}", timeout=PATIENCE_SECONDS)

    @property
    def log(self) -> str:
        """All that it said."""
        return (self.folder / "log").read_text()

    def records(self) -> list[list[Any]]:
        """What functions recorded, in order."""
        path = self.folder / "record"
        return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []

    def wait_for(self, condition: Callable[["Running"], bool]) -> None:
        """Wait until something is so."""
        started = time.monotonic()
        while not condition(self):
            assert self.process.poll() is None, self.log
            assert time.monotonic() - started < PATIENCE_SECONDS, f"{self.records()}\n{self.log}"
            time.sleep(0.02)

    def stop(self) -> int:
        """Stop it, and say with which code it left."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE_SECONDS)


class Hosts:
    """Starts hosts, each with an app of its own, and stops them all at the end."""

    def __init__(self, folder: Path, storage: Azurite) -> None:
        self._folder, self._storage = folder, storage
        self._running: list[Running] = []

    def write(self, app: str, host: Mapping[str, Any] | None = None, settings: Mapping[str, Any] | None = None) -> Path:
        """Write an app: what its file holds after the prelude, host.json without its version, local.settings.json."""
        folder = self._folder / uuid.uuid4().hex[:12]
        folder.mkdir()
        (folder / "function_app.py").write_text(PRELUDE + app)
        (folder / "host.json").write_text(json.dumps({"version": "2.0", "extensionBundle": BUNDLE, **(host or {})}))
        if settings is not None:
            (folder / "local.settings.json").write_text(json.dumps(settings))
        return folder

    def launch(self, folder: Path, *flags: str, **environment: str) -> Running:
        """Start a host for a folder, and do not wait."""
        (port,) = free_ports(1)
        chosen = {
            "AzureWebJobsStorage": self._storage.connection_string,
            "AzureFunctionsWebHost__hostid": folder.name,
            "LIENZO_HOME": str(folder / "home"),
            "RECORD": str(folder / "record"),
        }
        command = [sys.executable, "-m", "localhost", "host", "--script-root", str(folder), "--port", str(port), *flags]
        with (folder / "log").open("ab") as log:
            process = subprocess.Popen(  # noqa: S603  our own host
                command, cwd=ROOT, env={**os.environ, **chosen, **environment}, stdout=log, stderr=subprocess.STDOUT
            )
        running = Running(folder, port, process)
        self._running.append(running)
        return running

    def start(self, folder: Path, *flags: str, **environment: str) -> Running:
        """Start a host for a folder, and return when it is ready."""
        running = self.launch(folder, *flags, **environment)
        running.wait_for(lambda host: f"The host is ready at http://localhost:{host.port}" in host.log)
        return running

    def refused(self, folder: Path, **environment: str) -> str:
        """Start a host that leaves by itself, with code 1, and return what it said."""
        running = self.launch(folder, **environment)
        assert running.process.wait(PATIENCE_SECONDS) == 1, running.log
        return running.log

    def stop(self) -> None:
        """Stop those that still run."""
        for running in self._running:
            if running.process.poll() is None:
                running.process.kill()
                running.process.wait()


@pytest.fixture(scope="session")
def hosts(azurite: Azurite, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hosts]:
    """What starts hosts."""
    made = Hosts(tmp_path_factory.mktemp("hosts"), azurite)
    yield made
    made.stop()


@pytest.fixture(scope="session")
def storage(azurite: Azurite) -> Iterator[BlobServiceClient]:
    """The blobs that hosts see."""
    with BlobServiceClient.from_connection_string(azurite.connection_string) as service:
        yield service


WEB_APP = """
@app.route(route="hello")
def hello(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("hello")

@app.route(route="only_get", methods=["GET"])
def only_get(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("got")

@app.route(route="any_method")
def any_method(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse(req.method, headers={"X-Method": req.method})

@app.route(route="numbers/{id:int}")
def numbers(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse(json.dumps(dict(req.route_params)))

@app.route(route="guids/{id:guid}")
def guids(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse(json.dumps(dict(req.route_params)))

@app.route(route="maybe/{id?}")
def maybe(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse(json.dumps(dict(req.route_params)))

@app.route(route="files/{*rest}")
def files(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse(json.dumps(dict(req.route_params)))

@app.route(route="locked", auth_level="function")
def locked(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("in")

@app.route(route="echo")
def echo(req: func.HttpRequest) -> func.HttpResponse:
    seen = {"params": dict(req.params), "headers": dict(req.headers), "url": req.url, "body": req.get_body().hex()}
    return func.HttpResponse(json.dumps(seen), mimetype="application/json")

@app.route(route="text")
def text(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("x")

@app.route(route="headers")
def headers(req: func.HttpRequest) -> func.HttpResponse:
    response = func.HttpResponse("x")
    for name, value in (("X-A", "1"), ("X-A", "2"), ("Set-Cookie", "a=1; Path=/; HttpOnly"), ("Set-Cookie", "b=2; SameSite=Lax")):
        response.headers.add(name, value)
    return response

@app.route(route="lies")
def lies(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("too long", headers={"Content-Length": "3"})

@app.route(route="spanish")
def spanish(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("x", headers={"X-Name": chr(241)})

@app.route(route="returns/{what}")
def returns(req: func.HttpRequest):
    if req.route_params["what"] == "raise":
        raise RuntimeError("on purpose")
    return {"none": None, "dict": {}, "bytes": b"x", "str": "x", "json": '{"body":"x","status":201}'}[req.route_params["what"]]
"""


@pytest.fixture(scope="session")
def web(hosts: Hosts) -> Iterator[httpx.Client]:
    """A client of a host with many HTTP functions and the default prefix."""
    with hosts.start(hosts.write(WEB_APP)).client as client:
        yield client
