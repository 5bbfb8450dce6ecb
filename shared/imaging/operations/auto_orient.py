from dataclasses import replace
from typing import Literal

from typing_extensions import override

from shared.imaging.frame import Frame
from shared.imaging.operations.base import Operation
from shared.imaging.orientation import UPRIGHT
from shared.imaging.picture import Picture, Planning


class AutoOrient(Operation):
    """Turn the picture upright as its EXIF orientation says, where `input.autoOrient` is off; otherwise it is upright already."""

    op: Literal["autoOrient"] = "autoOrient"

    @override
    def plan(self, picture: Picture, planning: Planning) -> Picture:
        return replace(picture.turned(quarter=picture.tag.quarter), tag=UPRIGHT)

    @override
    def apply(self, frame: Frame) -> Frame:
        return replace(frame, turn=frame.tag, tag=UPRIGHT).upright()
