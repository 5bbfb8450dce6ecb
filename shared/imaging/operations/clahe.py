from typing import ClassVar, Literal

from pydantic import Field
from typing_extensions import override

from shared.imaging.frame import Frame
from shared.imaging.operations.base import Operation
from shared.imaging.picture import Picture, Planning

_PER_SECOND = 1.2e9  # measured: pixels that enter and leave the window
_SHADES = 256


class Clahe(Operation):
    """Bring out detail in dark and bright parts (contrast limited adaptive histogram equalisation)."""

    op: Literal["clahe"] = "clahe"
    width: int = Field(ge=1, le=65536, description="Width of the window whose histogram is stretched, px.")
    height: int = Field(ge=1, le=65536, description="Height of the window, px.")
    max_slope: int = Field(3, ge=0, le=100, description="How much contrast may grow; 0 is without limit.")

    needs_straight_alpha: ClassVar[bool] = True

    @override
    def plan(self, picture: Picture, planning: Planning) -> Picture:
        planning.narrow(picture)
        if picture.exact:
            for name, length, whole in (("width", self.width, picture.width), ("height", self.height, picture.height)):
                if length > whole:
                    planning.refuse(name, "window_too_large", f"The window is larger than the picture, whose {name} is {whole} px here.")
        planning.in_time("height", picture, 2 * self.height + (_SHADES if self.max_slope else 0), per_second=_PER_SECOND)
        return picture

    @override
    def apply(self, frame: Frame) -> Frame:
        frame = frame.in_memory().whole_numbers()
        return frame.filter(lambda image: image.hist_local(self.width, self.height, max_slope=self.max_slope))
