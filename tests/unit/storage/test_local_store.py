"""The local store: how names become files, and what it does about files that are damaged, left behind, or not its own."""

import os
import time
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.errors import StoreUnavailable
from shared.storage import Upload
from shared.storage.local import LocalStore
from shared.storage.local.names import decoded, encoded, file_of
from shared.storage.rules import check_path
from tests.fixtures.stores import local_store

SEGMENTS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="/\\\ufffe\uffff"), min_size=1, max_size=60
).filter(lambda segment: segment not in {".", ".."})
NAMES = st.lists(SEGMENTS, min_size=1, max_size=6).map("/".join)


@pytest.fixture
def store(tmp_path: Path) -> LocalStore:
    """A store in a folder."""
    return local_store(tmp_path)


@given(SEGMENTS)
def test_a_segment_comes_back(segment: str) -> None:
    """From letters that every disk keeps as they are."""
    assert decoded(encoded(segment)) == segment
    assert set(encoded(segment)) <= set("abcdefghijklmnopqrstuvwxyz0123456789-_.%")
    assert not encoded(segment).endswith(".")


@given(st.lists(NAMES, min_size=2, max_size=5, unique=True))
def test_two_names_are_two_files(names: list[str]) -> None:
    """Also on a disk that does not tell `a` from `A`; none is another one's folder, and all stay in the container."""
    files = [file_of(Path("/store/pictures"), name) for name in names]

    assert len({str(file).lower() for file in files}) == len(names)
    assert not any(one in other.parents for one in files for other in files)
    assert all(Path("/store/pictures") in Path(os.path.normpath(file)).parents for file in files)
    assert all(len(str(file)) < 1600 and max(map(len, file.parts)) <= 255 for file in files)


@settings(max_examples=50, deadline=None)  # it writes files
@given(
    st.sets(st.lists(st.sampled_from(["a", "b", "-", "/", "A", "~", "%", "é", "0", "."]), min_size=1, max_size=6).map("".join), max_size=12)
)
def test_a_listing_is_in_the_order_of_names(tmp_path_factory: pytest.TempPathFactory, names: set[str]) -> None:
    """Whatever the order of their files; from any start."""
    store = local_store(tmp_path_factory.mktemp("store"))
    kept = sorted(name for name in names if not {"", ".", ".."} & set(name.split("/")))
    for name in kept:
        check_path(f"pictures/{name}")
        store.put(f"pictures/{name}", b"")

    assert [listed.path for listed in store.list("pictures")] == [f"pictures/{name}" for name in kept]
    for start in ("a", "a/", "-", "é/b"):
        assert [listed.path for listed in store.list(f"pictures/{start}")] == [f"pictures/{n}" for n in kept if n.startswith(start)]


def test_a_picture_in_the_store_can_be_looked_at(store: LocalStore, tmp_path: Path) -> None:
    """Its file begins with its bytes, and has its name."""
    store.put("pictures/trip/photo.jpg", b"\xff\xd8picture")

    assert (tmp_path / "store" / "pictures" / "trip~" / "photo.jpg").read_bytes().startswith(b"\xff\xd8picture")


@pytest.mark.parametrize(
    "damage",
    [b"", b"short", b"12345678\nLienzo1\n", b'{"name":"a"}00000012\nLienzo1\n', b"not-number\nLienzo1\n", b"[]00000002\nLienzo1\n"],
)
def test_a_damaged_file_is_told(store: LocalStore, tmp_path: Path, damage: bytes) -> None:
    """It is neither an object nor a missing one; a put mends it."""
    store.put("pictures/a", b"1")
    (tmp_path / "store" / "pictures" / "a").write_bytes(damage)

    for call in (store.get, store.stat):
        with pytest.raises(StoreUnavailable) as caught:
            call("pictures/a")
        assert caught.value.facts["reason"] == "the file is damaged"
    store.put("pictures/a", b"2")
    assert store.get("pictures/a").data == b"2"


def test_files_of_somebody_else_are_not_listed(store: LocalStore, tmp_path: Path) -> None:
    """Their names could not be ours."""
    store.put("pictures/a", b"1")
    for name in (".DS_Store", "Thumbs.db", "%ff", "%41%", "x.", "~"):
        (tmp_path / "store" / "pictures" / name).write_bytes(b"")

    assert [listed.path for listed in store.list("pictures")] == ["pictures/a"]


def test_folders_that_become_empty_go(store: LocalStore, tmp_path: Path) -> None:
    """But not the container, nor one that still holds something."""
    store.put("pictures/a/b/c", b"")
    store.put("pictures/a/d", b"")

    store.delete("pictures/a/b/c")
    assert sorted(path.name for path in (tmp_path / "store" / "pictures").rglob("*")) == ["a~", "d"]
    store.delete("pictures/a/d")
    assert [*(tmp_path / "store" / "pictures").iterdir()] == []


def test_what_a_dead_process_left_is_swept_away(store: LocalStore, tmp_path: Path) -> None:
    """After a day or a week; what is younger stays, and so do objects."""
    store.put("pictures/a", b"1")
    upload = store.begin_upload("pictures/b", media_type="image/png")
    drafts, uploads = tmp_path / "store" / ".drafts", tmp_path / "store" / ".uploads"
    (uploads / upload.id / "1").write_bytes(b"")
    for name in ("old", "young"):
        (drafts / name).write_bytes(b"")
    for path, days in ((drafts / "old", 2), (uploads / upload.id / "1", 6), (tmp_path / "store" / "pictures" / "a", 99)):
        os.utime(path, (time.time() - timedelta(days=days).total_seconds(),) * 2)

    store.ensure(["pictures"])

    assert [path.name for path in drafts.iterdir()] == ["young"]
    assert len(store.uploaded_parts(upload)) == 1
    assert store.get("pictures/a").data == b"1"
    for path in (uploads / upload.id / "1", uploads / upload.id):
        os.utime(path, (time.time() - timedelta(days=8).total_seconds(),) * 2)
    store.ensure(["pictures"])
    assert store.uploaded_parts(upload) == ()


def test_a_folder_that_cannot_be_used_is_an_unavailable_store(tmp_path: Path) -> None:
    """Every call says so, with the system's word for it; nothing else of the machine is told."""
    (tmp_path / "store").write_bytes(b"a file where the folder should be")
    store = local_store(tmp_path)

    for call in (
        lambda: store.put("pictures/a", b"1"),
        lambda: store.get("pictures/a"),
        lambda: store.stat("pictures/a"),
        lambda: store.delete("pictures/a"),
        lambda: list(store.list("pictures")),
        lambda: store.ensure(["pictures"]),
        store.probe,
    ):
        with pytest.raises(StoreUnavailable) as caught:
            call()
        assert str(tmp_path) not in str(caught.value.facts)


def test_a_put_that_fails_half_way_leaves_the_old_object(store: LocalStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As when the disk is full: nothing new, and no draft."""
    store.put("pictures/a", b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(StoreUnavailable) as caught:
            store.put("pictures/a", b"new")

    assert caught.value.facts["reason"] == "ENOSPC"
    assert store.get("pictures/a").data == b"old"
    assert [*(tmp_path / "store" / ".drafts").iterdir()] == []


def test_an_upload_id_is_no_path(store: LocalStore, tmp_path: Path) -> None:
    """Nothing outside the uploads can be read or removed by one."""
    store.put("pictures/a", b"1")
    upload = Upload("pictures/b", "../pictures", "image/png")

    assert store.uploaded_parts(upload) == ()
    store.abort_upload(upload)
    assert store.get("pictures/a").data == b"1"


def test_times_do_not_go_back(store: LocalStore) -> None:
    """An object that replaces another one is no older."""
    stats = [store.put("pictures/a", b"%d" % number) for number in range(5)]

    assert all(one.modified_at <= other.modified_at for one, other in pairwise(stats))
    assert len({stat.etag for stat in stats}) == 5
