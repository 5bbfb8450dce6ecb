from typing import ClassVar, Literal

from typing_extensions import override

from shared.imaging.frame import Frame
from shared.imaging.operations.base import Operation
from shared.imaging.picture import Picture, Planning


class RemoveAlpha(Operation):
    """Take the alpha channel away; what was transparent shows the colours below."""

    op: Literal["removeAlpha"] = "removeAlpha"

    point_wise: ClassVar[bool] = True
    needs_straight_alpha: ClassVar[bool] = True

    @override
    def plan(self, picture: Picture, planning: Planning) -> Picture:
        return picture.with_alpha(has_alpha=False)

    @override
    def apply(self, frame: Frame) -> Frame:
        image = frame.image
        while image.bands > 1 and image.hasalpha():
            image = image.extract_band(0, n=image.bands - 1)
        return frame.having(image)
