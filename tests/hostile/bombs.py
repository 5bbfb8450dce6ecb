"""Files that are far smaller than what they ask for, byte by byte as their formats have it."""

import io
import struct
import zlib

import pyvips

from tests.fixtures.pictures import plain

_ZEROS = bytes(1024 * 1024)


def deflated(length: int) -> bytes:
    """Many zeros, deflated: a thousandth of their length, bytes."""
    packer = zlib.compressobj(9)
    parts = [packer.compress(_ZEROS) for _ in range(length // len(_ZEROS))]
    return b"".join(parts) + packer.compress(bytes(length % len(_ZEROS))) + packer.flush()


def chunk(name: bytes, data: bytes) -> bytes:
    """A chunk of a PNG."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png_bomb(width: int, height: int, *, depth: int = 8, colours: int = 2, interlaced: bool = False) -> bytes:
    """A black PNG; `colours` is the colour type, 0 for grey, 2 for RGB, 6 for RGBA."""
    channels = {0: 1, 2: 3, 6: 4}[colours]
    row = 1 + (width * channels * depth + 7) // 8
    # an interlaced one has a few more filter bytes: seven passes of shorter lines
    length = row * height + (8 * (width + height) if interlaced else 0)
    header = struct.pack(">IIBBBBB", width, height, depth, colours, 0, 0, int(interlaced))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", deflated(length)) + chunk(b"IEND", b"")


def png_with(*chunks: bytes) -> bytes:
    """A small PNG with more chunks behind its header."""
    data: bytes = plain(16, 16, 200, 60, 40).pngsave_buffer()
    return data[:33] + b"".join(chunks) + data[33:]


def gif_of_frames(count: int) -> bytes:
    """A GIF of so many frames of one pixel."""
    head = b"GIF89a" + struct.pack("<HHBBB", 1, 1, 0x80, 0, 0) + bytes((0, 0, 0, 255, 255, 255))
    frame = b"\x2c" + struct.pack("<HHHHB", 0, 0, 1, 1, 0) + b"\x02\x02\x44\x01\x00"
    return head + frame * count + b";"


def gif_of_size(width: int, height: int, frames: int) -> bytes:
    """A GIF that says that it is large, and has frames of one pixel."""
    data = bytearray(gif_of_frames(frames))
    data[6:10] = struct.pack("<HH", width, height)
    return bytes(data)


def webp_of_size(width: int, height: int) -> bytes:
    """A lossless WebP with a header and next to nothing behind it."""
    bits = (width - 1) | (height - 1) << 14
    data = b"\x2f" + struct.pack("<I", bits) + bytes(20)
    body = b"WEBPVP8L" + struct.pack("<I", len(data)) + data + bytes(len(data) % 2)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def jpeg_of_scans(width: int, height: int, times: int) -> bytes:
    """A progressive JPEG whose last scan comes over and over again."""
    data: bytes = plain(width, height, 90, 90, 90).jpegsave_buffer(interlace=True)
    last = data.rindex(b"\xff\xda")
    return data[:last] + data[last:-2] * times + b"\xff\xd9"


def tiff(*directories: tuple[list[tuple[int, int, int, int]], int], tail: bytes = b"") -> bytes:
    """A TIFF of directories, each at a multiple of 1,000 bytes: entries of tag, type, count and value, and where the next one is."""
    data = bytearray(b"II*\0" + struct.pack("<I", 1000))
    for number, (entries, following) in enumerate(directories, start=1):
        data += bytes(1000 * number - len(data))
        data += struct.pack("<H", len(entries))
        data += b"".join(struct.pack("<HHII", *entry) for entry in entries)
        data += struct.pack("<I", following)
    return bytes(data) + tail


def tiff_entries(width: int, height: int, strip: int, length: int, compression: int = 1) -> list[tuple[int, int, int, int]]:
    """What a grey TIFF of one strip says of itself."""
    return [
        *((256, 4, 1, width), (257, 4, 1, height), (258, 3, 1, 8), (259, 3, 1, compression), (262, 3, 1, 1)),
        *((273, 4, 1, strip), (277, 3, 1, 1), (278, 4, 1, height), (279, 4, 1, length)),
    ]


def tiff_bomb(width: int, height: int) -> bytes:
    """A grey TIFF, all of it in one deflated strip."""
    packed = deflated(width * height)
    data = tiff((tiff_entries(width, height, 2000, len(packed), 8), 0))
    return data + bytes(2000 - len(data)) + packed


def with_size(data: bytes, width: int, height: int) -> bytes:
    """A HEIF file that says that its pictures have another size."""
    changed = bytearray(data)
    at = changed.find(b"ispe")
    while at >= 0:
        changed[at + 8 : at + 16] = struct.pack(">II", width, height)
        at = changed.find(b"ispe", at + 1)
    return bytes(changed)


def avif(image: pyvips.Image) -> bytes:
    """A picture as AVIF, made in a hurry."""
    data: bytes = image.heifsave_buffer(compression="av1", effort=0, Q=20)
    return data


def heic(width: int, height: int) -> bytes:
    """A picture as telephones make it."""
    import pillow_heif  # noqa: PLC0415  few tests need it
    from PIL import Image  # noqa: PLC0415

    file = io.BytesIO()
    pillow_heif.from_pillow(Image.new("RGB", (width, height), (200, 60, 40))).save(file, quality=50)
    return file.getvalue()


def svg(inside: str, *, side: int = 500, before: str = "") -> bytes:
    """A drawing."""
    names = "xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink'"
    return f"{before}<svg {names} width='{side}' height='{side}'>{inside}</svg>".encode()


def svg_of_uses() -> bytes:
    """Ten billion rectangles: ten times ten times and so on."""
    groups = "".join(f"<g id='g{n}'>" + f"<use xlink:href='#g{n - 1}'/>" * 10 + "</g>" for n in range(1, 11))
    return svg(f"<defs><rect id='g0' width='9' height='9'/>{groups}</defs><use xlink:href='#g10'/>")
