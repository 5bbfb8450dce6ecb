from typing import Literal

from pydantic import Field
from typing_extensions import override

from shared.imaging.frame import Frame
from shared.imaging.operations.base import Operation
from shared.imaging.picture import Picture, Planning

# Measured: the pixels that enter and leave a window of 8 bits, and those that are sorted with 16.
_COUNTED, _SORTED = 1.2e9, 1.3e8


class Median(Operation):
    """Replace each pixel by the median of those around it: specks go, edges stay."""

    op: Literal["median"] = "median"
    size: int = Field(3, ge=1, le=1000, description="Side of the square that is looked at, px.")

    @override
    def plan(self, picture: Picture, planning: Planning) -> Picture:
        if picture.exact and self.size > min(picture.width, picture.height):
            planning.refuse("size", "window_too_large", f"The square is larger than the picture: {picture.width} × {picture.height} px.")
        work, speed = (self.size**2, _SORTED) if picture.wide else (self.size, _COUNTED)
        planning.in_time("size", picture, work, per_second=speed)
        return picture

    @override
    def apply(self, frame: Frame) -> Frame:
        return frame.whole_numbers().filter(lambda image: image.median(self.size))
