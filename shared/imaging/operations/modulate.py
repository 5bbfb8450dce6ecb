from typing import TYPE_CHECKING, Literal

from pydantic import Field
from typing_extensions import override

from shared.imaging.frame import Frame, without_alpha
from shared.imaging.operations.base import Operation

if TYPE_CHECKING:
    import pyvips


class Modulate(Operation):
    """Change brightness, saturation, hue and lightness, in the LCh colour space."""

    op: Literal["modulate"] = "modulate"
    brightness: float = Field(1, ge=0, description="Factor for the lightness.")
    saturation: float = Field(1, ge=0, description="Factor for the chroma; 0 is grey.")
    hue: int = Field(0, ge=-1_000_000_000, le=1_000_000_000, description="Rotation of the hue, degrees.")
    lightness: float = Field(0, description="Added to the lightness, which goes from 0 to 100.")

    @override
    def apply(self, frame: Frame) -> Frame:
        if (self.brightness, self.saturation, self.hue % 360, self.lightness) == (1, 1, 0, 0):
            return frame
        image = frame.image
        if not image.hasalpha():
            return frame.having(self._modulated(image))
        return frame.having(self._modulated(without_alpha(image)).bandjoin(image[image.bands - 1]))

    def _modulated(self, image: "pyvips.Image") -> "pyvips.Image":
        # `%` of JavaScript keeps the sign
        hue = self.hue % 360 if self.hue >= 0 else -(-self.hue % 360)
        changed = image.colourspace("lch").linear([self.brightness, self.saturation, 1], [self.lightness, 0, hue])
        return changed.colourspace(image.interpretation)
