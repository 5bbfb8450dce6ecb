"""What every object store over a network promises when the network or the store fails."""

import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol

import pytest

from shared.errors import PreconditionFailed, StoreUnavailable
from shared.storage import ObjectStore
from shared.storage.s3 import S3Store, connect
from tests.fixtures.azurite import Azurite
from tests.fixtures.proxy import Proxy
from tests.fixtures.s3 import BUCKET, S3Server
from tests.fixtures.stores import azure_store

MIB = 1024 * 1024
SILENCE = 6  # s: what a dead store may cost
LEAVE = 64  # bytes: as many as S3 answers before it has the body, `100 Continue`, and fewer than any answer has
WRONG_KEY = "d3Jvbmd3cm9uZ3dyb25nd3Jvbmd3cm9uZ3dyb25n"


class Stoppable(Protocol):
    """A server of this test alone."""

    def stop(self) -> None:
        """Stop it."""

    def start(self) -> None:
        """Start it again."""

    def freeze(self) -> None:
        """Make it hang."""

    def thaw(self) -> None:
        """Let it go on."""


@pytest.fixture(params=["azure", "s3"])
def kind(request: pytest.FixtureRequest) -> str:
    """A backend."""
    name: str = request.param
    return name


@pytest.fixture
def own(request: pytest.FixtureRequest, kind: str) -> tuple[Stoppable, ObjectStore]:
    """A server that may be stopped, and a store on it."""
    if kind == "azure":
        emulator: Azurite = request.getfixturevalue("own_azurite")
        return emulator, azure_store(emulator.connection_string)
    server: S3Server = request.getfixturevalue("own_s3")
    return server, server.store()


@dataclass(frozen=True)
class Line:
    """A store behind a proxy."""

    store: ObjectStore
    proxy: Proxy


@pytest.fixture
def line(request: pytest.FixtureRequest, kind: str, proxies: list[Proxy]) -> Line:
    """A store that is reached by way of a proxy, with parts of 5 MiB."""
    options: dict[str, Any] = {"part_size": 5 * MIB}
    if kind == "azure":
        emulator: Azurite = request.getfixturevalue("azurite")
        proxies.append(Proxy(emulator.blob_port))
        text = emulator.connection_string.replace(f":{emulator.blob_port}/", f":{proxies[0].port}/")
        return Line(azure_store(text, **options), proxies[0])
    server: S3Server = request.getfixturevalue("s3")
    proxies.append(Proxy(server.port))
    return Line(server.store(endpoint=f"http://127.0.0.1:{proxies[0].port}", **options), proxies[0])


def calls(store: ObjectStore, container: str) -> list[Callable[[], object]]:
    """One call of each method that sends something."""
    path = f"{container}/a"
    return [
        lambda: store.put(path, b"1"),
        lambda: store.put(path, b"1", if_absent=True),
        lambda: store.put_stream(path, [bytes(9 * MIB)]),
        lambda: store.get(path),
        lambda: store.get_stream(path),
        lambda: store.stat(path),
        lambda: store.delete(path),
        lambda: list(store.list(container)),
        lambda: store.copy(path, f"{container}/b"),
        lambda: store.begin_upload(path, media_type="image/png"),
        lambda: store.ensure([container]),
        store.probe,
    ]


@pytest.fixture
def wrong(request: pytest.FixtureRequest, kind: str, monkeypatch: pytest.MonkeyPatch) -> ObjectStore:
    """A store whose key is wrong."""
    if kind == "azure":
        emulator: Azurite = request.getfixturevalue("azurite")
        return azure_store(emulator.connection_string_with(WRONG_KEY))
    server: S3Server = request.getfixturevalue("s3")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", WRONG_KEY)
    return S3Store(BUCKET, lambda: connect(endpoint=server.endpoint, region=None))


def test_a_wrong_key_is_an_unavailable_store(wrong: ObjectStore, container: str) -> None:
    """With facts that say why, and without the key."""
    for call in calls(wrong, container):
        with pytest.raises(StoreUnavailable) as caught:
            call()
        assert caught.value.facts["status"] == 403
        assert caught.value.facts["reason"]
        assert WRONG_KEY not in f"{caught.value!r} {caught.value.facts}"
        assert caught.value.__cause__ is None


def test_a_stopped_store_is_unavailable_at_once_and_heals(own: tuple[Stoppable, ObjectStore], container: str) -> None:
    """Every call says so within 6 s, and the same store works again when it is back."""
    server, store = own
    store.put(f"{container}/a", b"kept")
    server.stop()

    with ThreadPoolExecutor(12) as pool:
        spans = list(pool.map(seconds_until_unavailable, calls(store, container)))

    assert max(spans) < SILENCE
    server.start()
    store.ensure([container])
    store.probe()
    assert store.put(f"{container}/b", b"new").bytes == 3


def test_a_hanging_store_is_unavailable_soon_and_heals(own: tuple[Stoppable, ObjectStore], container: str) -> None:
    """A store that takes connections and then says nothing costs one time-out, not several."""
    server, store = own
    store.put(f"{container}/kept", b"kept")
    server.freeze()

    with ThreadPoolExecutor(12) as pool:
        spans = list(pool.map(seconds_until_unavailable, calls(store, container)))

    assert max(spans) < SILENCE
    server.thaw()
    assert store.get(f"{container}/kept").data == b"kept"


def seconds_until_unavailable(call: Callable[[], object]) -> float:
    """How long it takes a call to say that the store does not answer."""
    started = time.monotonic()
    with pytest.raises(StoreUnavailable) as caught:
        call()
    assert caught.value.facts["operation"]
    return time.monotonic() - started


@pytest.mark.parametrize("cuts", [1, 2])
def test_a_read_that_is_cut_in_the_middle_is_read_again(line: Line, container: str, cuts: int) -> None:
    """The bytes are whole."""
    data = os.urandom(4 * MIB)
    line.store.put(f"{container}/a", data)
    line.proxy.weather.cuts, line.proxy.weather.received = cuts, MIB

    assert line.store.get(f"{container}/a").data == data
    assert line.proxy.weather.cuts <= 0


def test_a_stream_that_is_cut_in_the_middle_is_read_on(line: Line, container: str) -> None:
    """Only the piece that was cut is read again."""
    data = os.urandom(12 * MIB)
    line.store.put(f"{container}/a", data)
    line.proxy.weather.cuts, line.proxy.weather.received = 2, 3 * MIB

    assert b"".join(line.store.get_stream(f"{container}/a").pieces) == data
    assert line.proxy.weather.cuts <= 0


def test_a_write_that_is_cut_in_the_middle_is_written_again(line: Line, container: str) -> None:
    """Small in one request, and large in parts."""
    data = os.urandom(12 * MIB)
    line.store.ensure([container])
    for size, limit in ((3 * MIB, MIB), (12 * MIB, 7 * MIB)):
        line.proxy.weather.cuts, line.proxy.weather.sent = 1, limit
        line.store.put(f"{container}/put", data[:size])
        line.proxy.weather.cuts = 1
        line.store.put_stream(f"{container}/stream", [data[:size]])
        line.proxy.weather.sent = None

        assert line.store.get(f"{container}/put").data == data[:size]
        assert line.store.get(f"{container}/stream").data == data[:size]


def test_small_requests_are_repeated_when_their_connection_is_cut(line: Line, container: str) -> None:
    """Looking up, listing, copying and deleting."""
    store, path = line.store, f"{container}/a"
    store.put(path, b"1")
    repeated: list[Callable[[], object]] = [
        lambda: store.stat(path),
        lambda: list(store.list(container)),
        lambda: store.copy(path, f"{container}/b"),
        lambda: store.delete(path),
    ]
    for call in repeated:
        line.proxy.weather.cuts, line.proxy.weather.received = 1, 0
        call()
        line.proxy.weather.received = None

    assert [listed.path for listed in store.list(container)] == [f"{container}/b"]


def test_a_conditional_write_whose_answer_got_lost_is_not_repeated(line: Line, container: str) -> None:
    """It would lose against itself: the caller is told that it is not known, and looks."""
    line.store.ensure([container])
    line.proxy.weather.cuts, line.proxy.weather.received = 1, LEAVE
    with pytest.raises(StoreUnavailable):
        line.store.put(f"{container}/a", b"1", if_absent=True)
    line.proxy.weather.received = None

    with pytest.raises(PreconditionFailed):
        line.store.put(f"{container}/a", b"2", if_absent=True)
    assert line.store.get(f"{container}/a").data == b"1"


def test_a_connection_that_is_cut_each_time_is_an_unavailable_store(line: Line, container: str) -> None:
    """After three tries; and the store heals."""
    line.store.put(f"{container}/a", bytes(2 * MIB))
    line.proxy.weather.cuts, line.proxy.weather.received = 99, 0

    with pytest.raises(StoreUnavailable):
        line.store.get(f"{container}/a")

    assert 99 - line.proxy.weather.cuts <= 5
    line.proxy.weather.received = None
    assert line.store.stat(f"{container}/a").bytes == 2 * MIB


def test_a_slow_line_is_no_dead_one(line: Line, container: str) -> None:
    """What takes longer than the store's patience in all comes through while something comes."""
    data = os.urandom(MIB)
    line.proxy.weather.delay = 0.05
    line.store.put(f"{container}/a", data[: MIB // 2])
    line.store.put_stream(f"{container}/b", [data])
    line.proxy.weather.delay = 0.4

    assert line.store.get(f"{container}/b").data == data


def test_signing_needs_no_connection(kind: str, request: pytest.FixtureRequest) -> None:
    """With an account key or AWS credentials; it works while the store is away."""
    request.getfixturevalue("s3_credentials")
    store: ObjectStore = azure_store("DefaultEndpointsProtocol=http;AccountName=ana;AccountKey=a2V5;BlobEndpoint=http://127.0.0.1:9/ana;")
    if kind == "s3":
        store = S3Store(BUCKET, lambda: connect(endpoint="http://127.0.0.1:9", region=None))

    assert store.signed_get_url("pictures/a", expires=timedelta(minutes=1)).startswith("http://127.0.0.1:9/")
