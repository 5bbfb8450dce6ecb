"""What the engine says of files and pixels, by sharp's names."""

import math
from contextlib import suppress
from hashlib import sha256
from typing import Any

from pydantic.alias_generators import to_camel

from shared.imaging import FileMetadata, RenderedOutput, Statistics
from tests.parity.values import Options

_RGB_OF_JPEG, _CMYK = 3, 4
_BLOBS = {"exif": "exif", "icc": "icc", "iptc": "iptc", "xmp": "xmp", "photoshop": "tifftagPhotoshop"}
_FORMATS = {"avif": "heif", "tile": "dz"}


def info(made: RenderedOutput, output: Options) -> Options:
    """What sharp says of a file that it made.

    Args:
        made: the file.
        output: as it was asked for; `called` is the format of tiles that was, `space` the colour space.
    """
    channels, has_alpha = made.channels, made.has_alpha
    if made.format == "jpeg":
        channels = min(channels, _CMYK if output["space"] == "cmyk" else _RGB_OF_JPEG)
    if made.format == "tiff" and output.get("compression", "jpeg") == "jpeg":
        channels = min(channels, _RGB_OF_JPEG)
    if made.format == "tile" and output["called"] is None:
        has_alpha = channels > _CMYK or (made.space != "cmyk" and channels in {2, 4})
    said = {
        "format": _FORMATS.get(made.format, made.format),
        "width": made.width,
        "height": made.height * made.pages,
        "channels": channels,
        "hasAlpha": has_alpha,
        "size": len(made.data),
    }
    return said | ({"depth": made.depth} if made.format == "raw" else {})


def _finite(value: float) -> float | None:
    """What JSON makes of a number."""
    return value if math.isfinite(value) else None


def metadata(found: FileMetadata) -> Options:
    """What sharp says of a file that it reads."""
    names = [name for name in found.__dataclass_fields__ if name not in {*_BLOBS, "background", "comments", "gain_map"}]
    document: Options = {to_camel(name): getattr(found, name) for name in names if getattr(found, name) is not None}
    document["format"] = _FORMATS.get(found.format, found.format)
    if found.delay:
        document["delay"] = list(found.delay)
    document["autoOrient"] = dict(zip(("width", "height"), found.upright, strict=True))
    if found.background:
        one = len(found.background) == 1
        grey = int(found.background[0] * 100 / 255 + 0.5)
        document["background"] = {"gray": grey} if one else dict(zip("rgb", found.background, strict=False))
    for attribute, name in _BLOBS.items():
        blob: bytes | None = getattr(found, attribute)
        if blob:
            document |= {f"{name}Sha256": sha256(blob).hexdigest(), f"{name}Bytes": len(blob)}
    if found.xmp:
        with suppress(UnicodeDecodeError):
            document["xmpAsString"] = found.xmp.decode()
    if found.gain_map:
        document["gainMap"] = {"image": {"sha256": sha256(found.gain_map).hexdigest(), "bytes": len(found.gain_map)}}
    if found.comments:
        document["comments"] = [{"keyword": keyword, "text": text} for keyword, text in found.comments]
    return document


def statistics(found: Statistics) -> Options:
    """What sharp says of all pixels."""

    def channel(one: Any) -> Options:
        return {to_camel(name): _finite(getattr(one, name)) for name in one.__dataclass_fields__}

    return {
        "channels": [channel(one) for one in found.channels],
        "isOpaque": found.is_opaque,
        "entropy": found.entropy,
        "sharpness": found.sharpness,
        "dominant": dict(zip("rgb", found.dominant, strict=True)),
    }
