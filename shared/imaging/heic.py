"""HEIC pictures, as telephones make them: libvips has no HEVC decoder here, so these are read by libheif through pillow-heif.

libheif turns the picture upright itself. Nothing can stop it once it decodes, so it works apart, and the size in the header is checked
before.
"""

from collections.abc import Callable
from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING, Any

from shared.errors import CorruptImage, UnsupportedImage
from shared.imaging.apart import Failed, Parcel, run
from shared.imaging.deadline import Deadline
from shared.imaging.vips import vips

if TYPE_CHECKING:
    import pyvips

_BANDS = {"L": 1, "LA": 2, "RGB": 3, "RGBA": 4, "RGBa": 4}
_BOX = b"ftyp"
_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
_AV1 = {b"avif", b"avis"}
# What pillow-heif raises for a file that it cannot read.
_REFUSALS = (ValueError, RuntimeError, EOFError, OSError, SyntaxError, IndexError)
_PREMULTIPLIED = "heif-premultiplied"
_METADATA = {"exif": "exif-data", "icc_profile": "icc-profile-data", "xmp": "xmp-data"}


def is_heic(data: bytes) -> bool:
    """Whether a file says at its beginning that it is a HEIF without AV1 pictures (ISO/IEC 23008-12, the brands of its first box)."""
    if data[4:8] != _BOX:
        return False
    length = min(int.from_bytes(data[:4], "big"), len(data), 256)
    brands = {data[8:12], *(data[at : at + 4] for at in range(16, length, 4))}
    return bool(brands & _BRANDS) and not brands & _AV1


def header(data: bytes, deadline: Deadline) -> "pyvips.Image":
    """A black picture of the size of the main picture, upright, with its colour profile, EXIF and XMP. No pixel is decoded.

    Raises:
        CorruptImage, UnsupportedImage: it cannot be read.
        ImageTooLarge: reading it takes more memory than it may.
        DeadlineExceeded: it took too long.
    """
    return _answered(_header, data, deadline)


def pixels(data: bytes, deadline: Deadline) -> "pyvips.Image":
    """Decode the main picture, with 8 bits per channel. Raises as `header`, and `CorruptImage` for a file that is cut short."""
    return _answered(_pixels, data, deadline)


def _answered(function: Callable[[bytes], Parcel], data: bytes, deadline: Deadline) -> "pyvips.Image":
    try:
        answer = run(function, data, deadline=deadline)
    except Failed as error:
        raise CorruptImage(libheif=str(error)) from error
    if not isinstance(answer, Parcel):
        raise TypeError(type(answer))
    image = answer.image()
    if image.get_typeof(_PREMULTIPLIED):
        image = image.unpremultiply().cast("uchar").copy()
        image.remove(_PREMULTIPLIED)
    return image


def _header(data: bytes) -> Parcel:
    picture = _opened(data)
    width, height = picture.size
    return Parcel.header_of(_described(vips().Image.black(width, height, bands=_BANDS[picture.mode]), picture))


def _pixels(data: bytes) -> Parcel:
    picture = _opened(data)
    bands = _BANDS[picture.mode]
    (width, height), row = picture.size, picture.size[0] * bands
    try:
        rows, stride = memoryview(picture.data), picture.stride
    except _REFUSALS as error:
        raise CorruptImage(libheif=str(error)[:500]) from error
    packed = rows if stride == row else b"".join(rows[stride * line : stride * line + row] for line in range(height))
    return Parcel.of(_described(vips().Image.new_from_memory(bytes(packed), width, height, bands, "uchar"), picture))


def _described(image: "pyvips.Image", picture: Any) -> "pyvips.Image":
    """The picture with what the file says of it."""
    image = image.copy(interpretation="srgb" if image.bands > 2 else "b-w")  # noqa: PLR2004  colour, not grey
    for name, field in _METADATA.items():
        if picture.info.get(name):
            image.set_type(vips().GValue.blob_type, field, picture.info[name])
    if picture.mode == "RGBa":
        image.set_type(vips().GValue.gint_type, _PREMULTIPLIED, 1)
    return image


def _opened(data: bytes) -> Any:
    try:
        picture = _pillow_heif().open_heif(data, convert_hdr_to_8bit=True)
    except _REFUSALS as error:
        raise CorruptImage(libheif=str(error)[:500]) from error
    if 0 in picture.size:
        raise CorruptImage(size=picture.size)
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
