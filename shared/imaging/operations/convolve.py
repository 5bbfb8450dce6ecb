from functools import reduce
from operator import add
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from typing_extensions import override

from shared.imaging.frame import Frame
from shared.imaging.model import Lax
from shared.imaging.operations.base import Operation
from shared.imaging.picture import Picture, Planning

Weight = Annotated[float, Field(ge=-1_000_000_000, le=1_000_000_000)]

_PER_SECOND = 1.2e9  # measured: weights that are not 0
_MAX_SIDE = 1001


class Convolve(Operation):
    """Replace each pixel by a weighted sum of those around it."""

    op: Literal["convolve"] = "convolve"
    width: int = Field(ge=3, le=_MAX_SIDE, description="Width of the kernel, px.")
    height: int = Field(ge=3, le=_MAX_SIDE, description="Height of the kernel, px.")
    kernel: Annotated[tuple[Weight, ...], Lax] = Field(max_length=_MAX_SIDE**2, description="The weights, line after line.")
    scale: float | None = Field(
        None,
        ge=-1_000_000_000,
        le=1_000_000_000,
        description="What the sum is divided by, 1 at least; without it, or with a fraction, the sum of the weights.",
    )
    offset: float = Field(0, ge=-1_000_000_000, le=1_000_000_000, description="Added at the end; a fraction counts as 0.")

    @model_validator(mode="after")
    def _check_together(self) -> Self:
        if len(self.kernel) != self.width * self.height:
            raise ValueError(f"a kernel of {self.width} × {self.height} has {self.width * self.height} weights")
        return self

    @property
    def divisor(self) -> float:
        """What the sum is divided by."""
        given = self.scale is not None and float(self.scale).is_integer()
        return max(1.0, self.scale if given and self.scale is not None else reduce(add, self.kernel))

    @override
    def plan(self, picture: Picture, planning: Planning) -> Picture:
        planning.in_time("kernel", picture, sum(weight != 0 for weight in self.kernel), per_second=_PER_SECOND)
        return picture

    @override
    def apply(self, frame: Frame) -> Frame:
        frame = frame.premultiply()
        rows = [list(self.kernel[start : start + self.width]) for start in range(0, len(self.kernel), self.width)]
        offset = self.offset if float(self.offset).is_integer() else 0.0
        mask = type(frame.image).new_from_array(rows, scale=self.divisor, offset=offset)
        return frame.filter(lambda image: image.conv(mask))
