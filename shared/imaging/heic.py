"""HEIC pictures, as telephones make them: libvips has no HEVC decoder here, so these are read by libheif through pillow-heif.

libheif turns the picture upright itself. Nothing can stop it once it decodes, so the size in the header is checked before.
"""

from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING, Any

from shared.errors import CorruptImage, UnsupportedImage
from shared.imaging.picture import Picture
from shared.imaging.vips import vips

if TYPE_CHECKING:
    import pyvips

_BANDS = {"L": 1, "LA": 2, "RGB": 3, "RGBA": 4, "RGBa": 4}
_BOX = b"ftyp"
_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
_AV1 = {b"avif", b"avis"}
_METADATA = {"exif": "exif-data", "icc_profile": "icc-profile-data", "xmp": "xmp-data"}


def is_heic(data: bytes) -> bool:
    """Whether a file says at its beginning that it is a HEIF without AV1 pictures (ISO/IEC 23008-12, the brands of its first box)."""
    length = min(int.from_bytes(data[:4], "big"), len(data), 256)
    brands = {data[8:12], *(data[at : at + 4] for at in range(16, length, 4))}
    return data[4:8] == _BOX and bool(brands & _BRANDS) and not brands & _AV1


def header(data: bytes) -> Picture:
    """The size of the main picture, upright, and whether it has alpha. No pixel is decoded.

    Raises:
        CorruptImage, UnsupportedImage: it cannot be read.
    """
    picture = _opened(data)
    width, height = picture.size
    return Picture(width, height, 1, bool(picture.has_alpha))


def pixels(data: bytes) -> "pyvips.Image":
    """Decode the main picture, with 8 bits per channel, its colour profile, EXIF and XMP.

    Raises:
        CorruptImage: it is broken or cut short.
    """
    picture = _opened(data)
    bands = _BANDS[picture.mode]
    (width, height), row = picture.size, picture.size[0] * bands
    try:
        rows, stride = memoryview(picture.data), picture.stride
    except (ValueError, RuntimeError, EOFError, OSError, SyntaxError) as error:
        raise CorruptImage(libheif=str(error)[:500]) from error
    packed = rows if stride == row else b"".join(rows[stride * line : stride * line + row] for line in range(height))
    image = vips().Image.new_from_memory(bytes(packed), width, height, bands, "uchar")
    image = image.copy(interpretation="srgb" if bands > 2 else "b-w")  # noqa: PLR2004  colour, not grey
    for name, field in _METADATA.items():
        if picture.info.get(name):
            image.set_type(vips().GValue.blob_type, field, picture.info[name])
    return image.unpremultiply().cast("uchar") if picture.mode == "RGBa" else image


def _opened(data: bytes) -> Any:
    try:
        picture = _pillow_heif().open_heif(data, convert_hdr_to_8bit=True)
    except (ValueError, RuntimeError, EOFError, OSError, SyntaxError) as error:
        raise CorruptImage(libheif=str(error)[:500]) from error
    if picture.mode not in _BANDS:
        raise UnsupportedImage(mode=picture.mode)
    return picture


@cache
def _pillow_heif() -> ModuleType:
    import pillow_heif  # noqa: PLC0415  30 ms that a process without such pictures can do without

    pillow_heif.options.THUMBNAILS = False
    pillow_heif.options.DEPTH_IMAGES = False
    pillow_heif.options.AUX_IMAGES = False
    pillow_heif.options.DECODE_THREADS = 1  # as many requests at once as cores
    return pillow_heif
