from typing import Literal

from typing_extensions import override

from shared.imaging.frame import Frame
from shared.imaging.operations.base import Operation


class Flop(Operation):
    """Mirror the picture from left to right."""

    op: Literal["flop"] = "flop"

    @override
    def apply(self, frame: Frame) -> Frame:
        return frame.having(frame.image.fliphor())
