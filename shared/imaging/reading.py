"""How a picture is read: what the source of a recipe and the pictures that it lays over have in common."""

from typing import Literal, Self

from pydantic import Field, model_validator

from shared.imaging.model import Model, Pixels

MAX_STYLESHEET = 64 * 1024  # characters

Depth = Literal["char", "uchar", "short", "ushort", "int", "uint", "float", "double"]

_BYTES = {"char": 1, "uchar": 1, "short": 2, "ushort": 2, "int": 4, "uint": 4, "float": 4, "double": 8}


class Raw(Model):
    """What a file of bare pixels does not say itself. Its channels are grey, grey and alpha, RGB, or RGBA."""

    width: Pixels = Field(description="Width, px.")
    height: Pixels = Field(description="Height of all pages together, px.")
    channels: int = Field(ge=1, le=4, description="Channels of a pixel.")
    depth: Depth = Field("uchar", description="Type of a channel; uchar is one byte, 0 to 255. More than one byte: the lowest first.")
    density: float | None = Field(None, ge=1, le=100_000, description="Resolution, dots per inch.")
    premultiplied: bool = Field(default=False, description="The colours are multiplied by alpha.")
    page_height: Pixels | None = Field(None, description="Height of a page, px, when there are several, one below the other.")

    @model_validator(mode="after")
    def _check_together(self) -> Self:
        if self.page_height and self.height % self.page_height:
            raise ValueError("height is a multiple of pageHeight")
        return self

    @property
    def length(self) -> int:
        """How many bytes that is."""
        return self.width * self.height * self.channels * _BYTES[self.depth]


class Svg(Model):
    """How an SVG is painted."""

    stylesheet: str = Field("", max_length=MAX_STYLESHEET, description="CSS that is applied to it.")
    high_bitdepth: bool = Field(default=False, description="Paint with 128 bits for a pixel instead of 32.")


class Reading(Model):
    """How a picture is read."""

    animated: bool = Field(default=False, description="Read all frames of a GIF or WebP, or all pages of a TIFF, instead of one.")
    page: int | None = Field(None, ge=0, le=100_000, description="The first page to read, from 0.")
    pages: int | None = Field(None, ge=-1, le=100_000, description="How many pages to read, -1 for all; wins over animated.")
    density: float = Field(72, ge=1, le=100_000, description="Resolution at which an SVG is painted, dots per inch.")
    subifd: int = Field(-1, ge=-1, le=100_000, description="Which of the smaller versions in a TIFF to read, from 0; -1 is the picture.")
    svg: Svg | None = Field(None, description="How an SVG is painted.")
    raw: Raw | None = Field(None, description="The file is bare pixels; this says what they are.")
    fail_on: Literal["none", "truncated", "error", "warning"] = Field("warning", description="How damaged a file must be to be refused.")
    limit_input_pixels: int | None = Field(None, ge=1, description="Refuse a larger picture; the service has a limit too.")
    limit_input_channels: int | None = Field(None, ge=1, description="Refuse a picture with more channels than this; at most 5 are read.")

    def count(self, pages: int) -> int:
        """How many of the pages in a file are read."""
        asked = self.pages if self.pages is not None else (-1 if self.animated else 1)
        return pages - (self.page or 0) if asked == -1 else min(asked, pages)
