from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field
from typing_extensions import override

from shared.imaging.frame import Frame
from shared.imaging.layers import Operand
from shared.imaging.operations.base import Operation
from shared.imaging.picture import Picture, Planning

if TYPE_CHECKING:
    import pyvips


class Boolean(Operation):
    """Combine the bits of each pixel with those of another picture. The smaller picture counts as 0 where it ends."""

    op: Literal["boolean"] = "boolean"
    operand: Operand = Field(description="The other picture.")
    operator: Literal["and", "or", "eor"] = Field(description="How the bits are combined.")

    needs_straight_alpha: ClassVar[bool] = True

    @property
    @override
    def operands(self) -> tuple[tuple[str, Operand], ...]:
        return (("operand/input", self.operand),)

    @override
    def plan(self, picture: Picture, planning: Planning) -> Picture:
        other = planning.layers.get(self.operand)
        if other is None:
            return picture
        if 1 not in {picture.channels, other.channels} and picture.channels != other.channels:
            planning.refuse(
                "operand/input",
                "channels_differ",
                f"This picture has {other.channels} channels and the one below has {picture.channels}: they must have the same"
                " number, or one of them a single channel.",
            )
        made = picture.sized(max(picture.width, other.width), max(picture.height, other.height))
        most = picture if picture.channels >= other.channels else other
        return replace(made, colours=most.colours, has_alpha=most.has_alpha, wide=picture.wide)

    @override
    def apply(self, frame: Frame) -> Frame:
        other = frame.having(frame.layers[self.operand]).whole_numbers().image
        return frame.whole_numbers().filter(lambda image: self._combined(image, other))

    def _combined(self, image: "pyvips.Image", other: "pyvips.Image") -> "pyvips.Image":
        combined = image.boolean(other, self.operator).copy()
        combined.remove("gif-palette")
        return combined
