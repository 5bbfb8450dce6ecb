from typing import ClassVar, Literal

from pydantic import Field
from typing_extensions import override

from shared.imaging.frame import Frame
from shared.imaging.operations.base import Operation


class Gamma(Operation):
    """Darken the picture by one gamma and brighten it by another; with both alike, only rounding is left of it.

    To resize in linear light, put `{"gamma": 2.2, "gammaOut": 1}` before the resize and `{"gamma": 1, "gammaOut": 2.2}` after it.
    """

    op: Literal["gamma"] = "gamma"
    gamma: float = Field(2.2, ge=1, le=3, description="Darkens: values are raised to this power.")
    gamma_out: float | None = Field(None, ge=1, le=3, description="Brightens: values are raised to one over this; without it, as gamma.")

    needs_straight_alpha: ClassVar[bool] = True

    @override
    def apply(self, frame: Frame) -> Frame:
        return self.brightened(self.darkened(frame))

    def darkened(self, frame: Frame) -> Frame:
        """The first half; in sharp's order it comes before a resize."""
        return frame.besides_alpha(lambda image: image.gamma(exponent=1 / self.gamma))

    def brightened(self, frame: Frame) -> Frame:
        """The second half; in sharp's order it comes after all filters."""
        exponent = self.gamma if self.gamma_out is None else self.gamma_out
        return frame.besides_alpha(lambda image: image.gamma(exponent=exponent))
