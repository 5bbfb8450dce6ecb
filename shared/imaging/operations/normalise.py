from typing import TYPE_CHECKING, ClassVar, Literal, Self

from pydantic import Field, model_validator
from typing_extensions import override

from shared.imaging.frame import Frame
from shared.imaging.operations.base import Operation

if TYPE_CHECKING:
    import pyvips

_DARKEST, _BRIGHTEST = 0, 100  # percent, and lightness in Lab


class Normalise(Operation):
    """Stretch the lightness over the whole range, from black to white."""

    op: Literal["normalise", "normalize"] = "normalise"
    lower: float = Field(1, ge=0, le=99, description="So many percent of the pixels become black; fractions are cut off.")
    upper: float = Field(99, ge=1, le=100, description="The pixels above so many percent become white; fractions are cut off.")

    needs_straight_alpha: ClassVar[bool] = True

    @model_validator(mode="after")
    def _check_together(self) -> Self:
        if self.lower >= self.upper:
            raise ValueError("lower is less than upper")
        return self

    @override
    def apply(self, frame: Frame) -> Frame:
        frame = frame.in_memory()
        image = frame.image
        lab = image.colourspace("lab")
        lightness = lab[0]
        low, high = self._range(lightness, frame)
        if abs(high - low) <= 1:
            return frame
        factor = 100.0 / (high - low)
        space = "srgb" if image.interpretation == "rgb" else image.interpretation
        stretched = lightness.linear(factor, -(low * factor)).bandjoin(lab.extract_band(1, n=2)).colourspace(space)
        return frame.having(stretched.bandjoin(image[image.bands - 1]) if image.hasalpha() else stretched)

    def _range(self, lightness: "pyvips.Image", frame: Frame) -> tuple[int, int]:
        lower, upper = int(self.lower), int(self.upper)
        frame.deadline.stops(lightness)
        low = int(lightness.min()) if lower == _DARKEST else lightness.percent(lower)
        high = int(lightness.max()) if upper == _BRIGHTEST else lightness.percent(upper)
        frame.deadline.check()
        return low, high
