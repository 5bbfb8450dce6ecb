from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator
from typing_extensions import override

from shared.imaging.frame import Frame
from shared.imaging.model import Lax
from shared.imaging.operations.base import Operation
from shared.imaging.picture import Picture, Planning

Factor = Annotated[float, Field(ge=-1_000_000_000, le=1_000_000_000)]
Row = Annotated[tuple[Factor, ...], Lax, Field(min_length=3, max_length=4)]

_RGB, _RGBA = 3, 4


class Recomb(Operation):
    """Mix the channels of each pixel by a matrix, as for sepia."""

    op: Literal["recomb"] = "recomb"
    matrix: Annotated[tuple[Row, ...], Lax] = Field(
        min_length=3, max_length=4, description="For each channel made, a row with the shares of red, green and blue: 3 × 3, or 4 × 4."
    )

    needs_straight_alpha: ClassVar[bool] = True

    @model_validator(mode="after")
    def _check_shape(self) -> Self:
        if any(len(row) != len(self.matrix) for row in self.matrix):
            raise ValueError("the matrix has as many columns as rows")
        return self

    @override
    def plan(self, picture: Picture, planning: Planning) -> Picture:
        if len(self.matrix) == _RGBA and not picture.has_alpha:
            planning.refuse("matrix", "channels", "A 4 × 4 matrix needs a picture with an alpha channel.")
        return picture.of_channels(_RGB, wide=False)

    @override
    def apply(self, frame: Frame) -> Frame:
        image = frame.image.colourspace("srgb")
        rows = [list(row) for row in self.matrix]
        if len(rows) == _RGB != image.bands:
            rows = [[*row, 0.0] for row in rows] + [[0.0, 0.0, 0.0, 1.0]]
        return frame.having(image.recomb(type(image).new_from_array(rows)))
