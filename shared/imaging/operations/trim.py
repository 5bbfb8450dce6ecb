from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field
from typing_extensions import override

from shared.imaging.colour import Colour
from shared.imaging.frame import WIDE, Frame
from shared.imaging.operations.base import Operation
from shared.imaging.picture import Picture, Planning

if TYPE_CHECKING:
    import pyvips

Box = tuple[int, int, int, int]  # left, top, width, height, px

MIN_SIDE = 3  # px


class Trim(Operation):
    """Cut off edges of one colour."""

    op: Literal["trim"] = "trim"
    background: Colour | None = Field(None, description="The colour to cut off; without it that of the pixel at the top left.")
    threshold: float = Field(10, ge=0, description="How much a pixel may differ from that colour, 0 to 255.")
    line_art: bool = Field(default=False, description="The picture is a drawing: do not smooth it before looking for edges.")
    margin: int = Field(0, ge=0, le=10_000_000, description="How much of the edge to keep on every side, px.")

    needs_straight_alpha: ClassVar[bool] = True

    @override
    def plan(self, picture: Picture, planning: Planning) -> Picture:
        planning.single_page(picture, "", "Trimming")
        if picture.width < MIN_SIDE and picture.height < MIN_SIDE:
            planning.refuse("", "too_small", f"A picture must be at least {MIN_SIDE} × {MIN_SIDE} px to be trimmed.")
        return picture.sized(picture.width, picture.height, exact=False)

    @override
    def apply(self, frame: Frame) -> Frame:
        frame = frame.in_memory()
        image = frame.image
        background, threshold = self._searched(image)
        boxes = [self._find(image, background[:-1] if image.hasalpha() else background[: image.bands], threshold)]
        if image.hasalpha():
            boxes.append(self._find(image[image.bands - 1], background[-1:], threshold))
        found = [box for box in boxes if box[2] > 0 and box[3] > 0]
        if not found:
            return frame
        return frame.having(image.extract_area(*self._with_margin(_around(found), image.width, image.height)))

    def _searched(self, image: "pyvips.Image") -> tuple[list[float], float]:
        """The colour to cut off, one number for each band, and the threshold, on the scale of the picture."""
        if self.background is None:
            return image.extract_area(0, 0, 1, 1)(0, 0), self.threshold
        scale = 256.0 if image.interpretation in WIDE else 1.0
        return [channel * scale for channel in self.background], self.threshold * scale

    def _find(self, image: "pyvips.Image", background: list[float], threshold: float) -> Box:
        left, top, width, height = image.find_trim(background=background, threshold=threshold, line_art=self.line_art)
        return left, top, width, height

    def _with_margin(self, box: Box, width: int, height: int) -> Box:
        if self.margin == 0:
            return box
        left, top = max(0, box[0] - self.margin), max(0, box[1] - self.margin)
        return left, top, min(width - left, box[2] + 2 * self.margin), min(height - top, box[3] + 2 * self.margin)


def _around(boxes: list[Box]) -> Box:
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, bottom = max(box[0] + box[2] for box in boxes), max(box[1] + box[3] for box in boxes)
    return left, top, right - left, bottom - top
