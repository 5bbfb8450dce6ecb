"""The guard in front of the decoders: what a file is and how large it is, read from its header before a pixel is."""

from typing import TYPE_CHECKING, Any

from shared.errors import CorruptImage, ImageTooLarge, UnsupportedImage
from shared.imaging.facts import FORMATS, Format, SourceFacts
from shared.imaging.limits import Limits
from shared.imaging.picture import Picture
from shared.imaging.vips import vips

if TYPE_CHECKING:
    import pyvips

MAX_CHANNELS = 5  # sharp's


def examine(data: bytes, limits: Limits, *, density: float = 72) -> SourceFacts:
    """Read the header of a file.

    Args:
        data: the file.
        limits: that it must keep.
        density: at which an SVG is painted, dots per inch.

    Raises:
        ImageTooLarge: a limit is broken; no pixel has been read.
        UnsupportedImage: it is not a picture in one of `FORMATS`.
        CorruptImage: it is, but its header cannot be read.
    """
    _within(len(data), limits.max_input_bytes, "bytes")
    source_format = _sniffed(data)
    if source_format.name == "svg":
        _within(len(data), limits.max_svg_bytes, "bytes")
    try:
        image = vips().Image.new_from_buffer(data, "", **_options(source_format, density=density, fail_on="none"))
    except vips().Error as error:
        if source_format.name == "avif" and b"avif" not in data[8:40]:
            raise UnsupportedImage("HEIC pictures cannot be read here. Save it as JPEG first.") from error
        raise CorruptImage(libvips=error.detail[:500]) from error
    facts = _facts(image, source_format, density)
    if facts.format == "avif" and image.get("heif-compression") != "av1":
        raise UnsupportedImage("HEIC pictures cannot be read here. Save it as JPEG first.", compression=image.get("heif-compression"))
    _within(facts.pages, limits.max_frames, "frames")
    _within(facts.stored.pixels, limits.max_input_pixels, "pixels")
    _within(image.bands, MAX_CHANNELS, "channels")
    return facts


def open_pixels(
    data: bytes,
    facts: SourceFacts,
    *,
    page: int = 0,
    pages: int = 1,
    shrink: float = 1,
    fail_on: str = "warning",
) -> "pyvips.Image":
    """Begin to read the pixels of a file that `examine` has let pass. They are decoded when they are needed, from top to bottom.

    Args:
        data: the file.
        facts: what `examine` said.
        page: the first page to read, from 0.
        pages: how many pages to read.
        shrink: how much smaller to decode: 1, 2, 4 or 8 for a JPEG; any number above 1 for WebP; any for SVG.
        fail_on: how damaged the file must be to be refused.
    """
    options = _options(facts.source_format, density=facts.density, fail_on=fail_on)
    if facts.source_format.paged:
        options |= {"page": page, "n": pages}
    if shrink == 1:
        return vips().Image.new_from_buffer(data, "", **options)
    if facts.format == "jpeg":
        return vips().Image.jpegload_buffer(data, shrink=int(shrink), **options)
    loader = vips().Image.webpload_buffer if facts.format == "webp" else vips().Image.svgload_buffer
    return loader(data, scale=1 / shrink, **options)


def _sniffed(data: bytes) -> Format:
    pyvips = vips()
    loader = pyvips.vips_lib.vips_foreign_find_load_buffer(data, len(data))
    if loader == pyvips.ffi.NULL:
        pyvips.vips_lib.vips_error_clear()
        raise UnsupportedImage("The file is empty." if not data else None)
    name = pyvips.ffi.string(loader).decode()
    if name not in FORMATS:
        raise UnsupportedImage(loader=name)
    return FORMATS[name]


def _options(source_format: Format, *, density: float, fail_on: str) -> dict[str, Any]:
    options: dict[str, Any] = {"access": "sequential", "fail_on": fail_on}
    return options | {"dpi": density} if source_format.name == "svg" else options


def _facts(image: "pyvips.Image", source_format: Format, density: float) -> SourceFacts:
    def number(name: str, default: int) -> int:
        return int(image.get(name)) if image.get_typeof(name) else default

    pages = number("n-pages", 1) if source_format.paged else 1
    return SourceFacts(
        source_format,
        Picture(image.width, image.height, pages, bool(image.hasalpha())),
        orientation=number("orientation", 1),
        primary_page=number("heif-primary", 0),
        density=density,
    )


def _within(actual: int, limit: int, unit: str) -> None:
    if actual > limit:
        raise ImageTooLarge(f"The picture has {actual:,} {unit}; {limit:,} are the limit.", limit=limit, actual=actual, unit=unit)
