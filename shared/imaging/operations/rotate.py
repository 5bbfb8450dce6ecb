import math
from typing import Literal

from pydantic import Field
from typing_extensions import override

from shared.imaging.colour import BLACK, Colour
from shared.imaging.frame import Frame
from shared.imaging.operations.base import Operation
from shared.imaging.picture import Picture, Planning


class Rotate(Operation):
    """Rotate the picture clockwise."""

    op: Literal["rotate"] = "rotate"
    angle: float = Field(
        ge=-1_000_000_000, le=1_000_000_000, description="Degrees, clockwise. Multiples of 90 are exact; others make the picture larger."
    )
    background: Colour = Field(BLACK, description="The colour of the corners; not used with multiples of 90.")

    @property
    def _is_exact(self) -> bool:
        return self.angle % 90 == 0

    @property
    def _quarters(self) -> int:
        return int(self.angle // 90) % 4

    @override
    def plan(self, picture: Picture, planning: Planning) -> Picture:
        if self._is_exact and self._quarters % 2 == 0:
            return picture
        planning.single_page(picture, "angle", "Rotating by this angle")
        if self._is_exact:
            return picture.turned(quarter=True)
        sine, cosine = abs(math.sin(math.radians(self.angle))), abs(math.cos(math.radians(self.angle)))
        width = math.ceil(picture.width * cosine + picture.height * sine)
        height = math.ceil(picture.width * sine + picture.height * cosine)
        return picture.sized(width, height).with_alpha(has_alpha=picture.has_alpha or self.background.alpha < 255)  # noqa: PLR2004  opaque

    @override
    def apply(self, frame: Frame) -> Frame:
        if self._is_exact:
            return frame.in_memory().filter(lambda image: image.rot(f"d{90 * self._quarters}")) if self._quarters else frame
        frame, background = frame.in_memory().on(self.background)
        return frame.having(frame.image.rotate(self.angle, background=background))
