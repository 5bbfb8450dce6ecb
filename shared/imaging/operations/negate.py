from typing import ClassVar, Literal

from pydantic import Field
from typing_extensions import override

from shared.imaging.frame import Frame
from shared.imaging.operations.base import Operation


class Negate(Operation):
    """Turn the colours into their opposites."""

    op: Literal["negate"] = "negate"
    negate: bool = Field(default=True, description="False leaves the picture as it is.")
    alpha: bool = Field(default=True, description="Turn transparent into opaque and back too.")

    needs_straight_alpha: ClassVar[bool] = True

    @override
    def apply(self, frame: Frame) -> Frame:
        if not self.negate:
            return frame
        frame = frame.whole_numbers()
        return frame.having(frame.image.invert()) if self.alpha else frame.besides_alpha(lambda image: image.invert())
