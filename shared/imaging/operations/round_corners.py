from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator
from typing_extensions import override

from shared.imaging.frame import Frame
from shared.imaging.model import Model
from shared.imaging.operations.base import Operation
from shared.imaging.picture import Picture, Planning
from shared.imaging.rounding import Radii, rounded

Radius = Annotated[float, Field(ge=0, le=100_000_000)]


class Corners(Model):
    """One radius for each corner."""

    top_left: Radius = Field(0, description="Top left.")
    top_right: Radius = Field(0, description="Top right.")
    bottom_right: Radius = Field(0, description="Bottom right.")
    bottom_left: Radius = Field(0, description="Bottom left.")


class RoundCorners(Operation):
    """Round the corners of the picture; what is cut off becomes transparent. Radii that are too large shrink as in CSS."""

    op: Literal["roundCorners"] = "roundCorners"
    radius: Radius | Corners | None = Field(None, description="Radius, px: one for all corners, or one for each.")
    percent: Radius | Corners | None = Field(
        None, description="Radius as a share of the shorter side, percent; with 50 a square becomes a circle."
    )

    needs_straight_alpha: ClassVar[bool] = True

    @model_validator(mode="after")
    def _check_together(self) -> Self:
        if (self.radius is None) == (self.percent is None):
            raise ValueError("give radius or percent")
        return self

    def radii(self, width: int, height: int) -> Radii:
        """The radii for a picture of this size, px."""
        given, factor = (self.radius, 1.0) if self.radius is not None else (self.percent or 0.0, min(width, height) / 100)
        radii = [getattr(given, name) if isinstance(given, Corners) else given for name in Corners.model_fields]
        return Radii(*(factor * radius for radius in radii)).within(width, height)

    @override
    def plan(self, picture: Picture, planning: Planning) -> Picture:
        return picture.with_alpha()

    @override
    def apply(self, frame: Frame) -> Frame:
        frame = frame.with_alpha()
        width, height = frame.image.width, frame.page_height
        return frame.masked(rounded(self.radii(width, height), width, height, type(frame.image)))
