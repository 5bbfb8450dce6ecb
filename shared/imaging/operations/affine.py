import math
import sys
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, Self

from pydantic import BeforeValidator, Field, model_validator
from typing_extensions import override

from shared.imaging.colour import BLACK, Colour
from shared.imaging.frame import Frame
from shared.imaging.model import Lax
from shared.imaging.operations.base import Operation
from shared.imaging.picture import Picture, Planning

if TYPE_CHECKING:
    import pyvips

Shift = Annotated[float, Field(ge=-100_000_000, le=100_000_000)]

_FARTHEST = 10_000_000  # px; libvips refuses coordinates beyond
_LARGEST = 1_000_000.0  # of a factor


def _flat(value: Any) -> Any:
    """Four numbers, where two rows of two are given."""
    if isinstance(value, list | tuple) and len(value) == 2 and all(isinstance(row, list | tuple) and len(row) == 2 for row in value):  # noqa: PLR2004  rows
        return [number for row in value for number in row]
    return value


Factor = Annotated[float, Field(ge=-_LARGEST, le=_LARGEST)]


class Affine(Operation):
    """Scale, turn, shear or mirror the picture by a matrix."""

    op: Literal["affine"] = "affine"
    matrix: Annotated[tuple[Factor, Factor, Factor, Factor], Lax, BeforeValidator(_flat)] = Field(
        description="a, b, c, d: a pixel at x, y goes to ax + by, cx + dy. Two rows of two numbers are taken too."
    )
    background: Colour = Field(BLACK, description="The colour of what the picture does not cover.")
    idx: Shift = Field(0, description="Added to x before the transform, px.")
    idy: Shift = Field(0, description="Added to y before the transform, px.")
    odx: Shift = Field(0, description="Added to x after the transform, px.")
    ody: Shift = Field(0, description="Added to y after the transform, px.")
    interpolator: Literal["nearest", "bilinear", "bicubic", "lbb", "nohalo", "vsqbs"] = Field(
        "bilinear", description="How a pixel between others is computed."
    )

    needs_straight_alpha: ClassVar[bool] = True

    @model_validator(mode="after")
    def _check_matrix(self) -> Self:
        a, b, c, d = self.matrix
        if abs(a * d - b * c) < 1e-12:  # noqa: PLR2004  less than any picture can show
            raise ValueError("the matrix squeezes the picture to nothing: ad - bc is 0")
        return self

    def _corners(self, width: int, height: int) -> tuple[list[float], list[float]]:
        a, b, c, d = self.matrix
        places = [(x + self.idx, y + self.idy) for x in (0, width) for y in (0, height)]
        return [a * x + b * y + self.odx for x, y in places], [c * x + d * y + self.ody for x, y in places]

    @override
    def plan(self, picture: Picture, planning: Planning) -> Picture:
        planning.single_page(picture, "", "An affine transform")
        across, down = self._corners(picture.width, picture.height)
        width, height = _rounded(max(across) - min(across)), _rounded(max(down) - min(down))
        if width < 1 or height < 1:
            planning.refuse("matrix", "too_small", "Nothing would be left of the picture.")
        if max(abs(place) for place in (*across, *down)) > _FARTHEST:
            planning.refuse("", "outside", f"The picture would lie beyond {_FARTHEST} px.")
        paints = self.background.alpha < 255  # noqa: PLR2004  opaque
        return picture.sized(max(1, width), max(1, height)).with_alpha(has_alpha=picture.has_alpha or paints)

    @override
    def apply(self, frame: Frame) -> Frame:
        frame, background = frame.in_memory().on(self.background)
        return frame.having(self._transformed(frame.image, background))

    def _transformed(self, image: "pyvips.Image", background: list[float]) -> "pyvips.Image":
        # where there is an image, libvips is loaded; it is not imported, as recipes are validated without it
        interpolate = sys.modules["pyvips"].Interpolate.new(self.interpolator)
        offsets = {"idx": self.idx, "idy": self.idy, "odx": self.odx, "ody": self.ody}
        return image.affine(list(self.matrix), background=background, interpolate=interpolate, **offsets)


def _rounded(number: float) -> int:
    """As libvips rounds."""
    return math.floor(number + 0.5)
