"""What the calls about a picture's file answer: its header, and numbers about its pixels."""

from hashlib import sha256
from typing import Self

from pydantic import Field

from shared.http.model import View
from shared.imaging import FileMetadata, Statistics

_BLOCKS = ("exif", "icc", "iptc", "xmp", "photoshop", "gain_map")


class Size(View):
    """Width and height, px."""

    width: int
    height: int


class Block(View):
    """A part of the file that is not pixels. Its bytes are in the original."""

    bytes: int
    sha256: str


class Comment(View):
    """A text in a PNG."""

    keyword: str
    text: str


class Rgb(View):
    """A colour, 0 to 255 each."""

    r: float
    g: float
    b: float


class MetadataView(View):
    """The header of a picture's file. Null is what the file does not say; nothing is turned upright."""

    format: str
    media_type: str
    size: int = Field(description="bytes")
    width: int = Field(description="px, as stored")
    height: int = Field(description="px, of one page, as stored")
    auto_orient: Size = Field(description="The size after turning as `orientation` says.")
    space: str = Field(description="Colour space, such as `srgb`, `b-w` or `cmyk`.")
    channels: int
    depth: str = Field(description="Type of a channel: `uchar` has 8 bits, `ushort` 16.")
    has_alpha: bool
    has_profile: bool
    is_progressive: bool
    is_palette: bool
    orientation: int | None = Field(description="EXIF, 1 to 8")
    density: int | None = Field(description="dots per inch")
    resolution_unit: str | None
    chroma_subsampling: str | None
    bits_per_sample: int | None
    compression: str | None
    pages: int | None
    page_primary: int | None
    loop: int | None = Field(description="How often an animation runs, 0 for ever.")
    delay: list[int] | None = Field(description="ms for each frame")
    subifds: int | None
    background: Rgb | None = Field(description="Behind an animation.")
    xmp_as_string: str | None
    exif: Block | None
    icc: Block | None
    iptc: Block | None
    xmp: Block | None
    photoshop: Block | None
    gain_map: Block | None
    comments: list[Comment]

    @classmethod
    def of(cls, metadata: FileMetadata) -> Self:
        """The view of a header."""
        width, height = metadata.upright
        written = {
            "auto_orient": Size(width=width, height=height),
            "delay": None if metadata.delay is None else list(metadata.delay),
            "background": _rgb(metadata.background),
            "xmp_as_string": _text(metadata.xmp),
            "comments": [Comment(keyword=keyword, text=text) for keyword, text in metadata.comments],
        } | {name: _block(getattr(metadata, name)) for name in _BLOCKS}
        return cls(**{name: getattr(metadata, name) for name in cls.model_fields if name not in written}, **written)


class ChannelView(View):
    """One channel, as it is stored."""

    min: int
    max: int
    sum: float
    squares_sum: float
    mean: float
    stdev: float
    min_x: int
    min_y: int
    max_x: int
    max_y: int


class StatsView(View):
    """Numbers about all pixels of the first page."""

    channels: list[ChannelView] = Field(description="In their order, alpha last.")
    is_opaque: bool
    entropy: float = Field(description="Of the grey values, bits.")
    sharpness: float = Field(description="Standard deviation of the Laplacian of the grey values.")
    dominant: Rgb = Field(description="The most common colour, roughly.")

    @classmethod
    def of(cls, statistics: Statistics) -> Self:
        """The view of statistics."""
        channels = [ChannelView(**{name: getattr(one, name) for name in ChannelView.model_fields}) for one in statistics.channels]
        red, green, blue = statistics.dominant
        return cls(
            channels=channels,
            is_opaque=statistics.is_opaque,
            entropy=statistics.entropy,
            sharpness=statistics.sharpness,
            dominant=Rgb(r=red, g=green, b=blue),
        )


def _block(data: bytes | None) -> Block | None:
    return Block(bytes=len(data), sha256=sha256(data).hexdigest()) if data else None


def _text(data: bytes | None) -> str | None:
    try:
        return data.decode() if data else None
    except UnicodeDecodeError:
        return None


def _rgb(colour: tuple[float, ...] | None) -> Rgb | None:
    if colour is None:
        return None
    red, green, blue = colour if len(colour) == 3 else colour[:1] * 3  # noqa: PLR2004  RGB, or one grey
    return Rgb(r=red, g=green, b=blue)
