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
_NARROW = {"srgb", "rgb", "b-w", "cmyk", "multiband", "histogram"}
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
        tag: the EXIF orientation, where nobody has asked to apply it.
        space: the colour space in which the picture is written.
        grey: whether the colours were taken away.
        blending: the colour space in which pictures are laid over each other.
        working_profile: libvips' name of the profile in whose colours the picture is.
        source_profile: of the source, where the picture keeps it.
        page_wise: False makes steps do as sharp does: filters see all pages as one tall picture and bleed from one frame into the next,
            and alpha and number formats are seen to by the order of the steps, not by the steps.
    """

    image: "pyvips.Image"
    pages: int = 1
    turn: Turn = UPRIGHT
    straight_format: str | None = None
    layers: Mapping["Operand", "pyvips.Image"] = field(default_factory=dict)
    deadline: Deadline = field(default_factory=Deadline.never)
    tag: Turn = UPRIGHT
    space: str = "srgb"
    page_wise: bool = True
    grey: bool = False
    blending: str = "srgb"
    working_profile: str = "srgb"
    source_profile: bytes | None = None

    @property
    def page_height(self) -> int:
        """Height of one page, px."""
        return int(self.image.height // self.pages)

    @property
    def picture(self) -> Picture:
        """What a step must know to be planned, from the real pixels."""
        has_alpha = bool(self.image.hasalpha())
        picture = Picture(
            self.image.width,
            self.page_height,
            self.pages,
            has_alpha,
            colours=self.image.bands - has_alpha,
            wide=self.image.interpretation in WIDE,
            tag=self.tag,
        )
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
        return self.computed() if self.image.get_typeof("vips-sequential") else self

    def computed(self) -> Self:
        """The same pixels in memory: everything that leads to them runs now, and not again."""
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
        if self.premultiplied or not self.page_wise or not self.image.hasalpha():
            return self
        return self.premultiplied_once()

    def premultiplied_once(self) -> Self:
        """Multiply the colours by alpha now; in sharp's order that happens in one place, and no step asks for it."""
        format_ = self.image.format
        return replace(self, image=self.image.premultiply().cast(format_), straight_format=format_)

    def straight(self) -> Self:
        """Undo `premultiply`."""
        if not self.premultiplied:
            return self
        return replace(self, image=self.image.unpremultiply().cast(self.straight_format), straight_format=None)

    def whole_numbers(self) -> Self:
        """The same pixels with 16 bits where the picture is wide and with 8 otherwise: arithmetic leaves fractions behind."""
        if not self.page_wise or self.image.interpretation not in WIDE | _NARROW:
            return self
        return self.having(self.image.cast("ushort" if self.image.interpretation in WIDE else "uchar"))

    def besides_alpha(self, change: Callable[["pyvips.Image"], "pyvips.Image"]) -> Self:
        """Change the colours and leave the alpha channel, if there is one, as it is."""
        image = self.image
        if not image.hasalpha():
            return self.having(change(image))
        return self.having(change(without_alpha(image)).bandjoin(image[image.bands - 1]))

    def with_alpha(self) -> Self:
        """The same picture with an alpha channel; an opaque one is added where there is none."""
        if self.image.hasalpha():
            return self
        space = self.image.interpretation
        top = 65535 if space in WIDE else 1 if space == "scrgb" else OPAQUE
        return self.having(self.image.bandjoin(top))

    def masked(self, shape: "pyvips.Image") -> Self:
        """Show every page only where the shape, one channel of 8 bits in the size of a page, is not 0; there must be an alpha channel."""
        image = self.image
        alpha = image[image.bands - 1]
        shapes = shape.copy_memory().replicate(1, self.pages) if self.pages > 1 else shape
        cut = (alpha * shapes / OPAQUE).rint().cast(alpha.format)
        return self.having(image.extract_band(0, n=image.bands - 1).bandjoin(cut))

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


def without_alpha(image: "pyvips.Image") -> "pyvips.Image":
    """The picture without alpha, and without the channels that count as alpha when there are more than colours."""
    while image.bands > 1 and image.hasalpha():
        image = image.extract_band(0, n=image.bands - 1)
    return image
