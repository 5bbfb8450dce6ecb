"""Moving from one store to another, as the command line does it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, cast

import pytest

from shared.storage import ObjectStore
from shared.storage.__main__ import main
from shared.storage.transfer import Moved, Transfer
from tests.fixtures.azurite import Azurite
from tests.fixtures.proxy import Proxy
from tests.fixtures.s3 import BUCKET, S3Server
from tests.fixtures.stores import SETTING, azure_store, local_store

ROOT = Path(__file__).parent.parent.parent
MIB = 1024 * 1024
NAMES = ["a/original", "año/niño €.jpg", "%2e%2e/A", "a?b=c", "empty"]


@dataclass(frozen=True)
class Pair:
    """Two stores and what the command line calls them."""

    source: ObjectStore
    target: ObjectStore
    arguments: tuple[str, str]


@pytest.fixture(params=[("azure", "s3"), ("s3", "local"), ("local", "azure"), ("azure", "local")], ids="-".join)
def pair(request: pytest.FixtureRequest, azurite: Azurite, s3: S3Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Pair:
    """Two stores of different kinds, and the settings with which the command line finds them."""
    monkeypatch.setenv(SETTING, azurite.connection_string)
    monkeypatch.setenv("LIENZO_S3_ENDPOINT", s3.endpoint)
    monkeypatch.setenv("LIENZO_HOME", str(tmp_path))
    stores: dict[str, ObjectStore] = {"azure": azure_store(azurite.connection_string), "s3": s3.store(), "local": local_store(tmp_path)}
    named = {"azure": f"azure:{SETTING}", "s3": f"s3:{BUCKET}", "local": f"local:{tmp_path / 'store'}"}
    first, second = request.param
    return Pair(stores[first], stores[second], (named[first], named[second]))


def content(store: ObjectStore, container: str) -> dict[str, tuple[bytes, str, dict[str, str]]]:
    """Everything in a container."""
    stored = [store.get(listed.path) for listed in store.list(container)]
    return {one.stat.path: (one.data, one.stat.media_type, dict(one.stat.metadata)) for one in stored}


def fill(store: ObjectStore, container: str) -> None:
    """Put objects of all sorts."""
    for name in NAMES:
        data = b"" if name == "empty" else os.urandom(9 * MIB if name == "a/original" else 1000)
        store.put(f"{container}/{name}", data, media_type="image/png", metadata={"owner_id": "7"})
    store.put_stream(f"{container}/large", iter([os.urandom(9 * MIB)]))


def run(pair: Pair, container: str) -> int:
    """The command's exit status."""
    return main(["copy", *pair.arguments, "--container", container])


def test_everything_is_copied(pair: Pair, container: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Bytes, media types, metadata; and the hash is kept with each."""
    fill(pair.source, container)

    assert run(pair, container) == 0

    assert content(pair.target, container) == content(pair.source, container)
    stored = pair.target.get(f"{container}/large")
    assert stored.stat.sha256 == sha256(stored.data).hexdigest()
    assert capsys.readouterr().out.startswith("copied 6 (")


def test_what_is_there_is_skipped(pair: Pair, container: str, capsys: pytest.CaptureFixture[str]) -> None:
    """What has other bytes, also of the same size, is copied anew."""
    fill(pair.source, container)
    run(pair, container)
    pair.target.put(f"{container}/a?b=c", b"x" * 1000)
    pair.target.delete(f"{container}/large")
    kept = pair.target.stat(f"{container}/a/original")
    capsys.readouterr()

    assert run(pair, container) == 0

    assert capsys.readouterr().out.startswith("copied 2 (")
    assert content(pair.target, container) == content(pair.source, container)
    assert pair.target.stat(kept.path) == kept


def test_a_container_that_is_missing_is_empty(pair: Pair, container: str, capsys: pytest.CaptureFixture[str]) -> None:
    """There is nothing to do."""
    assert run(pair, container) == 0
    assert capsys.readouterr().out.startswith("copied 0 (")


class Twisting:
    """A store that keeps other bytes than it was given, as a broken disk does."""

    def __init__(self, store: ObjectStore) -> None:
        self._store = store

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def put_stream(self, path: str, pieces: Iterator[bytes], **options: Any) -> Any:
        """Keep something else."""
        stat = self._store.put_stream(path, pieces, **options)
        return self._store.put(path, b"x" * stat.bytes)


def test_what_reads_back_as_other_bytes_has_failed(tmp_path: Path, container: str) -> None:
    """It is told, and the others are copied."""
    source, target = local_store(tmp_path / "a"), local_store(tmp_path / "b")
    source.put(f"{container}/a", b"1")
    moved: list[Moved] = []

    Transfer(source, cast("ObjectStore", Twisting(target))).run([container], moved.append)

    assert [(one.path, one.outcome) for one in moved] == [(f"{container}/a", "failed")]
    assert "other bytes" in str(moved[0].reason)


def test_a_name_that_the_target_does_not_take_has_failed(s3: S3Server, tmp_path: Path, container: str) -> None:
    """The command says which, copies the others, and ends with 1."""
    source, target = local_store(tmp_path), s3.store()
    source.put(f"{container}/{'ñ' * 1024}", b"1")
    source.put(f"{container}/a", b"2")
    moved: list[Moved] = []

    Transfer(source, target).run([container], moved.append)

    assert sorted(one.outcome for one in moved) == ["copied", "failed"]
    assert [listed.path for listed in target.list(container)] == [f"{container}/a"]


def test_a_store_that_is_away_ends_it(azurite: Azurite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, container: str) -> None:
    """With 1, and why."""
    monkeypatch.setenv("Away", "DefaultEndpointsProtocol=http;AccountName=a;AccountKey=c2VjcmV0;BlobEndpoint=http://127.0.0.1:9/a;")

    assert main(["copy", "azure:Away", f"local:{tmp_path}", "--container", container]) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["copy"],
        ["copy", "local"],
        ["copy", "ftp:x", "local"],
        ["copy", "local", "local"],
        ["copy", "s3", "local"],
        ["copy", "azure", "local", "--container", "A/b"],
        ["move", "azure", "local"],
    ],
)
def test_wrong_arguments_are_explained(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """With 2."""
    with pytest.raises(SystemExit) as caught:
        main(arguments)

    assert caught.value.code == 2
    assert "error:" in capsys.readouterr().err


@pytest.mark.parametrize("signal_number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_transfer_leaves_whole_objects_and_goes_on(
    azurite: Azurite, proxies: list[Proxy], tmp_path: Path, container: str, signal_number: signal.Signals
) -> None:
    """It ends with 130; another run does the rest."""
    source = azure_store(azurite.connection_string)
    objects = {f"{container}/{number:03}": bytes([number]) * (2 * MIB) for number in range(40)}
    for path, data in objects.items():
        source.put(path, data)
    target = local_store(tmp_path)
    # So slow that it is still at work when the signal comes.
    line = Proxy(azurite.blob_port)
    proxies.append(line)
    line.weather.delay = 0.05
    connection = azurite.connection_string.replace(f":{azurite.blob_port}/", f":{line.port}/")
    command = [sys.executable, "-m", "shared.storage", "copy", f"azure:{SETTING}", f"local:{tmp_path / 'store'}", "--container", container]
    environment = {**os.environ, SETTING: connection, "LIENZO_HOME": str(tmp_path)}
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True)  # noqa: S603  our own command
    while process.poll() is None and len([*target.list(container)]) < 3:
        time.sleep(0.01)
    process.send_signal(signal_number)
    line.weather.delay = 0
    _, told = process.communicate(timeout=30)

    there = {listed.path: target.get(listed.path).data for listed in target.list(container)}
    assert (process.returncode, "Interrupted" in told) == (130, True), told
    assert 3 <= len(there) < 40
    assert there.items() <= objects.items()
    assert [*(tmp_path / "store" / ".drafts").iterdir()] == []
    assert subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode == 0  # noqa: S603  our own command
    assert {listed.path: target.get(listed.path).data for listed in target.list(container)} == objects
