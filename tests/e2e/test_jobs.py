"""A job that outlives the host that began it."""

import os
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.fixtures.api import PASSWORD
from tests.fixtures.azurite import Azurite
from tests.fixtures.pictures import jpeg
from tests.fixtures.ports import free_ports
from tests.fixtures.server import Server

PICTURES = 32
DONE_WITHIN_SECONDS = 240


class Host(Server):
    """The app in the local host, on SQLite and an emulator of its own.

    Args:
        folder: for its data.
        azurite: runs already.
    """

    def __init__(self, folder: Path, azurite: Azurite) -> None:
        super().__init__(folder / "host.log")
        (self.port,) = free_ports(1)
        self.log = folder / "host.log"
        self._environment = os.environ | {
            "LIENZO_HOME": str(folder / "home"),
            "AzureWebJobsStorage": azurite.connection_string,
        }

    def start(self) -> None:
        """Prepare what is missing, start it, and return when it answers."""
        subprocess.run([sys.executable, "-m", "shared.resources"], env=self._environment, check=True)
        self.run([sys.executable, "-m", "localhost", "host", "--port", str(self.port)], self._environment)

    def answers(self) -> bool:
        """True once the app's own code answers."""
        try:
            return httpx.get(f"http://localhost:{self.port}/api/health/live", timeout=1).status_code == httpx.codes.OK
        except httpx.HTTPError:
            return False


@pytest.fixture
def host(tmp_path: Path, azurite: Azurite) -> Iterator[Host]:
    """A running host."""
    made = Host(tmp_path, azurite)
    made.start()
    try:
        yield made
    finally:
        made.stop()


@pytest.fixture
def ana(host: Host) -> Iterator[httpx.Client]:
    """An HTTP client that is logged in."""
    with httpx.Client(base_url=f"http://localhost:{host.port}", timeout=30) as client:
        session = client.post("/api/auth/register", json={"email": f"{uuid.uuid4().hex}@example.com", "password": PASSWORD})
        client.headers["Authorization"] = f"Bearer {session.json()['accessToken']}"
        yield client


@pytest.mark.timeout(600)
def test_a_job_survives_a_host_that_is_killed(host: Host, ana: httpx.Client) -> None:
    """The next one goes on with it, and every picture has one rendition; then all of them come in one zip."""
    chosen = [
        ana.post("/api/images", params={"filename": f"{number}.jpg"}, content=jpeg(1600 + number, 1200), headers=JPEG).json()["id"]
        for number in range(PICTURES)
    ]
    recipe = {"steps": [{"op": "resize", "width": 900}, {"op": "blur", "sigma": 9}], "output": {"format": "webp"}}
    job = ana.post("/api/jobs", json={"kind": "preset", "recipe": recipe, "images": chosen}).json()

    wait_for(host, ana, job, lambda now: now["done"] > 0)
    host.kill()
    host.start()
    before = ana.get(f"/api/jobs/{job['id']}").json()
    over = wait_for(host, ana, job, lambda now: now["finishedAt"])

    assert before["done"] < PICTURES, "the host was killed too late to tell anything"
    failed = ana.get(f"/api/jobs/{job['id']}/items?state=failed").json()["items"][:2]
    assert (over["state"], over["done"], failed) == ("done", PICTURES, [])
    renditions = ana.get("/api/renditions").json()["items"]
    assert sorted(rendition["imageId"] for rendition in renditions) == sorted(chosen)

    archive = ana.post("/api/jobs", json={"kind": "zip", "renditions": [rendition["id"] for rendition in renditions]}).json()
    wait_for(host, ana, archive, lambda now: now["state"] == "done")
    link = ana.get(f"/api/jobs/{archive['id']}/download").json()
    assert len(httpx.get(link["url"]).content) == link["bytes"] > sum(rendition["bytes"] for rendition in renditions)


JPEG = {"Content-Type": "image/jpeg"}


def wait_for(host: Host, ana: httpx.Client, job: dict[str, Any], reached: Any) -> dict[str, Any]:
    """The job, once it is so far."""
    deadline = time.monotonic() + DONE_WITHIN_SECONDS
    while not reached(now := ana.get(f"/api/jobs/{job['id']}").json()):
        assert time.monotonic() < deadline, f"{now}\n{host.log.read_text()[-4000:]}"
        time.sleep(0.05)
    found: dict[str, Any] = now
    return found
