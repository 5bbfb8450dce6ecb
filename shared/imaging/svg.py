"""SVG drawings, painted apart: librsvg reads a whole document and paints a whole picture before anybody can stop it.

There it has no base address, so that it loads nothing but what stands in the document itself as a `data:` URL.
"""

from typing import TYPE_CHECKING, Any

from shared.errors import CorruptImage, ImageTooLarge
from shared.imaging.apart import Failed, Parcel, run
from shared.imaging.deadline import Deadline
from shared.imaging.vips import vips

if TYPE_CHECKING:
    import pyvips

MAX_PAINTED = 256 * 1024 * 1024  # bytes of pixels; more than 60 megapixels, but for those with 128 bits
_TOO_MUCH = "Painting this drawing takes more than is allowed: it is too large, or too much in it refers to other parts."


def header(data: bytes, options: dict[str, Any], deadline: Deadline) -> "pyvips.Image":
    """A black picture of the size that the drawing has, px.

    Args:
        data: the document, at most as long as the limits say.
        options: of libvips' loader.
        deadline: of the whole render.

    Raises:
        CorruptImage: it is no drawing.
        ImageTooLarge: reading it takes more memory than it may.
        DeadlineExceeded: it took too long.
    """
    try:
        return _answered(run(_header, data, options, deadline=deadline))
    except Failed as error:
        raise CorruptImage(libvips=str(error)) from error


def painted(data: bytes, options: dict[str, Any], scale: float, deadline: Deadline) -> "pyvips.Image":
    """The drawing, in memory.

    Args:
        data: the document, that `header` has read.
        options: of libvips' loader.
        scale: how much larger than it says.
        deadline: of the whole render.

    Raises:
        ImageTooLarge: painting it takes more memory than it may.
        DeadlineExceeded: it took too long.
    """
    try:
        return _answered(run(_painted, data, options, scale, deadline=deadline, most=MAX_PAINTED))
    except Failed as error:
        raise ImageTooLarge(_TOO_MUCH, libvips=str(error)) from error


def _answered(answer: Parcel | bytes) -> "pyvips.Image":
    if not isinstance(answer, Parcel):
        raise TypeError(type(answer))
    return answer.image()


def _header(data: bytes, options: dict[str, Any]) -> Parcel:
    return Parcel.header_of(vips().Image.svgload_buffer(data, **options))


def _painted(data: bytes, options: dict[str, Any], scale: float) -> Parcel:
    image = vips().Image.svgload_buffer(data, scale=scale, **options)
    if Parcel.header_of(image).length > MAX_PAINTED:
        raise ImageTooLarge(_TOO_MUCH, width=image.width, height=image.height)
    return Parcel.of(image)
