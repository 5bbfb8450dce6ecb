"""The shape of a picture with rounded corners."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    import pyvips


@dataclass(frozen=True)
class Radii:
    """The radius of each corner, px."""

    top_left: float
    top_right: float
    bottom_right: float
    bottom_left: float

    def within(self, width: int, height: int) -> Self:
        """All of them smaller by the same factor, so that no two meet on a side of this length, px."""
        sides = (
            (self.top_left + self.top_right, width),
            (self.bottom_left + self.bottom_right, width),
            (self.top_left + self.bottom_left, height),
            (self.top_right + self.bottom_right, height),
        )
        factor = min([1.0, *(length / radii for radii, length in sides if radii > 0)])
        return type(self)(*(factor * radius for radius in (self.top_left, self.top_right, self.bottom_right, self.bottom_left)))


def rounded(radii: Radii, width: int, height: int, image: "type[pyvips.Image]") -> "pyvips.Image":
    """One channel of 8 bits: 255 inside, 0 in the corners, and smooth edges between."""
    left_top, right_top, right_bottom, left_bottom = (
        f"a{radius} {radius} 0 0 1" for radius in (radii.top_left, radii.top_right, radii.bottom_right, radii.bottom_left)
    )
    path = (
        f"M0 {radii.top_left}{left_top} {radii.top_left} {-radii.top_left}"
        f"H{width - radii.top_right}{right_top} {radii.top_right} {radii.top_right}"
        f"V{height - radii.bottom_right}{right_bottom} {-radii.bottom_right} {radii.bottom_right}"
        f"H{radii.bottom_left}{left_bottom} {-radii.bottom_left} {-radii.bottom_left}Z"
    )
    drawing = f"<svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='{height}'><path d='{path}'/></svg>"
    return image.svgload_buffer(drawing.encode())[3]
