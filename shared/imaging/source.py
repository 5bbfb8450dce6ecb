"""The guard in front of the decoders: what a file is and how large it is, read from its header before a pixel is."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shared.errors import CorruptImage, ImageTooLarge, UnsupportedImage
from shared.imaging import heic, svg
from shared.imaging.deadline import Deadline
from shared.imaging.facts import FORMATS, HEIC, RAW, Format, SourceFacts
from shared.imaging.frame import WIDE
from shared.imaging.gif_blocks import breaks_off
from shared.imaging.limits import Limits
from shared.imaging.picture import Picture
from shared.imaging.reading import Raw, Reading, Svg
from shared.imaging.vips import vips

if TYPE_CHECKING:
    import pyvips

MAX_CHANNELS = 5  # sharp's
_TIFF = (b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+")


@dataclass(frozen=True)
class Header:
    """A file of which the header has been read.

    Args:
        facts: what it says.
        image: the first page in its full size, of which no pixel has been decoded; it can be read once, from top to bottom. None where
            the header is not read by libvips.
    """

    facts: SourceFacts
    image: "pyvips.Image | None" = None


def examine(data: bytes, limits: Limits, reading: Reading | None = None, deadline: Deadline | None = None) -> SourceFacts:
    """Read what the header of a file says, be it as damaged as it may. Takes and raises the same as `read_header`.

    Without a deadline it gets the time that a render has.
    """
    own = Deadline.after(limits.render_seconds)
    try:
        return read_header(data, limits, reading or Reading(), deadline or own, fail_on="none").facts
    finally:
        own.release()


def read_header(data: bytes, limits: Limits, reading: Reading, deadline: Deadline, *, fail_on: str | None = None) -> Header:
    """Read the header of a file.

    Args:
        data: the file.
        limits: that it must keep.
        reading: how it is read.
        deadline: of the whole render.
        fail_on: how damaged the header must be to be refused, instead of what `reading` says.

    Raises:
        ImageTooLarge: a limit is broken; no pixel has been read.
        UnsupportedImage: it is not a picture in one of `FORMATS`.
        CorruptImage: it is, but its header cannot be read.
        DeadlineExceeded: reading it took too long.
    """
    _within(len(data), limits.max_input_bytes, "bytes")
    if reading.raw:
        return Header(_raw_facts(data, reading, reading.raw, limits))
    if heic.is_heic(data):
        image = heic.header(data, deadline)
        stored = Picture(image.width, image.height, 1, bool(image.hasalpha()))
        _check_size(stored, image.bands, limits, reading)
        return Header(SourceFacts(HEIC, stored, reading=reading))
    source_format = _sniffed(data)
    options = _options(source_format, reading, fail_on=fail_on or reading.fail_on)
    if source_format.name == "svg":
        _within(len(data), limits.max_svg_bytes, "bytes")
        facts = _facts(svg.header(data, options, deadline), source_format, reading)
        _check_size(facts.stored, 4, limits, reading)
        return Header(facts)
    _check_whole(data, source_format, options["fail_on"])
    try:
        image = _loaded(data, **options)
    except vips().Error as error:
        raise CorruptImage(libvips=error.detail[:500]) from error
    facts = _facts(image, source_format, reading)
    if facts.format == "avif" and image.get("heif-compression") != "av1":
        raise UnsupportedImage(compression=image.get("heif-compression"))
    _within(facts.pages, limits.max_frames, "frames")
    _check_size(facts.stored, image.bands, limits, reading)
    return Header(facts, image)


def _raw_facts(data: bytes, reading: Reading, raw: Raw, limits: Limits) -> SourceFacts:
    if len(data) != raw.length:
        raise CorruptImage(f"The file has {len(data):,} bytes; pixels of this size and type have {raw.length:,}.")
    height = raw.page_height or raw.height
    has_alpha = raw.channels in {2, 4}
    wide = raw.depth not in {"char", "uchar"}
    picture = Picture(raw.width, height, raw.height // height, has_alpha, colours=raw.channels - has_alpha, wide=wide)
    _check_size(picture, raw.channels, limits, reading)
    return SourceFacts(RAW, picture, reading=reading)


def _check_size(picture: Picture, channels: int, limits: Limits, reading: Reading) -> None:
    _within(picture.pixels, limits.max_input_pixels, "pixels")
    _within(max(picture.width, picture.height), limits.max_input_side, "px on a side")
    _within(channels, MAX_CHANNELS, "channels")
    if reading.limit_input_pixels is not None:
        _within(picture.width * picture.height * reading.count(picture.pages), reading.limit_input_pixels, "pixels")
    if reading.limit_input_channels is not None:
        _within(channels, reading.limit_input_channels, "channels")


def open_pixels(
    data: bytes,
    facts: SourceFacts,
    deadline: Deadline,
    *,
    page: int = 0,
    pages: int = 1,
    shrink: float = 1,
) -> "pyvips.Image":
    """Begin to read the pixels of a file that `examine` has let pass. They are decoded when they are needed, from top to bottom.

    HEIC and SVG are decoded now.

    Args:
        data: the file.
        facts: what `examine` said.
        deadline: of the whole render.
        page: the first page to read, from 0.
        pages: how many pages to read.
        shrink: how much smaller to decode: 1, 2, 4 or 8 for a JPEG; any number above 1 for WebP; any for SVG.

    Raises:
        CorruptImage, ImageTooLarge: it cannot be decoded, or not with the memory that there is.
        DeadlineExceeded: it took too long.
    """
    if facts.source_format is HEIC:
        return heic.pixels(data, deadline)
    if facts.reading.raw:
        return _pixels(data, facts.reading.raw, page, pages)
    options = _options(facts.source_format, facts.reading, fail_on=facts.reading.fail_on)
    if facts.format == "svg":
        return svg.painted(data, options, 1 / shrink, deadline)
    _check_whole(data, facts.source_format, facts.reading.fail_on)
    if facts.source_format.paged:
        options |= {"page": page, "n": pages}
    if shrink == 1:
        return _loaded(data, **options)
    if facts.format == "jpeg":
        return _loaded(data, "jpegload_source", shrink=int(shrink), **options)
    return _loaded(data, "webpload_source", scale=1 / shrink, **options)


def open_header(data: bytes, facts: SourceFacts, deadline: Deadline, *, page: int = 0, pages: int = 1) -> "pyvips.Image":
    """All that the header of a file says, as the metadata of a picture. Its pixels are not for use. Takes and raises as `open_pixels`."""
    if facts.source_format is HEIC:
        return heic.header(data, deadline)
    if facts.format == "svg":
        return svg.header(data, _options(facts.source_format, facts.reading, fail_on="none"), deadline)
    if facts.reading.raw:
        return _pixels(data, facts.reading.raw, page, pages)
    options = _options(facts.source_format, facts.reading, fail_on=facts.reading.fail_on)
    return _loaded(data, **options | ({"page": page, "n": pages} if facts.source_format.paged else {}))


def _check_whole(data: bytes, source_format: Format, fail_on: str) -> None:
    """Refuse a GIF that breaks off: libvips shows what there is of it, and says nothing."""
    if source_format.name == "gif" and fail_on != "none" and breaks_off(data):
        raise CorruptImage(format="gif")


def _loaded(data: bytes, loader: str | None = None, **options: Any) -> "pyvips.Image":
    """Begin to load a file; libvips chooses the loader when none is named.

    The file is read where it lies. What pyvips calls a buffer would be copied for every load.
    """
    pyvips = vips()
    source = pyvips.Source.new_from_memory(data)
    if loader is None:
        return pyvips.Image.new_from_source(source, "", **options)
    image = pyvips.Operation.call(loader, source, **options)
    # so that the file lives as long as the picture, and what is made of it
    image._references.append(source)  # noqa: SLF001  as pyvips' own `new_from_source` does
    return image


def _pixels(data: bytes, raw: Raw, page: int, pages: int) -> "pyvips.Image":
    image = vips().Image.new_from_memory(data, raw.width, raw.height, raw.channels, raw.depth)
    narrow = raw.depth in {"char", "uchar"}
    colour, grey = ("srgb", "b-w") if narrow else ("rgb16", "grey16")
    per_mm = raw.density / 25.4 if raw.density else 1.0
    image = image.copy(interpretation=grey if raw.channels in {1, 2} else colour, xres=per_mm, yres=per_mm)
    if raw.page_height:
        image = image.extract_area(0, page * raw.page_height, raw.width, pages * raw.page_height)
        image.set_type(vips().GValue.gint_type, "page-height", raw.page_height)
        image.set_type(vips().GValue.gint_type, "n-pages", pages)
    return image.unpremultiply() if raw.premultiplied else image


def _sniffed(data: bytes) -> Format:
    pyvips = vips()
    loader = pyvips.vips_lib.vips_foreign_find_load_buffer(data, len(data))
    if loader == pyvips.ffi.NULL:
        pyvips.vips_lib.vips_error_clear()
        if data.startswith(_TIFF):
            # libvips knows a TIFF by its directory, which often stands at the end
            raise CorruptImage(format="tiff")
        raise UnsupportedImage("The file is empty." if not data else None)
    name = pyvips.ffi.string(loader).decode()
    if name not in FORMATS:
        raise UnsupportedImage(loader=name)
    return FORMATS[name]


def _options(source_format: Format, reading: Reading, *, fail_on: str) -> dict[str, Any]:
    options: dict[str, Any] = {"access": "sequential", "fail_on": fail_on}
    if source_format.name == "svg":
        svg = reading.svg or Svg()
        options |= {"dpi": reading.density, "stylesheet": svg.stylesheet, "high_bitdepth": svg.high_bitdepth}
    if source_format.name == "tiff":
        options["subifd"] = reading.subifd
    return options


def _facts(image: "pyvips.Image", source_format: Format, reading: Reading) -> SourceFacts:
    def number(name: str, default: int) -> int:
        return int(image.get(name)) if image.get_typeof(name) else default

    pages = number("n-pages", 1) if source_format.paged else 1
    has_alpha = bool(image.hasalpha())
    return SourceFacts(
        source_format,
        Picture(
            image.width, image.height, pages, has_alpha, colours=_colours(image, has_alpha=has_alpha), wide=image.interpretation in WIDE
        ),
        orientation=number("orientation", 1),
        primary_page=number("heif-primary", 0),
        has_gain_map=bool(image.get_typeof("gainmap-data")),
        reading=reading,
    )


def _colours(image: "pyvips.Image", *, has_alpha: bool) -> int:
    """Channels besides alpha in the working colour space, into which a picture with a profile and a CMYK picture are converted."""
    profiled = image.get_typeof("icc-profile-data") and image.interpretation not in {"labs", "grey16"}
    return 3 if profiled or image.interpretation == "cmyk" else int(image.bands) - has_alpha


def _within(actual: int, limit: int, unit: str) -> None:
    if actual > limit:
        raise ImageTooLarge(f"The picture has {actual:,} {unit}; {limit:,} are the limit.", limit=limit, actual=actual, unit=unit)
