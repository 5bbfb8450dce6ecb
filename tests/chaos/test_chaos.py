"""Many files are dropped while the host is killed, the store restarted and the database stopped: at the end, all is there once.

`make chaos` drops 300 files; `make test` fewer. A failure names the seed, and LIENZO_CHAOS_SEED runs it again.
"""

import json
import os
import random
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import httpx
import pytest
from azure.core.exceptions import AzureError
from azure.storage.blob import BlobServiceClient

from shared.database import Database
from tests.chaos.host import Host
from tests.fixtures.api import PASSWORD
from tests.fixtures.azurite import Azurite
from tests.fixtures.databases import MariaDB
from tests.fixtures.pictures import jpeg, png_with_alpha

DROPS = int(os.environ.get("LIENZO_CHAOS_DROPS", "60"))
SEED = int(os.environ.get("LIENZO_CHAOS_SEED", random.randrange(10**6)))  # noqa: S311  no secret
KILLS, STORE_RESTARTS = 10, 2
AWAY_SECONDS = 4  # how long the database is stopped
DROPPING_SECONDS = 40  # about as long as the faults take, so that they meet files at work
# The host delivers a file again when it finds it unfinished, up to ten minutes later in Azure; the local one within one.
FINISHED_SECONDS = 240 + DROPS

pytestmark = pytest.mark.timeout(FINISHED_SECONDS + 240)


@dataclass(frozen=True)
class Site:
    """Everything that runs."""

    azurite: Azurite
    mariadb: MariaDB
    host: Host

    def container(self, name: str) -> Any:
        """A client of a container."""
        return BlobServiceClient.from_connection_string(self.azurite.connection_string).get_container_client(name)


@pytest.fixture
def site(lenient_azurite: Azurite, own_mariadb: MariaDB, tmp_path: Path) -> Iterator[Site]:
    """A host on a store and a database of its own."""
    Database(own_mariadb.settings).upgrade()
    host = Host(tmp_path, lenient_azurite, own_mariadb)
    made = Site(lenient_azurite, own_mariadb, host)
    for name in ("pictures", "uploads", "outputs", "presets"):
        made.container(name).create_container()
    host.start()
    try:
        yield made
    finally:
        host.stop()


def files(user_id: str) -> dict[str, bytes]:
    """What is dropped, by its name: pictures of many kinds, some in an account's folder, and some that are none."""
    made: dict[str, bytes] = {}
    for number in range(DROPS):
        kind = number % 6
        data = png_with_alpha(200 + number, 150) if kind == 1 else jpeg(300 + number, 200)
        data = b"no picture %d" % number if kind == 5 else data
        folder = f"~{user_id}/" if kind in {3, 4} else ""
        made[f"{folder}{('web', 'thumbnail', 'grey', 'square', 'thumbnail', 'web')[kind]}/{number}.bin"] = data
    return made


def until(done: Callable[[], bool], seconds: float) -> bool:
    """Wait until something is so."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            if done():
                return True
        except (AzureError, httpx.HTTPError):
            pass  # the store is down just now, on purpose
        time.sleep(0.5)
    return False


def dropped(site: Site, name: str, data: bytes) -> None:
    """Drop a file, as often as it takes."""

    def put() -> bool:
        site.container("uploads").upload_blob(name, data, overwrite=True)
        return True

    assert until(put, 60)


def faults(site: Site, luck: random.Random, stop: threading.Event) -> None:
    """Kill, restart and stop, in an order of chance."""
    events = ["kill"] * KILLS + ["store"] * STORE_RESTARTS + ["database"]
    luck.shuffle(events)
    for event in events:
        if stop.wait(luck.uniform(0.5, 2.5)):
            return
        if event == "kill":
            site.host.kill()
            site.host.start()
        elif event == "store":
            site.azurite.stop()
            site.azurite.start()
        else:
            site.mariadb.stop()
            time.sleep(AWAY_SECONDS)
            site.mariadb.start()


def manifests(site: Site) -> dict[str, dict[str, Any]]:
    """All manifests, by the path of the dropped file below its container."""
    found = (json.loads(site.container("outputs").download_blob(blob.name).readall()) for blob in list_of(site, "outputs", ".json"))
    return {manifest["source"]["path"].partition("/")[2]: manifest for manifest in found}


def list_of(site: Site, container: str, ending: str = "") -> list[Any]:
    """The blobs of a container whose names end so."""
    return [blob for blob in site.container(container).list_blobs() if blob.name.endswith(ending)]


def test_nothing_is_lost_and_nothing_is_there_twice(site: Site) -> None:
    """Every file has its manifest, every output its hash, every row its bytes, and nothing else is left."""
    account = {"email": "chaos@example.com", "password": PASSWORD}
    session = httpx.post(f"{site.host.url}/api/auth/register", json=account).json()
    sent = files(session["user"]["id"])
    luck, stop = random.Random(SEED), threading.Event()  # noqa: S311  no secret
    with ThreadPoolExecutor(1) as thread:
        trouble = thread.submit(faults, site, luck, stop)
        try:
            for name, data in sent.items():
                time.sleep(luck.uniform(0, 2 * DROPPING_SECONDS / DROPS))
                dropped(site, name, data)
            trouble.result(timeout=180)
        finally:
            stop.set()

    finished = until(lambda: len(list_of(site, "outputs", ".json")) == len(sent), FINISHED_SECONDS)
    found = manifests(site)

    assert finished, (SEED, sorted(sent.keys() - found.keys()))
    # A manifest is written last, so a host that dies just before has its outputs made again: the same ones, at the same paths.
    assert until(lambda: leftovers(site, found) == [], 60), (SEED, leftovers(site, found))
    for name, data in sent.items():
        assert found[name]["status"] == ("rejected" if data.startswith(b"no picture") else "done"), (SEED, found[name])
        for output in found[name]["outputs"]:
            container, _, blob = output["path"].partition("/")
            assert sha256(site.container(container).download_blob(blob).readall()).hexdigest() == output["sha256"], (SEED, output)
    check_gallery(site, sent, account, found)


def leftovers(site: Site, found: dict[str, dict[str, Any]]) -> list[str]:
    """Outputs that no manifest names, and uploads that nobody dropped."""
    named = {output["path"].partition("/")[2] for manifest in found.values() for output in manifest["outputs"]}
    made = {blob.name for blob in list_of(site, "outputs") if not blob.name.endswith(".json")}
    return sorted(made ^ named) + sorted({blob.name for blob in list_of(site, "uploads")} ^ found.keys())


def check_gallery(site: Site, sent: dict[str, bytes], account: dict[str, str], found: dict[str, dict[str, Any]]) -> None:
    """The account has its pictures and what was made of them once, with their bytes, and nothing half-way."""
    own = {name: data for name, data in sent.items() if name.startswith("~")}
    with httpx.Client(base_url=site.host.url, timeout=30) as client:
        client.headers["Authorization"] = f"Bearer {client.post('/api/auth/login', json=account).json()['accessToken']}"
        images = client.get("/api/images?limit=200").json()
        renditions = client.get("/api/renditions?limit=200").json()
        assert sorted(image["sha256"] for image in images["items"]) == sorted(sha256(data).hexdigest() for data in own.values())
        made = [output["sha256"] for name in own for output in found[name]["outputs"]]
        assert sorted(one["sha256"] for one in renditions["items"]) == sorted(made)
        for one in images["items"] + renditions["items"]:
            assert sha256(client.get(one["links"]["content"]).content).hexdigest() == one["sha256"], (SEED, one)
    kept = [blob.name for blob in list_of(site, "pictures")]
    assert len(kept) == images["total"] + renditions["total"], SEED
