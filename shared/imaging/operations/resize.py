from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import Field
from typing_extensions import override

from shared.imaging.colour import BLACK, Colour
from shared.imaging.frame import Frame
from shared.imaging.model import NOT_BOOLEAN, Pixels
from shared.imaging.operations.base import Operation
from shared.imaging.picture import Picture, Planning
from shared.imaging.placement import crop_corner, embed_corner
from shared.imaging.scaling import Fit, shrink_factors

Position = Annotated[
    Literal[
        "centre", "center", "north", "east", "south", "west", "northeast", "southeast", "southwest", "northwest",
        "top", "right", "bottom", "left", "right top", "right bottom", "left bottom", "left top", "entropy", "attention",
        0, 1, 2, 3, 4, 5, 6, 7, 8, 16, 17,
    ],
    NOT_BOOLEAN,
]  # fmt: skip
Kernel = Literal["nearest", "linear", "cubic", "mitchell", "lanczos2", "lanczos3", "mks2013", "mks2021"]

# The strategies look at the picture instead of at its edges.
_STRATEGIES: Mapping[str | int, str] = {"entropy": "entropy", 16: "entropy", "attention": "attention", 17: "attention"}


class Resize(Operation):
    """Change the size of the picture."""

    op: Literal["resize"] = "resize"
    width: Pixels | None = Field(None, description="Width, px; follows the height when it is left out.")
    height: Pixels | None = Field(None, description="Height, px; follows the width when it is left out.")
    fit: Fit = Field(
        "cover",
        description="How the picture fits into width and height: cut, on a canvas, stretched, or as large as fits inside or just covers.",
    )
    position: Position = Field("centre", description="With fit cover or contain: what is kept, or where the picture lies on the canvas.")
    background: Colour = Field(BLACK, description="With fit contain: the colour of the canvas.")
    kernel: Kernel = Field("lanczos3", description="How pixels are averaged when the picture shrinks, and interpolated when it grows.")
    without_enlargement: bool = Field(default=False, description="Never make the picture larger.")
    without_reduction: bool = Field(default=False, description="Never make the picture smaller; wins over withoutEnlargement.")
    fast_shrink_on_load: bool = Field(default=True, description="Let JPEG and WebP shrink as far as they can while they are decoded.")

    turns_upright: ClassVar[bool] = True

    @property
    def asks_for_a_size(self) -> bool:
        """Whether there is anything to do; sharp takes a resize without a size too."""
        return self.width is not None or self.height is not None

    def shrink(self, width: int, height: int, *, swapped: bool = False) -> tuple[float, float]:
        """How much a page of this size, px, shrinks across and down.

        Args:
            width: px.
            height: px.
            swapped: the page lies on its side and is turned by a quarter afterwards.
        """
        target = (self.height, self.width) if swapped else (self.width, self.height)
        return shrink_factors((width, height), target, self.fit, enlarge=not self.without_enlargement, reduce=not self.without_reduction)

    @override
    def plan(self, picture: Picture, planning: Planning) -> Picture:
        if not self.asks_for_a_size:
            return picture
        return self.plan_fit(self.plan_scale(picture, planning), planning, exact=picture.exact)

    def plan_scale(self, picture: Picture, planning: Planning, *, swapped: bool = False) -> Picture:
        """The first half of the plan: the picture after the scaling, before anything is cut off or added.

        Args:
            picture: as it is scaled.
            planning: what surrounds the step.
            swapped: the picture lies on its side and is turned by a quarter afterwards.
        """
        width, height = self._scaled_size(picture, swapped=swapped)
        room = max(planning.limits.max_output_pixels, planning.limits.max_input_pixels)
        if picture.exact and width * height * picture.pages > room:
            self._refuse_larger(width, height, room, planning)
        return picture.sized(width, height)

    def plan_fit(self, picture: Picture, planning: Planning, *, exact: bool) -> Picture:
        """The second half: the picture with the width and height asked for; `exact` tells whether its size before was."""
        width, height = picture.width, picture.height
        target = (self.width or width, self.height or height)
        if self.fit == "cover":
            target = (min(target[0], width), min(target[1], height))
            if self.position in _STRATEGIES and target != (width, height):
                planning.single_page(picture, "position", "Choosing what to keep by looking at the picture")
        elif self.fit == "contain":
            target = (max(target[0], width), max(target[1], height))
            if target != (width, height) and self.background.alpha < 255:  # noqa: PLR2004  opaque
                picture = picture.with_alpha()
        else:
            target = (width, height)
        return picture.sized(*target, exact=exact or self._fixes_the_size)

    @property
    def _fixes_the_size(self) -> bool:
        """Whether the result has the size that is asked for, whatever the picture's size is."""
        both = self.width is not None and self.height is not None
        return both and self.fit in {"cover", "contain", "fill"} and not (self.without_enlargement or self.without_reduction)

    def _scaled_size(self, picture: Picture, *, swapped: bool) -> tuple[int, int]:
        """Width and height after the scaling, before anything is cut off or added, px."""
        horizontal, vertical = self.shrink(picture.width, picture.height, swapped=swapped)
        return max(1, int(picture.width / horizontal + 0.5)), max(1, round(picture.height / vertical))

    def _refuse_larger(self, width: int, height: int, room: int, planning: Planning) -> None:
        field = "width" if self.width is not None else "height"
        planning.refuse(field, "too_large", f"The picture would be scaled to {width} × {height} px; {room} pixels are the limit.")

    @override
    def apply(self, frame: Frame) -> Frame:
        if not self.asks_for_a_size:
            return frame.upright()
        return self.fitted(self.scaled(frame).upright())

    def scaled(self, frame: Frame) -> Frame:
        """The first half: scaled, while it may still lie on its side."""
        horizontal, vertical = self.shrink(frame.image.width, frame.page_height, swapped=frame.turn.quarter)
        if frame.pages > 1:
            # Every page must become a whole number of pixels high, or pages would run into each other.
            target = round(frame.page_height / vertical) * frame.pages
            vertical = frame.image.height / target
        if horizontal == 1 and vertical == 1:
            return frame
        frame = frame.premultiply()
        return frame.having(frame.image.resize(1 / horizontal, vscale=1 / vertical, kernel=self.kernel))

    def fitted(self, frame: Frame) -> Frame:
        """The second half: cut, or on a canvas. In sharp's order, mirrorings and quarter turns come between the two."""
        size = (frame.image.width, frame.page_height)
        target = (self.width or size[0], self.height or size[1])
        if size == target or self.fit not in {"cover", "contain"}:
            return frame
        if self.fit == "contain":
            asked = target
            target = (max(target[0], size[0]), max(target[1], size[1]))
            frame, background = frame.on(self.background)
            place = "centre" if self.position in _STRATEGIES else self.position
            # sharp places a picture that is larger than the canvas as if the canvas did not grow
            corner = embed_corner(target if frame.page_wise else asked, size, place)
            return frame.embed(*corner, *target, extend="background", background=background)
        target = (min(target[0], size[0]), min(target[1], size[1]))
        if strategy := _STRATEGIES.get(self.position):
            frame = frame.in_memory()
            return frame.having(frame.image.smartcrop(*target, interesting=strategy, premultiplied=frame.premultiplied))
        return frame.crop(*crop_corner(size, target, self.position), *target)
