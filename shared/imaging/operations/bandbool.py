from typing import ClassVar, Literal

from pydantic import Field
from typing_extensions import override

from shared.imaging.frame import Frame
from shared.imaging.operations.base import Operation
from shared.imaging.picture import Picture, Planning


class Bandbool(Operation):
    """Combine the bits of all channels of a pixel into one grey value."""

    op: Literal["bandbool"] = "bandbool"
    bool_op: Literal["and", "or", "eor"] = Field(description="How the bits are combined.")

    needs_straight_alpha: ClassVar[bool] = True

    @override
    def plan(self, picture: Picture, planning: Planning) -> Picture:
        return picture.of_channels(1, has_alpha=False, wide=False)

    @override
    def apply(self, frame: Frame) -> Frame:
        return frame.having(frame.whole_numbers().image.bandbool(self.bool_op).copy(interpretation="b-w"))
