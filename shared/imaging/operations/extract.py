from typing import Literal

from pydantic import Field
from typing_extensions import override

from shared.imaging.frame import Frame
from shared.imaging.model import Offset, Pixels
from shared.imaging.operations.base import Operation
from shared.imaging.picture import Picture, Planning


class Extract(Operation):
    """Cut out a rectangle."""

    op: Literal["extract"] = "extract"
    left: Offset = Field(description="Distance of the rectangle from the left edge, px.")
    top: Offset = Field(description="Distance of the rectangle from the upper edge, px.")
    width: Pixels = Field(description="Width of the rectangle, px.")
    height: Pixels = Field(description="Height of the rectangle, px.")

    @override
    def plan(self, picture: Picture, planning: Planning) -> Picture:
        for start, length, whole, names in (
            (self.left, self.width, picture.width, ("left", "width")),
            (self.top, self.height, picture.height, ("top", "height")),
        ):
            if start + length > whole:
                field = names[0] if start >= whole else names[1]
                planning.refuse(
                    field,
                    "outside",
                    f"{names[0]} {start} and {names[1]} {length} reach beyond the picture, whose {names[1]} is {whole} px here.",
                )
        return picture.sized(self.width, self.height, exact=True)

    @override
    def apply(self, frame: Frame) -> Frame:
        return frame.crop(self.left, self.top, self.width, self.height)
