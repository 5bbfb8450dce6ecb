from typing import TYPE_CHECKING, Literal, Self

from pydantic import Field, model_validator
from typing_extensions import override

from shared.imaging.frame import Frame
from shared.imaging.operations.base import Operation

if TYPE_CHECKING:
    import pyvips


class Sharpen(Operation):
    """Sharpen the picture: a little when sigma is left out, flat and jagged areas apart otherwise."""

    op: Literal["sharpen"] = "sharpen"
    sigma: float | None = Field(None, ge=0.000001, le=10, description="Standard deviation of the Gaussian mask, px: 1 + radius / 2.")
    m1: float = Field(1, ge=0, le=1_000_000, description="How much flat areas are sharpened.")
    m2: float = Field(2, ge=0, le=1_000_000, description="How much jagged areas are sharpened.")
    x1: float = Field(2, ge=0, le=1_000_000, description="Where flat ends and jagged begins, a difference of lightness.")
    y2: float = Field(10, ge=0, le=1_000_000, description="How much brighter a pixel may become.")
    y3: float = Field(20, ge=0, le=1_000_000, description="How much darker a pixel may become.")

    @model_validator(mode="after")
    def _check_together(self) -> Self:
        if self.sigma is None and (self.m1, self.m2, self.x1, self.y2, self.y3) != (1, 2, 2, 10, 20):
            raise ValueError("m1, m2, x1, y2 and y3 need a sigma")
        return self

    @override
    def apply(self, frame: Frame) -> Frame:
        frame = frame.premultiply()
        if self.sigma is None:
            mask = type(frame.image).new_from_array([[-1, -1, -1], [-1, 32, -1], [-1, -1, -1]], scale=24)
            return frame.filter(lambda image: image.conv(mask))
        return frame.filter(self._sharpened)

    def _sharpened(self, image: "pyvips.Image") -> "pyvips.Image":
        space = "srgb" if image.interpretation == "rgb" else image.interpretation
        return image.sharpen(sigma=self.sigma, m1=self.m1, m2=self.m2, x1=self.x1, y2=self.y2, y3=self.y3).colourspace(space)
