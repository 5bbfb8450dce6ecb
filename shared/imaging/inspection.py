"""What a gallery must know of a file before it takes it in."""

from dataclasses import dataclass
from hashlib import sha256

from shared.imaging.colourspace import to_output_space
from shared.imaging.deadline import Deadline
from shared.imaging.facts import SourceFacts
from shared.imaging.frame import Frame
from shared.imaging.limits import Limits
from shared.imaging.placeholder import MAX_SIDE, Tiny
from shared.imaging.scaling import jpeg_shrink
from shared.imaging.source import examine, open_pixels
from shared.imaging.vips import reading_pixels
from shared.imaging.working_space import to_working_space


@dataclass(frozen=True)
class Inspection:
    """A file that is a whole picture within the limits.

    Args:
        format: name of its format.
        media_type: MIME type.
        extension: for a file name, without a dot.
        width: as displayed, px.
        height: of one page, as displayed, px.
        pages: pages or frames.
        has_alpha: whether it can be transparent.
        sha256: of the file, in hex.
        placeholder: ThumbHash of the first page, as displayed, in base64.
        dominant_color: of the first page, as `#rrggbb`; None when all of it is transparent.
    """

    format: str
    media_type: str
    extension: str
    width: int
    height: int
    pages: int
    has_alpha: bool
    sha256: str
    placeholder: str
    dominant_color: str | None


def check(data: bytes, limits: Limits) -> Inspection:
    """Read a whole file once, header and pixels, and say what it is.

    Args:
        data: the file.
        limits: that it must keep.

    Raises:
        ImageTooLarge: a limit is broken; no pixel has been read.
        UnsupportedImage: it is not a picture in a format that is read here.
        CorruptImage: it is broken or cut short.
        DeadlineExceeded: reading it took too long.
    """
    deadline = Deadline.after(limits.render_seconds)
    try:
        with reading_pixels(deadline):
            facts = examine(data, limits, deadline=deadline)
            tiny = _tiny(data, facts, deadline)
    finally:
        deadline.release()
    return Inspection(
        format=facts.format,
        media_type=facts.media_type,
        extension=facts.extension,
        width=facts.width,
        height=facts.height,
        pages=facts.pages,
        has_alpha=facts.has_alpha,
        sha256=sha256(data).hexdigest(),
        placeholder=tiny.thumb_hash,
        dominant_color=tiny.dominant_colour,
    )


def _tiny(data: bytes, facts: SourceFacts, deadline: Deadline) -> Tiny:
    """The first page, very small. Every page is read on the way: a file that breaks off in its last frame is broken."""
    side = max(facts.stored.width, facts.stored.height)
    image = open_pixels(data, facts, deadline, pages=facts.pages, shrink=_shrink(facts, side / MAX_SIDE))
    deadline.watches(image)
    frame = Frame(image, facts.pages, facts.turn, deadline=deadline).premultiply()
    across = min(1.0, MAX_SIDE / max(frame.image.width, frame.page_height))
    height = max(1, round(frame.page_height * across))
    small = frame.image.resize(max(across, 1 / frame.image.width), vscale=height * facts.pages / frame.image.height, kernel="linear")
    deadline.stops(small)
    whole = small.copy_memory()
    deadline.check()
    frame = frame.having(whole).straight().first_page().upright()
    image = to_output_space(to_working_space(frame.image))
    flat = image if image.hasalpha() else image.bandjoin(255)
    values = flat.cast("uchar").write_to_memory()
    pixels = [tuple(values[start : start + 4]) for start in range(0, len(values), 4)]
    return Tiny(flat.width, flat.height, pixels)


def _shrink(facts: SourceFacts, shrink: float) -> float:
    """How much smaller to decode: a JPEG and a WebP are read to their end all the same."""
    if facts.format == "jpeg":
        return jpeg_shrink(shrink, fast=True)
    return max(1.0, shrink) if facts.format in {"webp", "svg"} and facts.pages == 1 else 1
