from typing import ClassVar, Literal

from pydantic import Field
from typing_extensions import override

from shared.imaging.frame import WIDE, Frame
from shared.imaging.operations.base import Operation
from shared.imaging.picture import Picture, Planning


class EnsureAlpha(Operation):
    """Add an alpha channel where there is none."""

    op: Literal["ensureAlpha"] = "ensureAlpha"
    alpha: float = Field(1, ge=0, le=1, description="How opaque the picture becomes: 0 is transparent, 1 opaque.")

    point_wise: ClassVar[bool] = True

    @override
    def plan(self, picture: Picture, planning: Planning) -> Picture:
        return picture.with_alpha()

    @override
    def apply(self, frame: Frame) -> Frame:
        if frame.image.hasalpha():
            return frame
        space = frame.image.interpretation
        top = 65535 if space in WIDE else 1 if space == "scrgb" else 255
        return frame.having(frame.image.bandjoin(self.alpha * top))
