"""What every object store promises of large objects, of copies, and of the hash it keeps: tried on each backend."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256

import pytest

from shared.errors import InvalidInput, ObjectNotFound, PreconditionFailed
from shared.storage import ObjectStore
from tests.fixtures.stores import Opener

MIB = 1024 * 1024
PART = 5 * MIB  # the least that S3 takes


@pytest.fixture
def store(opener: Opener) -> ObjectStore:
    """A store that reads and writes streams in parts of 5 MiB."""
    return opener(part_size=PART)


def cut(data: bytes, size: int) -> Iterator[bytes]:
    """Bytes in pieces of a size that has nothing to do with the store's parts."""
    return (data[place : place + size] for place in range(0, len(data), size))


@pytest.mark.parametrize("size", [0, 1, PART - 1, PART, PART + 1, 2 * PART, 12 * MIB + 7])
def test_a_stream_comes_back(store: ObjectStore, container: str, size: int) -> None:
    """Around the borders of parts: bytes, size, media type, metadata, and the etag that all agree on."""
    data = os.urandom(size)

    put = store.put_stream(f"{container}/s", cut(data, 700_001), media_type="image/tiff", metadata={"owner_id": "7"}, size=size)

    stream = store.get_stream(f"{container}/s")
    assert b"".join(stream.pieces) == data
    assert (put.bytes, put.media_type, put.metadata) == (size, "image/tiff", {"owner_id": "7"})
    assert stream.stat == store.stat(put.path) == put
    assert next(store.list(container)) == put.listed


@pytest.mark.parametrize(
    ("offset", "length"), [(1, None), (PART - 1, 2), (PART, PART), (0, PART + 1), (3, 0), (99 * MIB, 5), (11 * MIB, 9 * MIB)]
)
def test_a_part_is_streamed(store: ObjectStore, container: str, offset: int, length: int | None) -> None:
    """What lies past the end is left out."""
    data = os.urandom(12 * MIB)
    store.put(f"{container}/s", data)

    stream = store.get_stream(f"{container}/s", offset=offset, length=length)

    assert b"".join(stream.pieces) == data[offset:][:length]
    assert stream.stat.bytes == 12 * MIB


def test_no_piece_is_larger_than_a_part(store: ObjectStore, container: str) -> None:
    """So that a reader of 5 GiB needs no more memory than one of 5 MiB."""
    store.put_stream(f"{container}/s", cut(bytes(12 * MIB), MIB))

    assert [len(piece) for piece in store.get_stream(f"{container}/s").pieces] == [PART, PART, 2 * MIB]


def test_a_stream_is_all_of_one_version(store: ObjectStore, container: str) -> None:
    """It ends with an error when the object is replaced or deleted before its end."""
    path = f"{container}/s"
    for change in (lambda: store.put(path, b"new"), lambda: store.delete(path)):
        store.put(path, os.urandom(12 * MIB))
        pieces = store.get_stream(path).pieces
        next(pieces)
        change()
        with pytest.raises((PreconditionFailed, ObjectNotFound)):
            list(pieces)


def test_a_stream_if_match_reads_that_version_or_nothing(store: ObjectStore, container: str) -> None:
    """As `get` does; and what is not there is told by the call, not by the first piece."""
    old = store.put(f"{container}/s", b"old").etag
    new = store.put(f"{container}/s", b"new").etag

    assert b"".join(store.get_stream(f"{container}/s", if_match=new).pieces) == b"new"
    with pytest.raises(PreconditionFailed):
        store.get_stream(f"{container}/s", if_match=old)
    with pytest.raises(ObjectNotFound):
        store.get_stream(f"{container}/none")


def test_nothing_is_seen_before_a_stream_is_complete(store: ObjectStore, container: str) -> None:
    """The old object stays until then, and a new one is neither found nor listed."""
    store.put(f"{container}/old", b"old")
    seen: list[object] = []

    def pieces(path: str) -> Iterator[bytes]:
        yield bytes(12 * MIB)
        seen.append([(listed.path, listed.bytes) for listed in store.list(container)])
        yield b"end"

    store.put_stream(f"{container}/old", pieces("old"))
    store.put_stream(f"{container}/new", pieces("new"))

    assert seen == [[(f"{container}/old", 3)], [(f"{container}/old", 12 * MIB + 3)]]


@pytest.mark.parametrize("size", [3, 12 * MIB], ids=["one part", "several"])
def test_a_stream_that_breaks_leaves_nothing(store: ObjectStore, container: str, size: int) -> None:
    """Its own error comes through, and the old object is as it was."""
    before = store.put(f"{container}/s", b"old")

    def pieces() -> Iterator[bytes]:
        yield bytes(size)
        raise FileNotFoundError("of the caller")

    for path in (f"{container}/s", f"{container}/new"):
        with pytest.raises(FileNotFoundError, match="of the caller"):
            store.put_stream(path, pieces())

    assert [*store.list(container)] == [before.listed]


@pytest.mark.parametrize("data", [b"few", bytes(12 * MIB)], ids=["one part", "several"])
@pytest.mark.parametrize("announced", [{"size": 4}, {"sha256": "0" * 64}], ids=["size", "hash"])
def test_a_stream_that_is_not_what_was_announced_is_refused(
    store: ObjectStore, container: str, data: bytes, announced: dict[str, object]
) -> None:
    """By size or by hash; nothing is written."""
    with pytest.raises(InvalidInput, match="announced"):
        store.put_stream(f"{container}/s", cut(data, MIB), **announced)  # type: ignore[arg-type]  # one or the other

    assert [*store.list(container)] == []


@pytest.mark.parametrize("size", [3, 12 * MIB], ids=["one part", "several"])
def test_a_stream_keeps_its_condition(store: ObjectStore, container: str, size: int) -> None:
    """It is checked at the end, against what is there by then."""
    path = f"{container}/s"
    first = store.put_stream(path, [bytes(size)], if_absent=True)

    with pytest.raises(PreconditionFailed):
        store.put_stream(path, [b"1" * size], if_absent=True)
    second = store.put_stream(path, [b"2" * size], if_match=first.etag)
    for gone in (path, f"{container}/none"):
        with pytest.raises(PreconditionFailed):
            store.put_stream(gone, [b"3" * size], if_match=first.etag)

    assert [*store.list(container)] == [second.listed]


def test_one_of_many_streams_wins_if_absent(store: ObjectStore, container: str) -> None:
    """The others are told, and the winner's bytes stay whole."""
    path = f"{container}/race"
    store.ensure([container])

    def write(number: int) -> bool:
        try:
            store.put_stream(path, [bytes([number]) * (6 * MIB)], if_absent=True)
        except PreconditionFailed:
            return False
        return True

    with ThreadPoolExecutor(6) as pool:
        won = list(pool.map(write, range(6)))

    assert won.count(True) == 1
    assert store.get(path).data == bytes([won.index(True)]) * (6 * MIB)


def test_large_puts_of_one_path_do_not_mix(store: ObjectStore, container: str) -> None:
    """All succeed, and one of them is there, whole."""
    versions = [bytes([number]) * (11 * MIB) for number in range(5)]

    with ThreadPoolExecutor(5) as pool:
        etags = [stat.etag for stat in pool.map(lambda data: store.put(f"{container}/s", data), versions)]

    stored = store.get(f"{container}/s")
    assert stored.data in versions
    assert stored.stat.etag == etags[versions.index(stored.data)]


def test_a_hash_is_kept_with_what_is_put(store: ObjectStore, container: str) -> None:
    """It is no metadata; an announced one is kept with a stream too."""
    data = os.urandom(12 * MIB)
    digest = sha256(data).hexdigest()

    small = store.put(f"{container}/a", b"a")
    large = store.put_stream(f"{container}/b", cut(data, MIB), sha256=digest)

    assert store.stat(small.path).sha256 == small.sha256 == sha256(b"a").hexdigest()
    assert store.stat(large.path).sha256 == large.sha256 == digest
    assert store.stat(large.path).metadata == {}
    with pytest.raises(InvalidInput):
        store.put(f"{container}/c", b"", metadata={"lienzo_sha256": digest})


def test_metadata_that_no_store_takes_is_refused(store: ObjectStore, container: str) -> None:
    """S3 has room for 2 KB."""
    assert store.put(f"{container}/a", b"", metadata={"a": "x" * 1899}).metadata == {"a": "x" * 1899}
    with pytest.raises(InvalidInput):
        store.put(f"{container}/a", b"", metadata={"a": "x" * 1900})


@pytest.mark.parametrize("name", ["b", "año/niño €.jpg", "100%", "a+b", "%2e%2e/a", "a?b=c&d", 'it\'s "quoted"'])
def test_a_copy_is_the_same_object_elsewhere(store: ObjectStore, container: str, name: str) -> None:
    """Bytes, media type, metadata and hash; in another container that is made, and under any name."""
    source = store.put(f"{container}/{name}", b"picture", media_type="image/webp", metadata={"owner_id": "Ana 7"})

    copied = store.copy(source.path, f"{container}-b/{name}")

    assert store.get(copied.path).data == b"picture"
    assert store.stat(copied.path) == copied
    assert (copied.media_type, copied.metadata, copied.sha256) == (source.media_type, source.metadata, source.sha256)
    assert store.stat(source.path) == source


def test_a_copy_replaces_what_was_there(store: ObjectStore, container: str) -> None:
    """And a large one is whole."""
    data = os.urandom(12 * MIB)
    store.put(f"{container}/a", data)
    store.put(f"{container}/b", b"old", media_type="image/png")

    store.copy(f"{container}/a", f"{container}/b")

    assert store.get(f"{container}/b").data == data
    assert store.stat(f"{container}/b").media_type == "application/octet-stream"


def test_a_copy_onto_itself_changes_nothing(store: ObjectStore, container: str) -> None:
    """Not even its etag."""
    before = store.put(f"{container}/a", b"1")

    assert store.copy(before.path, before.path) == before
    assert store.stat(before.path) == before


def test_a_copy_of_nothing_is_not_found(store: ObjectStore, container: str) -> None:
    """And makes nothing."""
    store.put(f"{container}/b", b"old")

    with pytest.raises(ObjectNotFound) as caught:
        store.copy(f"{container}/none", f"{container}/b")

    assert caught.value.facts["path"] == f"{container}/none"
    assert store.get(f"{container}/b").data == b"old"
    with pytest.raises(InvalidInput):
        store.copy(f"{container}/b", f"{container}/../c")
