"""What is known of a file from its header."""

from dataclasses import dataclass, field

from shared.imaging.orientation import Turn, turn_of
from shared.imaging.picture import Picture
from shared.imaging.reading import Reading


@dataclass(frozen=True)
class Format:
    """A file format that is read here.

    Args:
        name: as in `output.format`.
        media_type: MIME type.
        extension: of a file name, without a dot.
        paged: whether a file can have several pages or frames.
        animated: whether they are frames of an animation, all of one size.
    """

    name: str
    media_type: str
    extension: str
    paged: bool = False
    animated: bool = False


_JPEG = Format("jpeg", "image/jpeg", "jpg")

# What libvips calls the decoder that it would choose for a file. Nothing else is accepted.
FORMATS = {
    "VipsForeignLoadJpegBuffer": _JPEG,
    "VipsForeignLoadUhdrBuffer": _JPEG,
    "VipsForeignLoadPngBuffer": Format("png", "image/png", "png"),
    "VipsForeignLoadWebpBuffer": Format("webp", "image/webp", "webp", paged=True, animated=True),
    "VipsForeignLoadNsgifBuffer": Format("gif", "image/gif", "gif", paged=True, animated=True),
    "VipsForeignLoadTiffBuffer": Format("tiff", "image/tiff", "tiff", paged=True),
    "VipsForeignLoadHeifBuffer": Format("avif", "image/avif", "avif", paged=True),
    "VipsForeignLoadSvgBuffer": Format("svg", "image/svg+xml", "svg"),
}

# Read by another library; see `shared.imaging.heic`.
HEIC = Format("heic", "image/heic", "heic")

# Bare pixels, which no decoder knows; the recipe says what they are.
RAW = Format("raw", "application/octet-stream", "raw", paged=True, animated=True)

# What a recipe with a canvas begins with: no file, and a PNG when it says nothing of its output.
CANVAS = Format("canvas", "image/png", "png", paged=True, animated=True)


@dataclass(frozen=True)
class SourceFacts:
    """What the header of a file says.

    Args:
        source_format: its format.
        stored: the first page as it is stored: its size, and whether it has alpha; `pages` counts all pages in the file.
        orientation: the EXIF tag, 1 to 8.
        primary_page: the page that is meant when none is asked for, from 0.
        has_gain_map: whether it is a JPEG that says how it looks in high dynamic range.
        reading: how the file is read.
    """

    source_format: Format
    stored: Picture
    orientation: int = 1
    primary_page: int = 0
    has_gain_map: bool = False
    reading: Reading = field(default_factory=Reading)

    @property
    def format(self) -> str:
        """Name of the format."""
        return self.source_format.name

    @property
    def media_type(self) -> str:
        """MIME type."""
        return self.source_format.media_type

    @property
    def extension(self) -> str:
        """Of a file name, without a dot."""
        return self.source_format.extension

    @property
    def pages(self) -> int:
        """Pages or frames in the file."""
        return self.stored.pages

    @property
    def has_alpha(self) -> bool:
        """Whether the picture can be transparent."""
        return self.stored.has_alpha

    @property
    def turn(self) -> Turn:
        """What makes the stored picture upright."""
        return turn_of(self.orientation)

    @property
    def width(self) -> int:
        """Width of the picture as it is displayed, px."""
        return self.stored.turned(quarter=self.turn.quarter).width

    @property
    def height(self) -> int:
        """Height of a page as it is displayed, px."""
        return self.stored.turned(quarter=self.turn.quarter).height
