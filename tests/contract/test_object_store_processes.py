"""What every object store promises of processes: bounded memory, and no harm to each other."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from shared.config import Settings
from shared.storage import open_store
from tests.fixtures.azurite import Azurite
from tests.fixtures.s3 import BUCKET, S3Server
from tests.fixtures.stores import SETTING

ROOT = Path(__file__).parent.parent.parent
MIB = 1024 * 1024

OPEN = """
import sys
from shared.config import Settings
from shared.storage import open_store
store = open_store(Settings())
path = sys.argv[1]
"""

STREAM = """
import hashlib, json, resource
def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
store.put_stream(path, [b"warm"])
before = peak()
digest = hashlib.sha256()
def pieces():
    for number in range(300):
        piece = bytes([number % 251]) * (1024 * 1024)
        digest.update(piece)
        yield piece
stat = store.put_stream(path, pieces(), size=300 * 1024 * 1024)
read = hashlib.sha256()
for piece in store.get_stream(path).pieces:
    read.update(piece)
print(json.dumps({"bytes": stat.bytes, "same": read.digest() == digest.digest(), "grown": peak() - before}))
"""

COUNT = """
from shared.errors import PreconditionFailed
done = 0
while done < 40:
    stored = store.get(path)
    try:
        store.put(path, str(int(stored.data) + 1).encode(), if_match=stored.stat.etag)
    except PreconditionFailed:
        continue
    done += 1
"""

CLAIM = """
from shared.errors import PreconditionFailed
won = 0
for number in range(60):
    try:
        store.put(f"{path}-{number}", b"", if_absent=True)
        won += 1
    except PreconditionFailed:
        pass
print(won)
"""


@pytest.fixture(params=["azure", "s3", "local"])
def environment(request: pytest.FixtureRequest, tmp_path: Path) -> Mapping[str, str]:
    """The settings with which another process finds the same store."""
    request.getfixturevalue("s3_credentials")
    settings = {"LIENZO_HOME": str(tmp_path), "LIENZO_STORE": request.param}
    if request.param == "azure":
        emulator: Azurite = request.getfixturevalue("azurite")
        settings[SETTING] = emulator.connection_string
    if request.param == "s3":
        server: S3Server = request.getfixturevalue("s3")
        server.store()
        settings |= {"LIENZO_S3_BUCKET": BUCKET, "LIENZO_S3_ENDPOINT": server.endpoint}
    return {**os.environ, **settings}


def started(script: str, path: str, environment: Mapping[str, str]) -> "subprocess.Popen[str]":
    """A process that runs a script on a path of the store."""
    return subprocess.Popen([sys.executable, "-c", OPEN + script, path], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)  # noqa: S603  a script of ours


def answered(process: "subprocess.Popen[str]") -> str:
    """What it printed."""
    output, _ = process.communicate(timeout=100)
    assert process.returncode == 0
    return output


def test_300_mb_need_no_more_memory_than_a_few_parts(environment: Mapping[str, str], container: str) -> None:
    """Written and read as a stream, by a process whose peak is measured."""
    found = json.loads(answered(started(STREAM, f"{container}/large", environment)))

    assert (found["bytes"], found["same"]) == (300 * MIB, True)
    assert found["grown"] < 100


def test_processes_that_count_together_lose_no_step(
    environment: Mapping[str, str], container: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each writes under the etag that it has read."""
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    store = open_store(Settings())
    store.put(f"{container}/counter", b"0")

    for process in [started(COUNT, f"{container}/counter", environment) for _ in range(3)]:
        answered(process)

    assert store.get(f"{container}/counter").data == b"120"


def test_of_processes_that_claim_one_name_one_wins(environment: Mapping[str, str], container: str) -> None:
    """For each of 60 names."""
    won = [int(answered(process)) for process in [started(CLAIM, f"{container}/claim", environment) for _ in range(3)]]

    assert sum(won) == 60
