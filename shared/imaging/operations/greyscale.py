from typing import ClassVar, Literal

from pydantic import Field
from typing_extensions import override

from shared.imaging.frame import Frame
from shared.imaging.operations.base import Operation


class Greyscale(Operation):
    """Take the colours away."""

    op: Literal["greyscale", "grayscale"] = "greyscale"
    greyscale: bool = Field(default=True, description="False leaves the picture as it is.")

    point_wise: ClassVar[bool] = True
    needs_straight_alpha: ClassVar[bool] = True

    @override
    def apply(self, frame: Frame) -> Frame:
        return frame.having(frame.image.colourspace("b-w")) if self.greyscale else frame
