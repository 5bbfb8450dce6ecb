from typing import ClassVar, Literal

from pydantic import Field
from typing_extensions import override

from shared.imaging.frame import Frame
from shared.imaging.neighbourhood import gathered
from shared.imaging.operations.base import Operation


class Dilate(Operation):
    """Widen dark shapes, pixel by pixel: the bits that are set in all pixels around stay set."""

    op: Literal["dilate"] = "dilate"
    width: int = Field(1, ge=1, le=65536, description="How far, px.")

    needs_straight_alpha: ClassVar[bool] = True

    @override
    def apply(self, frame: Frame) -> Frame:
        return gathered(frame.whole_numbers(), self.width, "and")
