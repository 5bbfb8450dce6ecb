"""What a file's header says of its picture, for people who want to know all of it."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from shared.imaging.deadline import Deadline
from shared.imaging.facts import SourceFacts
from shared.imaging.limits import Limits
from shared.imaging.reading import Reading
from shared.imaging.source import examine, open_header
from shared.imaging.vips import reading_pixels

if TYPE_CHECKING:
    import pyvips

_MM_PER_INCH = 25.4
_COMMENT = "png-comment-"
_UNITS = {"in": "inch"}


@dataclass(frozen=True)
class FileMetadata:
    """A file's header. What the file does not say is None; nothing is turned upright.

    Args:
        format: name of its format.
        media_type: MIME type.
        size: of the file, bytes.
        width: as stored, px.
        height: of all pages that were asked for, px.
        space: colour space, by libvips' name.
        channels: with alpha.
        depth: type of a channel, by libvips' name.
        has_alpha: whether it can be transparent.
        has_profile: whether it has a colour profile.
        is_progressive: whether it gets sharper while it loads.
        is_palette: whether its pixels are numbers of colours in a palette.
        orientation: EXIF tag, 1 to 8.
        density: dots per inch.
        resolution_unit: in which the file states its density.
        chroma_subsampling: of a JPEG.
        bits_per_sample: in the file.
        compression: of an AVIF.
        pages: in the file.
        page_height: px, when several were asked for.
        page_primary: the page that is meant when none is asked for, from 0.
        loop: how often an animation runs, 0 for ever.
        delay: how long each frame is shown, ms.
        subifds: smaller versions in a TIFF.
        background: behind an animation: red, green and blue, or one grey.
        exif: as in the file.
        icc: the colour profile.
        iptc: as in the file.
        xmp: as in the file.
        photoshop: as in a TIFF.
        gain_map: a JPEG.
        comments: in a PNG, a keyword and a text each.
    """

    format: str
    media_type: str
    size: int
    width: int
    height: int
    space: str
    channels: int
    depth: str
    has_alpha: bool
    has_profile: bool
    is_progressive: bool
    is_palette: bool
    orientation: int | None = None
    density: int | None = None
    resolution_unit: str | None = None
    chroma_subsampling: str | None = None
    bits_per_sample: int | None = None
    compression: str | None = None
    pages: int | None = None
    page_height: int | None = None
    page_primary: int | None = None
    loop: int | None = None
    delay: tuple[int, ...] | None = None
    subifds: int | None = None
    background: tuple[float, ...] | None = None
    exif: bytes | None = field(default=None, repr=False)
    icc: bytes | None = field(default=None, repr=False)
    iptc: bytes | None = field(default=None, repr=False)
    xmp: bytes | None = field(default=None, repr=False)
    photoshop: bytes | None = field(default=None, repr=False)
    gain_map: bytes | None = field(default=None, repr=False)
    comments: tuple[tuple[str, str], ...] = ()

    @property
    def upright(self) -> tuple[int, int]:
        """Width and height after turning as the orientation says, px."""
        lies = self.orientation is not None and self.orientation > 4  # noqa: PLR2004  5 to 8 are quarter turns
        return (self.height, self.width) if lies else (self.width, self.height)


def metadata(data: bytes, limits: Limits, reading: Reading | None = None) -> FileMetadata:
    """Read a file's header; no pixel is decoded.

    Args:
        data: the file.
        limits: that it must keep.
        reading: which pages, and how.

    Raises:
        ImageTooLarge, UnsupportedImage, CorruptImage: what is wrong with the file.
        DeadlineExceeded: it took too long.
    """
    reading = reading or Reading()
    deadline = Deadline.after(limits.render_seconds)
    try:
        with reading_pixels(deadline):
            facts = examine(data, limits, reading, deadline)
            first = reading.page if reading.page is not None else (facts.primary_page if reading.count(facts.pages) == 1 else 0)
            image = open_header(data, facts, deadline, page=first, pages=max(1, reading.count(facts.pages)))
            return _read(image, facts, len(data))
    finally:
        deadline.release()


def _read(image: "pyvips.Image", facts: SourceFacts, size: int) -> FileMetadata:
    def get(name: str) -> Any:
        return image.get(name) if image.get_typeof(name) else None

    unit, delay, background, loop = get("resolution-unit"), get("delay"), get("background"), get("loop")
    comments = [(name, get(name)) for name in image.get_fields() if name.startswith(_COMMENT)]
    return FileMetadata(
        format=facts.format,
        media_type=facts.media_type,
        size=size,
        width=image.width,
        height=image.height,
        space=image.interpretation,
        channels=image.bands,
        depth=image.format,
        has_alpha=bool(image.hasalpha()),
        has_profile=bool(image.get_typeof("icc-profile-data")),
        is_progressive=get("interlaced") == 1,
        is_palette=bool(get("palette")),
        orientation=get("orientation") or None,
        density=int(image.xres * _MM_PER_INCH + 0.5) if image.xres > 1 else None,
        resolution_unit=_UNITS.get(unit, unit),
        chroma_subsampling=get("jpeg-chroma-subsample"),
        bits_per_sample=get("bits-per-sample") or None,
        compression=get("heif-compression"),
        pages=get("n-pages"),
        page_height=get("page-height"),
        page_primary=get("heif-primary"),
        loop=loop if loop is not None and loop >= 0 else None,
        delay=tuple(delay) if delay else None,
        subifds=get("n-subifds") or None,
        background=tuple(background) if background else None,
        exif=get("exif-data"),
        icc=get("icc-profile-data"),
        iptc=get("iptc-data"),
        xmp=get("xmp-data"),
        photoshop=get("photoshop-data"),
        gain_map=get("gainmap-data"),
        # png-comment-0-Title
        comments=tuple((name.removeprefix(_COMMENT).partition("-")[2], text) for name, text in comments),
    )
