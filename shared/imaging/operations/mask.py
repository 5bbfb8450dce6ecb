from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field
from typing_extensions import override

from shared.imaging.frame import WIDE, Frame
from shared.imaging.layers import Operand
from shared.imaging.operations.base import Operation
from shared.imaging.picture import Picture, Planning

if TYPE_CHECKING:
    import pyvips


class Mask(Operation):
    """Cut the picture to the shape of another one, which is stretched to its size."""

    op: Literal["mask"] = "mask"
    mask: Operand = Field(description="The shape.")
    channel: Literal["alpha", "luminance"] | None = Field(
        None, description="What shows the picture: where the shape is opaque, or where it is bright; without it alpha, if it has one."
    )
    invert: bool = Field(default=False, description="Show what would be hidden, and hide the rest.")

    needs_straight_alpha: ClassVar[bool] = True

    @property
    @override
    def operands(self) -> tuple[tuple[str, Operand], ...]:
        return (("mask/input", self.mask),)

    @override
    def plan(self, picture: Picture, planning: Planning) -> Picture:
        shape = planning.layers.get(self.mask)
        if shape and self.channel == "alpha" and not shape.has_alpha:
            planning.refuse("mask/input", "no_alpha", "This picture has no alpha channel to be a mask; its luminance can be one.")
        return picture.with_alpha()

    @override
    def apply(self, frame: Frame) -> Frame:
        frame = frame.with_alpha()
        shape = self._shape(frame.layers[self.mask])
        across, down = frame.image.width / shape.width, frame.page_height / shape.height
        if (across, down) != (1, 1):
            shape = shape.resize(across, vscale=down).cast("uchar")
        return frame.masked(shape.invert() if self.invert else shape)

    def _shape(self, image: "pyvips.Image") -> "pyvips.Image":
        """One channel of 8 bits: 255 is shown."""
        if image.hasalpha() and self.channel != "luminance":
            alpha = image[image.bands - 1]
            return (alpha / 257).cast("uchar") if image.interpretation in WIDE else alpha.cast("uchar")
        flat = image.flatten() if image.hasalpha() else image
        return flat.colourspace("b-w").extract_band(0).cast("uchar")
