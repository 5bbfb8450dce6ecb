"""What every object store promises, tried on each backend; and what only the one on Azure has to prove."""

import base64
import os
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import cast

import pytest
from azure.storage.blob import BlobServiceClient, ContentSettings

from shared.config import Settings
from shared.errors import InvalidInput, ObjectNotFound, PreconditionFailed, StoreUnavailable
from shared.storage import ObjectStore, open_store
from shared.storage.azure import connect
from shared.storage.s3 import S3Store
from tests.fixtures.azurite import Azurite
from tests.fixtures.stores import Opener

MIB = 1024 * 1024
SETTING = "AzureWebJobsStorage"
WRONG_KEY = base64.b64encode(b"wrong" * 8).decode()


def opened(connection_string: str) -> ObjectStore:
    """The store at a connection string, opened as the app opens it."""
    return open_store(Settings(), {SETTING: connection_string})


def names(store: ObjectStore, prefix: str) -> list[str]:
    """What a listing finds, without the container."""
    return [stat.path.partition("/")[2] for stat in store.list(prefix)]


def test_what_was_put_comes_back(store: ObjectStore, container: str) -> None:
    """Bytes, size, media type and metadata, from `put`, `get`, `stat` and `list` alike."""
    before = datetime.now(UTC) - timedelta(seconds=2)

    stat = store.put(f"{container}/a/b.webp", b"picture", media_type="image/webp", metadata={"owner_id": "Ana 7"})

    assert (stat.path, stat.bytes, stat.media_type, stat.metadata) == (f"{container}/a/b.webp", 7, "image/webp", {"owner_id": "Ana 7"})
    assert before <= stat.modified_at <= datetime.now(UTC) + timedelta(seconds=2)
    assert stat.etag
    assert not stat.etag.startswith(('"', "W/"))
    stored = store.get(stat.path)
    assert stored.data == b"picture"
    assert stored.stat == store.stat(stat.path) == stat
    assert next(store.list(container)) == stat.listed


def test_an_object_may_be_empty(store: ObjectStore, container: str) -> None:
    """It is there, and has no bytes, from wherever it is read."""
    path = f"{container}/empty"
    assert store.put(path, b"").bytes == 0

    assert store.get(path).data == b""
    assert store.get(path, offset=5).data == b""
    assert store.get(path, offset=0, length=5).data == b""
    assert store.stat(path).bytes == 0
    assert names(store, container) == ["empty"]


def test_25_mib_come_back(store: ObjectStore, container: str) -> None:
    """The largest upload, whole and in part; more than goes up or down in one request."""
    data = os.urandom(25 * MIB)

    assert store.put(f"{container}/large", data, media_type="image/png", metadata={"a": "b"}).bytes == 25 * MIB

    stored = store.get(f"{container}/large")
    assert stored.data == data
    assert (stored.stat.media_type, stored.stat.metadata) == ("image/png", {"a": "b"})
    assert store.get(f"{container}/large", offset=20 * MIB - 1, length=3).data == data[20 * MIB - 1 :][:3]


def test_a_put_replaces_all_of_the_object(store: ObjectStore, container: str) -> None:
    """Bytes, media type, metadata and etag; nothing of the old one stays."""
    path = f"{container}/a"
    old = store.put(path, b"a longer one", media_type="image/png", metadata={"x": "y"})

    new = store.put(path, b"new")

    assert store.get(path).data == b"new"
    assert store.stat(path) == new
    assert (new.media_type, new.metadata) == ("application/octet-stream", {})
    assert new.etag != old.etag


def test_readers_see_one_version_or_another_never_a_mixture(store: ObjectStore, container: str) -> None:
    """Bytes and etag belong together, even while the object is being replaced, in blocks too."""
    path = f"{container}/busy"
    versions = [bytes([n]) * (6 * MIB if n % 2 else 1000) for n in range(6)]
    etags = {store.put(path, versions[0]).etag: versions[0]}

    with ThreadPoolExecutor(3) as pool:
        writing = pool.submit(lambda: [(store.put(path, version).etag, version) for version in versions[1:]])
        seen = [store.get(path)]
        while not writing.done():
            seen.append(store.get(path))
        etags |= dict(writing.result())

    assert all(etags[stored.stat.etag] == stored.data for stored in seen)


def test_one_of_twenty_wins_if_absent(store: ObjectStore, container: str) -> None:
    """The others are told, and the winner's bytes stay."""
    path = f"{container}/race"
    store.ensure([container])

    def write(number: int) -> bool:
        try:
            store.put(path, b"%d" % number, if_absent=True)
        except PreconditionFailed:
            return False
        return True

    with ThreadPoolExecutor(20) as pool:
        won = list(pool.map(write, range(20)))

    assert won.count(True) == 1
    assert store.get(path).data == b"%d" % won.index(True)


def test_if_absent_writes_where_there_is_nothing(store: ObjectStore, container: str) -> None:
    """Also where the container is missing, and after a delete."""
    path = f"{container}/a"

    store.put(path, b"1", if_absent=True)
    store.delete(path)
    store.put(path, b"2", if_absent=True)

    assert store.get(path).data == b"2"


def test_if_match_writes_over_the_version_it_names(store: ObjectStore, container: str) -> None:
    """And over no other one."""
    path = f"{container}/a"
    first = store.put(path, b"1")
    second = store.put(path, b"2", if_match=first.etag)

    with pytest.raises(PreconditionFailed) as caught:
        store.put(path, b"3", if_match=first.etag)

    assert caught.value.facts["path"] == path
    assert store.get(path).stat.etag == second.etag
    assert store.get(path).data == b"2"


def test_if_match_never_makes_an_object(store: ObjectStore, container: str) -> None:
    """Neither in a container nor in a missing one."""
    with pytest.raises(PreconditionFailed):
        store.put(f"{container}/a", b"1", if_match="0x8DD000000000000")
    store.put(f"{container}/b", b"")
    with pytest.raises(PreconditionFailed):
        store.put(f"{container}/a", b"1", if_match="0x8DD000000000000")

    assert names(store, container) == ["b"]


def test_one_of_twenty_wins_if_match(store: ObjectStore, container: str) -> None:
    """A counter that is read and written under its etag loses no step."""
    path = f"{container}/counter"
    etag = store.put(path, b"start").etag

    def write(number: int) -> bool:
        try:
            store.put(path, b"%d" % number, if_match=etag)
        except PreconditionFailed:
            return False
        return True

    with ThreadPoolExecutor(20) as pool:
        won = list(pool.map(write, range(20)))

    assert won.count(True) == 1
    assert store.get(path).data == b"%d" % won.index(True)


def test_a_get_if_match_reads_that_version_or_nothing(store: ObjectStore, container: str) -> None:
    """Whole or in part."""
    path = f"{container}/a"
    old = store.put(path, b"old").etag
    new = store.put(path, b"new").etag

    assert store.get(path, if_match=new).data == b"new"
    assert store.get(path, offset=1, length=1, if_match=new).data == b"e"
    for part in ({}, {"offset": 1}, {"offset": 99}, {"length": 0}):
        with pytest.raises(PreconditionFailed):
            store.get(path, if_match=old, **part)


@pytest.mark.parametrize(
    ("offset", "length", "part"),
    [
        (0, 3, b"012"),
        (4, 3, b"456"),
        (4, None, b"456789"),
        (9, 1, b"9"),
        (8, 99, b"89"),
        (0, 0, b""),
        (4, 0, b""),
        (10, None, b""),
        (10, 1, b""),
        (99, 1, b""),
    ],
)
def test_a_part_is_read(store: ObjectStore, container: str, offset: int, length: int | None, part: bytes) -> None:
    """What lies past the end is left out, and the stat is the whole object's."""
    put = store.put(f"{container}/digits", b"0123456789")

    stored = store.get(put.path, offset=offset, length=length)

    assert stored.data == part
    assert stored.stat == put


def test_a_listing_is_ordered_and_keeps_to_its_prefix(store: ObjectStore, container: str) -> None:
    """A prefix is the start of a name, not a folder, unless it ends with a slash."""
    for name in ("b/2", "a", "b/10", "b/1", "bb", "c"):
        store.put(f"{container}/{name}", b"")

    assert names(store, container) == ["a", "b/1", "b/10", "b/2", "bb", "c"]
    assert names(store, f"{container}/") == names(store, container)
    assert names(store, f"{container}/b/") == ["b/1", "b/10", "b/2"]
    assert names(store, f"{container}/b") == ["b/1", "b/10", "b/2", "bb"]
    assert names(store, f"{container}/b/1") == ["b/1", "b/10"]
    assert names(store, f"{container}/none/") == []


def test_a_delete_can_be_repeated(store: ObjectStore, container: str) -> None:
    """Deleting what is not there succeeds, in a missing container too."""
    path = f"{container}/a"
    store.delete(path)
    store.put(path, b"1")

    store.delete(path)
    store.delete(path)

    assert names(store, container) == []
    with pytest.raises(ObjectNotFound):
        store.get(path)


@pytest.mark.parametrize("made", [True, False], ids=["empty container", "missing container"])
def test_what_is_not_there_is_not_found(store: ObjectStore, container: str, *, made: bool) -> None:
    """In a container without it as in a missing container, which lists as empty."""
    if made:
        store.ensure([container])
    path = f"{container}/none"

    for read in (store.get, store.stat, lambda path: store.get(path, offset=1)):
        with pytest.raises(ObjectNotFound) as caught:
            cast("Callable[[str], object]", read)(path)
        assert caught.value.facts["path"] == path
    assert names(store, container) == []


def test_a_container_is_made_by_the_first_put(store: ObjectStore, container: str) -> None:
    """Of many at once, all succeed."""
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: store.put(f"{container}/{n}", b""), range(8)))

    assert names(store, container) == [str(n) for n in range(8)]


def test_containers_are_ensured_again_and_again(store: ObjectStore, container: str) -> None:
    """What they hold stays."""
    store.ensure([container, f"{container}-b"])
    store.put(f"{container}/a", b"1")

    store.ensure([container, f"{container}-b"])

    assert store.get(f"{container}/a").data == b"1"


@pytest.mark.parametrize(
    "name",
    [
        "año/niño €.jpg",
        "写真/桜.png",
        "صورة.gif",
        "😀/👩‍👩‍👧.webp",
        "cafe\u0301",
        "a b",
        " lead",
        "trail ",
        "a%20b",
        "%2e%2e/a",
        "%2F",
        "100%",
        "a+b",
        "a#b",
        "a?b=c&d",
        "a;b,c=d@e!f$g",
        "a:b*c|d<e>f",
        'it\'s "quoted"',
        "~user/.hidden",
        "...",
        "a..b",
        "a.",
        "<script>&amp;",
        "UPPER/lower",
        "x" * 1000,
        "/".join("s" * 254),
        "/".join(["S" * 100] * 9),
    ],
    ids=lambda name: name[:20],
)
def test_a_name_means_what_it_says(store: ObjectStore, container: str, name: str) -> None:
    """It is neither decoded, trimmed nor normalised on its way to the store and back."""
    path = f"{container}/{name}"
    store.put(path, name.encode())

    assert store.get(path).data == name.encode()
    assert store.stat(path).path == path
    assert names(store, container) == [name]
    assert names(store, f"{container}/{name[:-1]}") == [name]
    store.delete(path)
    assert names(store, container) == []


@pytest.mark.parametrize("name", ["x" * 1024, "ñ" * 1024, "😀" * 1024, "ñ" * 511 + "/" + "x" * 512], ids=lambda name: name[0])
def test_the_longest_names_are_kept_or_refused(store: ObjectStore, container: str, name: str) -> None:
    """S3 has room for 1,024 bytes, container and all: it says so before anything is sent. They are listed in their place."""
    path = f"{container}/{name}"
    for other in ("a", "😀" * 20):
        store.put(f"{container}/{other}", b"")
    if isinstance(store, S3Store):
        with pytest.raises(InvalidInput, match="1024 bytes"):
            store.put(path, b"1")
        return
    store.put(path, name.encode())

    assert store.get(path).data == name.encode()
    assert names(store, container) == sorted(["a", "😀" * 20, name])
    assert names(store, f"{container}/{name[:900]}") == [name]
    store.delete(path)
    assert names(store, container) == ["a", "😀" * 20]


def test_names_that_look_alike_are_different(store: ObjectStore, container: str) -> None:
    """By case, by escape, or by the composition of an accent."""
    alike = ["a", "A", "%61", "a ", "caf\u00e9", "cafe\u0301", "a/b", "a%2Fb", "a%2fb"]
    for name in alike:
        store.put(f"{container}/{name}", name.encode())

    assert {name: store.get(f"{container}/{name}").data.decode() for name in alike} == {name: name for name in alike}
    assert sorted(names(store, container)) == sorted(alike)


@pytest.mark.parametrize(
    ("path", "rule"),
    [
        ("pictures", "at least one character"),
        ("pictures/", "at least one character"),
        ("pictures/" + "x" * 1025, "at most 1024 characters"),
        ("pictures/" + "/".join("s" * 255), "at most 254 segments"),
        ("pictures/../uploads/a", "no segment"),
        ("pictures/..", "no segment"),
        ("pictures/a/./b", "no segment"),
        ("pictures//a", "no segment"),
        ("pictures/a/", "no segment"),
        ("pictures/a\\b", "no backslash"),
        ("pictures/a\x00b", "control character"),
        ("pictures/a\nb", "control character"),
        ("pictures/a\x85b", "control character"),
        ("pictures/\ud800", "surrogate"),
        ("", "a container has"),
        ("/a", "a container has"),
        ("ab/a", "a container has"),
        ("Pictures/a", "a container has"),
        ("pic--tures/a", "a container has"),
        ("-pictures/a", "a container has"),
        ("$logs/a", "a container has"),
        ("../a", "a container has"),
        ("x" * 64 + "/a", "a container has"),
    ],
)
def test_a_path_that_breaks_a_rule_is_refused(store: ObjectStore, path: str, rule: str) -> None:
    """By every method, with the rule in the message."""
    for call in (store.get, store.stat, store.delete, lambda path: store.put(path, b"")):
        with pytest.raises(InvalidInput, match=re.escape(rule)) as caught:
            cast("Callable[[str], object]", call)(path)
        assert caught.value.message.isprintable()


def test_every_broken_rule_of_a_path_is_named(store: ObjectStore) -> None:
    """Not only the first."""
    with pytest.raises(InvalidInput) as caught:
        store.stat("A/../\\")

    assert len(cast("list[str]", caught.value.facts["rules"])) == 3


def test_a_listing_of_what_is_no_prefix_is_refused_at_once(store: ObjectStore) -> None:
    """By the call, not by the first step of its iteration."""
    for prefix in ("", "/", "../a", "A/b", "pictures/\x00"):
        with pytest.raises(InvalidInput):
            store.list(prefix)
    with pytest.raises(InvalidInput):
        store.ensure(["pictures", "a/b"])


@pytest.mark.parametrize(
    ("media_type", "metadata"),
    [
        ("", {}),
        ("image/png\r\nX-Evil: 1", {}),
        ("image/ñ", {}),
        ("image/png", {"Name": "a"}),
        ("image/png", {"a-b": "a"}),
        ("image/png", {"a": "ñ"}),
    ],
)
def test_what_no_header_carries_is_refused(store: ObjectStore, container: str, media_type: str, metadata: dict[str, str]) -> None:
    """Before anything is written."""
    with pytest.raises(InvalidInput):
        store.put(f"{container}/a", b"", media_type=media_type, metadata=metadata)

    assert names(store, container) == []


def test_a_probe_of_a_living_store_returns(store: ObjectStore) -> None:
    """Without making anything."""
    store.probe()


def test_two_dozen_threads_share_a_store(store: ObjectStore, container: str) -> None:
    """Nobody gets another one's bytes."""

    def round_trip(number: int) -> bool:
        data = bytes([number]) * 10_000
        store.put(f"{container}/{number}", data)
        return store.get(f"{container}/{number}").data == data

    with ThreadPoolExecutor(24) as pool:
        assert all(pool.map(round_trip, range(120)))


def test_a_listing_fetches_its_pages_while_it_is_read(opener: Opener, container: str) -> None:
    """All of them in the end, but no page before it is needed."""
    store = opener(page_size=2)
    for number in range(7):
        store.put(f"{container}/{number}", b"")

    listing = store.list(container)
    first = next(listing)
    store.delete(f"{container}/4")

    assert [first.path[-1], *(stat.path[-1] for stat in listing)] == ["0", "1", "2", "3", "5", "6"]


# The Azure store alone.


def test_a_content_encoding_of_somebody_else_is_not_undone(azurite: Azurite, container: str) -> None:
    """The bytes that are stored are the ones that come back, in number too."""
    service = BlobServiceClient.from_connection_string(azurite.connection_string)
    service.create_container(container).upload_blob("a.svgz", b"not gzip at all", content_settings=ContentSettings("image/svg+xml", "gzip"))

    assert opened(azurite.connection_string).get(f"{container}/a.svgz").data == b"not gzip at all"


def test_names_that_break_our_rules_are_listed(azurite: Azurite, container: str) -> None:
    """Somebody else may have put them there."""
    service = BlobServiceClient.from_connection_string(azurite.connection_string)
    service.create_container(container).upload_blob("a//b/", b"1")

    assert names(opened(azurite.connection_string), container) == ["a//b/"]


@pytest.mark.parametrize(
    ("environment", "account"),
    [
        ({"Data": "UseDevelopmentStorage=true"}, "http://127.0.0.1:10000/devstoreaccount1/"),
        ({"Data": "AccountName=ana;AccountKey=a2V5"}, "https://ana.blob.core.windows.net/"),
        ({"Data__blobServiceUri": "https://ana.blob.core.windows.net/"}, "https://ana.blob.core.windows.net/"),
        ({"Data__serviceUri": "https://ana.blob.core.chinacloudapi.cn"}, "https://ana.blob.core.chinacloudapi.cn/"),
        ({"Data": "", "Data__accountName": "ana", "Data__clientId": "0f"}, "https://ana.blob.core.windows.net/"),
    ],
)
def test_a_connection_is_found_by_its_name(environment: dict[str, str], account: str) -> None:
    """As the Functions host finds it; opening it sends nothing."""
    assert connect("Data", environment).url == account


@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"Data": ""},
        {"Data": "secret-nonsense"},
        {"Data": "AccountKey=secret"},
        {"Data__blobServiceUri": "http://secret.example.com"},
        {"Other": "UseDevelopmentStorage=true"},
    ],
)
def test_a_connection_that_is_missing_or_broken_is_told_when_the_store_is_used(environment: dict[str, str]) -> None:
    """With the setting's name and without its value; opening the store does not fail."""
    store = open_store(Settings(storage_connection="Data"), environment)

    with pytest.raises(StoreUnavailable) as caught:
        store.stat("pictures/a")

    reason = str(caught.value.facts["reason"])
    assert re.search(r"\bData\b", reason)
    assert "secret" not in reason
    assert caught.value.__cause__ is None


def test_a_store_shows_no_secret() -> None:
    """However it is printed."""
    store = opened(f"AccountName=ana;AccountKey={WRONG_KEY}")

    assert WRONG_KEY not in f"{store!r} {vars(store)!r}"
