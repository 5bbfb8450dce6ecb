"""Zips that are written piece by piece."""

import io
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from shared.gallery.archives import Entry, zip_pieces

AT = datetime(2026, 2, 28, 23, 59, 58, tzinfo=UTC)


def names(*wished: str) -> list[str]:
    """The names in a zip of files with these."""
    data = b"".join(zip_pieces(Entry(name, b"x", AT) for name in wished))
    return zipfile.ZipFile(io.BytesIO(data)).namelist()


def test_files_come_out_as_they_went_in() -> None:
    """Not packed again, with their names and times."""
    pieces = list(zip_pieces([Entry("señal 🎨.jpg", b"one" * 1000, AT), Entry("empty.png", b"", AT)]))
    archive = zipfile.ZipFile(io.BytesIO(b"".join(pieces)))

    assert len(pieces) == 3
    assert archive.testzip() is None
    assert {name: archive.read(name) for name in archive.namelist()} == {"señal 🎨.jpg": b"one" * 1000, "empty.png": b""}
    first = archive.infolist()[0]
    assert (first.compress_type, first.date_time) == (zipfile.ZIP_STORED, (2026, 2, 28, 23, 59, 58))


def test_a_zip_can_be_unpacked_while_it_arrives() -> None:
    """Every header knows the size and the checksum of its file: no note behind it is needed."""
    archive = zipfile.ZipFile(io.BytesIO(b"".join(zip_pieces([Entry("a.jpg", b"abc", AT)]))))

    (info,) = archive.infolist()
    assert info.flag_bits & 0x08 == 0
    assert archive.fp
    archive.fp.seek(info.header_offset)
    header = archive.fp.read(30)
    assert (int.from_bytes(header[14:18], "little"), int.from_bytes(header[18:22], "little")) == (info.CRC, 3)


def test_one_file_is_held_at_a_time() -> None:
    """What was written is handed on before the next is read."""
    read: list[int] = []

    def entries() -> Iterator[Entry]:
        for number in range(3):
            read.append(number)
            yield Entry(f"{number}.jpg", bytes(1000), AT)

    pieces = zip_pieces(entries())
    first = next(pieces)

    assert (read, 1000 < len(first) < 1100) == ([0], True)


def test_an_empty_zip_is_one() -> None:
    """It has nothing but its end."""
    assert names() == []


@pytest.mark.parametrize(
    ("wished", "given"),
    [
        (["a.jpg", "A.JPG", "a.jpg"], ["a.jpg", "A (2).JPG", "a (3).jpg"]),
        (["a.jpg", "a (2).jpg", "a.jpg"], ["a.jpg", "a (2).jpg", "a (3).jpg"]),
        (["../../etc/passwd", "a\\b.png"], [".._.._etc_passwd", "a_b.png"]),
        (['<what>:"?*|.jpg'], ["_what______.jpg"]),
        (["con.jpg", "LPT1", "console.jpg"], ["_con.jpg", "_LPT1", "console.jpg"]),
        (["", "...", "a. . "], ["_", "_ (2)", "a"]),
    ],
)
def test_names_are_safe_and_unique_everywhere(wished: list[str], given: list[str]) -> None:
    """On systems without case, without `:` and with devices too."""
    assert names(*wished) == given


def test_ten_thousand_files_of_one_name_have_names_of_their_own() -> None:
    """Telephones call every picture the same."""
    found = names(*["image.jpg"] * 10_000)

    assert (len(set(found)), found[-1]) == (10_000, "image (10000).jpg")


@pytest.mark.parametrize(("year", "told"), [(1970, 1980), (2200, 2107)])
def test_a_time_that_a_zip_cannot_tell_becomes_the_nearest(year: int, told: int) -> None:
    """1980 to 2107."""
    data = b"".join(zip_pieces([Entry("a", b"", AT.replace(year=year))]))

    assert zipfile.ZipFile(io.BytesIO(data)).infolist()[0].date_time[0] == told


def test_a_zip_past_its_old_limit_is_a_zip64(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whose table points behind what 32 bits can say; here the limit is lowered, for 4 GiB take a while."""
    monkeypatch.setattr(zipfile, "ZIP64_LIMIT", 10_000)
    data = b"".join(zip_pieces(Entry(f"{number}.jpg", bytes([number]) * 4000, AT) for number in range(5)))

    archive = zipfile.ZipFile(io.BytesIO(data))
    last = archive.infolist()[-1]
    assert (last.header_offset > 10_000, len(last.extra) > 0, archive.testzip()) == (True, True, None)
    assert archive.read("4.jpg") == b"\x04" * 4000
