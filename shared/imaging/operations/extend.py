from typing import Literal

from pydantic import Field
from typing_extensions import override

from shared.imaging.colour import BLACK, Colour
from shared.imaging.frame import Frame
from shared.imaging.model import Offset
from shared.imaging.operations.base import Operation
from shared.imaging.picture import Picture, Planning


class Extend(Operation):
    """Add a border."""

    op: Literal["extend"] = "extend"
    top: Offset = Field(0, description="Border at the top, px.")
    bottom: Offset = Field(0, description="Border at the bottom, px.")
    left: Offset = Field(0, description="Border on the left, px.")
    right: Offset = Field(0, description="Border on the right, px.")
    extend_with: Literal["background", "copy", "repeat", "mirror"] = Field(
        "background", description="What the border shows: a colour, the outermost pixels, the picture again, or its mirror image."
    )
    background: Colour = Field(BLACK, description="The colour of the border.")

    @override
    def plan(self, picture: Picture, planning: Planning) -> Picture:
        paints_alpha = self.extend_with == "background" and self.background.alpha < 255  # noqa: PLR2004  opaque
        size = (picture.width + self.left + self.right, picture.height + self.top + self.bottom)
        return picture.sized(*size).with_alpha(has_alpha=picture.has_alpha or (paints_alpha and self._has_border))

    @property
    def _has_border(self) -> bool:
        return any((self.top, self.bottom, self.left, self.right))

    @override
    def apply(self, frame: Frame) -> Frame:
        if not self._has_border:
            return frame
        options: dict[str, object] = {"extend": self.extend_with}
        if self.extend_with == "background":
            frame, options["background"] = frame.on(self.background)
        if frame.pages > 1 or self.extend_with != "background":
            frame = frame.in_memory()
        width = frame.image.width + self.left + self.right
        height = frame.page_height + self.top + self.bottom
        return frame.embed(self.left, self.top, width, height, **options)
