import math
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator
from typing_extensions import override

from shared.imaging.frame import Frame
from shared.imaging.layers import Operand
from shared.imaging.model import AT_LEAST_ONE, Gravity, Lax, NotEmpty
from shared.imaging.operations.base import Operation
from shared.imaging.picture import Picture, Planning
from shared.imaging.placement import crop_corner, is_middle

if TYPE_CHECKING:
    import pyvips

Blend = Literal[
    "clear", "source", "over", "in", "out", "atop", "dest", "dest-over", "dest-in", "dest-out", "dest-atop", "xor", "add", "saturate",
    "multiply", "screen", "overlay", "darken", "lighten", "colour-dodge", "color-dodge", "colour-burn", "color-burn", "hard-light",
    "soft-light", "difference", "exclusion",
]  # fmt: skip
Place = Annotated[int, Field(ge=-100_000_000, le=100_000_000)]

MAX_LAYERS = 16


class Layer(Operand):
    """A picture to lay over another, and how."""

    blend: Blend = Field("over", description="How its pixels and those below are mixed.")
    gravity: Gravity = Field("centre", description="Where it lies, unless left and top say so.")
    left: Place | None = Field(None, description="Distance from the left edge, px; together with top.")
    top: Place | None = Field(None, description="Distance from the upper edge, px; together with left.")
    tile: bool = Field(default=False, description="Repeat it over the whole picture.")
    premultiplied: bool = Field(default=False, description="Its colours are multiplied by its alpha already.")

    @model_validator(mode="after")
    def _check_together(self) -> Self:
        if (self.left is None) != (self.top is None):
            raise ValueError("left and top belong together")
        return self

    @property
    def offset(self) -> tuple[int, int] | None:
        """Left and top, px, when they are given."""
        return None if self.left is None or self.top is None else (self.left, self.top)

    def spread(self, overlay: "pyvips.Image", width: int, height: int) -> "pyvips.Image":
        """Repeat the overlay until it covers a picture of this size, px, which it then has itself."""
        across, down = math.ceil(width / overlay.width), math.ceil(height / overlay.height)
        middle_across, middle_down = is_middle(self.gravity)
        # one tile lies exactly in the middle, so there is an odd number of them
        tiled = overlay.replicate(across | middle_across, down | middle_down)
        outer, inner = (tiled.width, tiled.height), (width, height)
        left, top = _within(outer, inner, self.offset) if self.offset else crop_corner(outer, inner, self.gravity)
        return tiled.extract_area(left, top, width, height)

    def corner(self, overlay: "pyvips.Image", width: int, height: int) -> tuple[int, int]:
        """Left and top of the overlay on a picture of this size, px."""
        if self.tile:
            return 0, 0
        return self.offset or crop_corner((width, height), (overlay.width, overlay.height), self.gravity)


class Composite(Operation):
    """Lay other pictures over this one."""

    op: Literal["composite"] = "composite"
    images: Annotated[tuple[Layer, ...], Lax, NotEmpty] = Field(
        max_length=MAX_LAYERS, json_schema_extra=AT_LEAST_ONE, description="The pictures, from the bottom up."
    )

    needs_straight_alpha: ClassVar[bool] = True

    @property
    @override
    def operands(self) -> tuple[tuple[str, Operand], ...]:
        return tuple((f"images/{number}/input", layer) for number, layer in enumerate(self.images))

    @override
    def plan(self, picture: Picture, planning: Planning) -> Picture:
        for number, layer in enumerate(self.images):
            overlay = planning.layers.get(layer)
            if overlay and (overlay.width > picture.width or overlay.height > picture.height):
                planning.refuse(
                    f"images/{number}/input",
                    "overlay_too_large",
                    f"The overlay has {overlay.width} × {overlay.height} px and must not be larger than the picture, which has"
                    f" {picture.width} × {picture.height} px here.",
                )
        return picture.with_alpha()

    @override
    def apply(self, frame: Frame) -> Frame:
        return frame.with_alpha().filter(lambda image: self._composed(image, frame))

    def _composed(self, image: "pyvips.Image", frame: Frame) -> "pyvips.Image":
        overlays, corners = [], []
        for layer in self.images:
            overlay = frame.layers[layer]
            if layer.tile:
                overlay = layer.spread(overlay, image.width, image.height)
            overlay = frame.having(overlay).with_alpha().image
            overlays.append(overlay.unpremultiply() if layer.premultiplied else overlay)
            corners.append(layer.corner(overlay, image.width, image.height))
        blends = [layer.blend.replace("color", "colour") for layer in self.images]
        lefts, tops = (list(values) for values in zip(*corners, strict=True))
        composed = image.composite(overlays, blends, x=lefts, y=tops, compositing_space=frame.blending).copy()
        composed.remove("gif-palette")
        return composed


def _within(outer: tuple[int, int], inner: tuple[int, int], offset: tuple[int, int]) -> tuple[int, int]:
    """The offset, moved so that the inner rectangle does not reach beyond the outer one."""
    return min(offset[0], outer[0] - inner[0]), min(offset[1], outer[1] - inner[1])
