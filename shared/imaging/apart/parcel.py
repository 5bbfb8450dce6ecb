"""A picture on its way between two processes."""

from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Self

from shared.imaging.vips import vips

if TYPE_CHECKING:
    import pyvips

Bytes = bytes | bytearray

_BYTES = {"uchar": 1, "char": 1, "ushort": 2, "short": 2, "uint": 4, "int": 4, "float": 4, "double": 8, "complex": 8, "dpcomplex": 16}


@dataclass(frozen=True)
class Parcel:
    """What is known of a picture, as JSON can say it, and its pixels.

    Args:
        header: its size, the kind of its pixels, and its metadata.
        pixels: line by line; None where only the header is wanted.
    """

    header: dict[str, Any]
    pixels: Bytes | None = None

    @classmethod
    def header_of(cls, image: "pyvips.Image") -> Self:
        """What is known of a picture. No pixel of it is computed."""
        fields = [(name, kind, value) for name in image.get_fields() for kind, value in _field(image, name)]
        return cls(
            {
                "width": image.width,
                "height": image.height,
                "bands": image.bands,
                "format": image.format,
                "interpretation": image.interpretation,
                "xres": image.xres,
                "yres": image.yres,
                "fields": fields,
            }
        )

    @classmethod
    def of(cls, image: "pyvips.Image") -> Self:
        """A whole picture. This is where its pixels are computed."""
        return cls(cls.header_of(image).header, image.write_to_memory())

    @property
    def length(self) -> int:
        """How many bytes the pixels of such a picture have."""
        header = self.header
        return int(header["width"] * header["height"] * header["bands"] * _BYTES[header["format"]])

    def image(self) -> "pyvips.Image":
        """The picture; black where only its header was wanted."""
        header = self.header
        width, height, bands = header["width"], header["height"], header["bands"]
        if self.pixels is None:
            image = vips().Image.black(width, height, bands=bands).cast(header["format"])
        else:
            image = vips().Image.new_from_memory(self.pixels, width, height, bands, header["format"])
        image = image.copy()
        kinds = _kinds()
        for name, kind, value in header["fields"]:
            image.set_type(kinds[kind].type, name, kinds[kind].unpacked(value))
        # EXIF is read as it is set, and may say what the picture does not say any more, its orientation and resolution among that
        for name in set(image.get_fields()) - _MADE_WITH - {name for name, _, _ in header["fields"]}:
            image.remove(name)
        return image.copy(interpretation=header["interpretation"], xres=header["xres"], yres=header["yres"])


@dataclass(frozen=True)
class _Kind:
    """A type of metadata: libvips' number of it, and how a value is written in JSON."""

    type: int
    packed: Callable[[Any], Any] = lambda value: value
    unpacked: Callable[[Any], Any] = lambda value: value


@cache
def _kinds() -> dict[str, _Kind]:
    value = vips().GValue
    return {
        "int": _Kind(value.gint_type),
        "double": _Kind(value.gdouble_type),
        "text": _Kind(value.refstr_type),
        "ints": _Kind(value.array_int_type),
        "doubles": _Kind(value.array_double_type),
        "bytes": _Kind(value.blob_type, lambda data: b64encode(data).decode("ascii"), b64decode),
    }


# What a picture is made with; the rest is metadata. A picture that is in memory is not read from top to bottom any more.
_MADE_WITH = {
    *("width", "height", "bands", "format", "coding", "interpretation", "xoffset", "yoffset", "xres", "yres", "filename"),
    "vips-sequential",
}


def _field(image: "pyvips.Image", name: str) -> list[tuple[str, Any]]:
    """A metadata field as kind and value; none when it is no metadata, or of a kind that nothing here reads."""
    if name in _MADE_WITH:
        return []
    type_ = image.get_typeof(name)
    return [(kind, packer.packed(image.get(name))) for kind, packer in _kinds().items() if packer.type == type_]
