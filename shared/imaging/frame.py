"""A picture while steps are applied to it: the pixels, and what is still to be done to them.

libvips is lazy: everything here only extends a pipeline, and one write at the end runs it, streaming. Where a step needs the pixels
out of order, the source must be in memory first: `in_memory`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Self

from shared.imaging.colour import Colour
from shared.imaging.deadline import Deadline
from shared.imaging.orientation import UPRIGHT, Turn
from shared.imaging.picture import Picture

if TYPE_CHECKING:
    import pyvips

    from shared.imaging.layers import Operand

WIDE = {"rgb16", "grey16"}
OPAQUE = 255


@dataclass(frozen=True)
class Frame:
    """The pixels of one picture, of all its pages from top to bottom.

    Args:
        image: the pipeline so far.
        pages: pages in it, all of the same height.
        turn: the EXIF orientation that has not been applied yet. A resize is faster before than after it.
        straight_format: the band format of the pixels before they were premultiplied, or None while they are not.
        layers: the pictures that the recipe lays over this one.
        deadline: of the whole render.
        page_wise: False makes filters see all pages as one tall picture, as sharp does: they bleed from one frame into the next.
    """

    image: "pyvips.Image"
    pages: int = 1
    turn: Turn = UPRIGHT
    straight_format: str | None = None
    layers: Mapping["Operand", "pyvips.Image"] = field(default_factory=dict)
    deadline: Deadline = field(default_factory=Deadline.never)
    page_wise: bool = True

    @property
    def page_height(self) -> int:
        """Height of one page, px."""
        return int(self.image.height // self.pages)

    @property
    def picture(self) -> Picture:
        """What a step must know to be planned, from the real pixels."""
        picture = Picture(self.image.width, self.page_height, self.pages, bool(self.image.hasalpha()))
        return picture.turned(quarter=self.turn.quarter)

    @property
    def premultiplied(self) -> bool:
        """Whether the colours are multiplied by the alpha channel just now."""
        return self.straight_format is not None

    def having(self, image: "pyvips.Image") -> Self:
        """The same frame with other pixels."""
        return replace(self, image=image)

    def in_memory(self) -> Self:
        """The same pixels, readable in any order: a source that is still being streamed is decoded now."""
        if not self.image.get_typeof("vips-sequential"):
            return self
        self.deadline.stops(self.image)
        copy = self.image.copy_memory().copy()
        copy.remove("vips-sequential")
        # the signals of the source end here
        self.deadline.watches(copy)
        return self.having(copy)

    def upright(self) -> Self:
        """Apply the orientation that is still to be applied."""
        if self.turn == UPRIGHT:
            return self
        angle, flop = self.turn.angle, self.turn.flop
        frame = self.in_memory().filter(lambda image: image.rot(f"d{angle}")) if angle else self
        return replace(frame, image=frame.image.fliphor() if flop else frame.image, turn=UPRIGHT)

    def premultiply(self) -> Self:
        """Multiply the colours by alpha, so that transparent pixels do not bleed when neighbours are averaged."""
        if self.premultiplied or not self.image.hasalpha():
            return self
        format_ = self.image.format
        return replace(self, image=self.image.premultiply().cast(format_), straight_format=format_)

    def straight(self) -> Self:
        """Undo `premultiply`."""
        if not self.premultiplied:
            return self
        return replace(self, image=self.image.unpremultiply().cast(self.straight_format), straight_format=None)

    def with_alpha(self) -> Self:
        """The same picture with an alpha channel; an opaque one is added where there is none."""
        if self.image.hasalpha():
            return self
        top = 65535 if self.image.interpretation in WIDE else OPAQUE
        return self.having(self.image.bandjoin(top))

    def on(self, colour: Colour) -> tuple[Self, list[float]]:
        """Prepare to paint with a colour: add an alpha channel if the colour needs one.

        Returns:
            The frame, and the colour as one number for each of its bands.
        """
        image = self.image
        scale = 256.0 if image.interpretation in WIDE else 1.0
        if image.bands > 2:  # noqa: PLR2004  colour, not grey
            bands = [scale * colour.red, scale * colour.green, scale * colour.blue]
        else:
            bands = [scale * (0.2126 * colour.red + 0.7152 * colour.green + 0.0722 * colour.blue)]
        if colour.alpha < OPAQUE or image.hasalpha():
            bands += [colour.alpha * scale] * (image.bands - 3 if image.bands > 4 else 1)  # noqa: PLR2004  RGBA
        if len(bands) > 2:  # noqa: PLR2004  colour, not grey
            pixel = type(image).new_from_array([[0]]).new_from_image(bands).colourspace(image.interpretation, source_space="srgb")
            bands = (pixel.premultiply() if self.premultiplied else pixel)(0, 0)
        if colour.alpha < OPAQUE and not image.hasalpha():
            image = image.bandjoin(OPAQUE * scale)
        return self.having(image), bands

    def crop(self, left: int, top: int, width: int, height: int) -> Self:
        """Cut the same rectangle, px, out of every page."""
        if self.pages == 1 or (top == 0 and height == self.page_height):
            return self.having(self.image.extract_area(left, top, width, height * self.pages))
        return self.each_page(lambda page: page.extract_area(left, top, width, height))

    def first_page(self) -> Self:
        """The first page alone."""
        return replace(self, image=self.image.extract_area(0, 0, self.image.width, self.page_height), pages=1)

    def embed(self, left: int, top: int, width: int, height: int, **options: Any) -> Self:
        """Put every page on a larger canvas, px; the options are those of libvips."""
        if self.pages == 1 or (top == 0 and height == self.page_height):
            return self.having(self.image.embed(left, top, width, height * self.pages, **options))
        return self.each_page(lambda page: page.embed(left, top, width, height, **options))

    def filter(self, change: Callable[["pyvips.Image"], "pyvips.Image"]) -> Self:
        """Change pixels by their neighbours, page by page, so that frames of an animation do not bleed into each other."""
        return self.each_page(change) if self.page_wise and self.pages > 1 else self.having(change(self.image))

    def each_page(self, change: Callable[["pyvips.Image"], "pyvips.Image"]) -> Self:
        """Change every page on its own; all must come out in the same size."""
        frame = self.in_memory()
        height = frame.page_height
        pages = [change(frame.image.extract_area(0, height * page, frame.image.width, height)) for page in range(self.pages)]
        return frame.having(type(frame.image).arrayjoin(pages, across=1))
