from typing import ClassVar, Literal

from pydantic import Field
from typing_extensions import override

from shared.imaging.colour import BLACK, Colour
from shared.imaging.frame import WIDE, Frame
from shared.imaging.operations.base import Operation
from shared.imaging.picture import Picture, Planning


class Flatten(Operation):
    """Lay a transparent picture on a plain background."""

    op: Literal["flatten"] = "flatten"
    flatten: bool = Field(default=True, description="False leaves the picture as it is.")
    background: Colour = Field(BLACK, description="The colour of the background; its alpha is not used.")

    point_wise: ClassVar[bool] = True
    needs_straight_alpha: ClassVar[bool] = True

    @override
    def plan(self, picture: Picture, planning: Planning) -> Picture:
        return picture.with_alpha(has_alpha=False) if self.flatten else picture

    @override
    def apply(self, frame: Frame) -> Frame:
        if not self.flatten or not frame.image.hasalpha():
            return frame
        scale = 256.0 if frame.image.interpretation in WIDE else 1.0
        return frame.having(frame.image.flatten(background=[channel * scale for channel in self.background[:3]]))
