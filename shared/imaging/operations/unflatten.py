from typing import TYPE_CHECKING, ClassVar, Literal

from typing_extensions import override

from shared.imaging.frame import WIDE, Frame, without_alpha
from shared.imaging.operations.base import Operation
from shared.imaging.picture import Picture, Planning

if TYPE_CHECKING:
    import pyvips

_WHITE = 255


class Unflatten(Operation):
    """Make white pixels transparent."""

    op: Literal["unflatten"] = "unflatten"

    needs_straight_alpha: ClassVar[bool] = True

    @override
    def plan(self, picture: Picture, planning: Planning) -> Picture:
        return picture.with_alpha()

    @override
    def apply(self, frame: Frame) -> Frame:
        image = frame.image
        if not image.hasalpha():
            return frame.having(image.bandjoin(self._shown(image, frame)))
        colours, alpha = without_alpha(image), image[image.bands - 1]
        return frame.having(colours.bandjoin(alpha & self._shown(colours, frame)))

    def _shown(self, colours: "pyvips.Image", frame: Frame) -> "pyvips.Image":
        shown = colours.colourspace("b-w") < _WHITE
        # sharp leaves 255 of 65535 here, with which the whole picture vanishes
        return shown.cast("ushort") * 257 if frame.page_wise and colours.interpretation in WIDE else shown
