from typing import Literal

from typing_extensions import override

from shared.imaging.frame import Frame
from shared.imaging.operations.base import Operation


class Flip(Operation):
    """Mirror the picture from top to bottom."""

    op: Literal["flip"] = "flip"

    @override
    def apply(self, frame: Frame) -> Frame:
        return frame.in_memory().filter(lambda image: image.flipver())
