from typing import Literal, Self

from pydantic import Field, model_validator
from typing_extensions import override

from shared.imaging.frame import Frame
from shared.imaging.operations.base import Operation


class Blur(Operation):
    """Blur the picture: a little when sigma is left out, by a Gaussian otherwise."""

    op: Literal["blur"] = "blur"
    sigma: float | None = Field(
        None,
        ge=0.3,
        le=1000,
        description="Standard deviation of the Gaussian, px. Without it each pixel becomes the mean of the 3 × 3 around it.",
    )
    precision: Literal["integer", "float", "approximate"] = Field("integer", description="How exactly the Gaussian is computed.")
    min_amplitude: float = Field(0.2, ge=0.001, le=1, description="Where the Gaussian is cut off: smaller is a larger, more accurate mask.")

    @model_validator(mode="after")
    def _check_together(self) -> Self:
        if self.sigma is None and (self.precision, self.min_amplitude) != ("integer", 0.2):
            raise ValueError("precision and minAmplitude need a sigma")
        return self

    @override
    def apply(self, frame: Frame) -> Frame:
        frame = frame.premultiply()
        if self.sigma is None:
            box = type(frame.image).new_from_array([[1, 1, 1]] * 3, scale=9)
            return frame.filter(lambda image: image.conv(box))
        sigma = self.sigma
        return frame.in_memory().filter(lambda image: image.gaussblur(sigma, precision=self.precision, min_ampl=self.min_amplitude))
