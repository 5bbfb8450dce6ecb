"""Which characters can be written on this machine: those for which some font has a glyph, as Pango looks through all of them.

Pango draws a box with the character's number where no font has it and tells nobody, so the fonts' character maps are read here
(OpenType, chapter `cmap`).
"""

import struct
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
CONFIGURATION = FONTS / "fonts.conf"

_FOLDERS = (FONTS, Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path("~/.fonts"), Path("~/.local/share/fonts"))
_ENDINGS = {".ttf", ".otf", ".ttc", ".otc"}
_COLLECTION = b"ttcf"
_INVISIBLE = {"Cc", "Cf", "Zs", "Zl", "Zp", "Mn"}  # categories of Unicode that are drawn as nothing or onto their neighbour


def missing(text: str) -> str:
    """The characters of a text that no font has, each once, in the order in which they stand in it."""
    doubtful = dict.fromkeys(c for c in text if not c.isascii() and unicodedata.category(c) not in _INVISIBLE)
    return "".join(c for c in doubtful if ord(c) not in _drawable()) if doubtful else ""


@cache
def _drawable() -> frozenset[int]:
    """The code points of all fonts. They are read once: a font that is installed later counts from the next start on."""
    files = (file for folder in _FOLDERS for file in sorted(folder.expanduser().rglob("*")) if file.suffix.lower() in _ENDINGS)
    return frozenset(chain.from_iterable(map(_of_file, files)))


def _of_file(file: Path) -> set[int]:
    try:
        data = file.read_bytes()
        count = struct.unpack_from(">I", data, 8)[0] if data[:4] == _COLLECTION else 0
        starts = struct.unpack_from(f">{count}I", data, 12) if count else (0,)
        return set(chain.from_iterable(_of_font(data, start) for start in starts))
    except (OSError, struct.error, IndexError):
        return set()  # a font that cannot be read is none; fontconfig passes over it too


def _of_font(data: bytes, start: int) -> Iterator[int]:
    (count,) = struct.unpack_from(">H", data, start + 4)
    for number in range(count):
        tag, _, offset, _ = struct.unpack_from(">4sIII", data, start + 12 + 16 * number)
        if tag == b"cmap":
            (tables,) = struct.unpack_from(">H", data, offset + 2)
            for table in range(tables):
                at = offset + struct.unpack_from(">I", data, offset + 4 + 8 * table + 4)[0]
                (layout,) = struct.unpack_from(">H", data, at)
                yield from _segments(data, at) if layout == 4 else _groups(data, at) if layout == 12 else ()  # noqa: PLR2004  formats


def _segments(data: bytes, at: int) -> Iterator[int]:
    """Format 4: ranges of the basic plane."""
    size = struct.unpack_from(">H", data, at + 6)[0]
    row = f">{size // 2}H"
    ends, starts, deltas, offsets = (struct.unpack_from(row, data, at + 14 + size * part + (2 if part else 0)) for part in range(4))
    first_offset = at + 16 + 3 * size
    for number, (start, end, delta, offset) in enumerate(zip(starts, ends, deltas, offsets, strict=True)):
        for code in range(start, min(end, 0xFFFE) + 1):
            glyph = struct.unpack_from(">H", data, first_offset + 2 * number + offset + 2 * (code - start))[0] if offset else code + delta
            if glyph & 0xFFFF:
                yield code


def _groups(data: bytes, at: int) -> Iterator[int]:
    """Format 12: ranges of all planes."""
    (count,) = struct.unpack_from(">I", data, at + 12)
    for number in range(count):
        start, end, _ = struct.unpack_from(">III", data, at + 16 + 12 * number)
        yield from range(start, min(end, 0x10FFFF) + 1)
