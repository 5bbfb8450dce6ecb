from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field
from typing_extensions import override

from shared.imaging.frame import WIDE, Frame
from shared.imaging.layers import Operand
from shared.imaging.model import AT_LEAST_ONE, Lax, NotEmpty
from shared.imaging.operations.base import Operation
from shared.imaging.picture import Picture, Planning

if TYPE_CHECKING:
    import pyvips

MAX_IMAGES = 8
_RGB = 3


class JoinChannel(Operation):
    """Add the channels of other pictures to this one: a grey picture becomes its alpha channel."""

    op: Literal["joinChannel"] = "joinChannel"
    images: Annotated[tuple[Operand, ...], Lax, NotEmpty] = Field(
        max_length=MAX_IMAGES, json_schema_extra=AT_LEAST_ONE, description="The pictures whose channels are added, in this order."
    )

    needs_straight_alpha: ClassVar[bool] = True

    @property
    @override
    def operands(self) -> tuple[tuple[str, Operand], ...]:
        return tuple((f"images/{number}/input", image) for number, image in enumerate(self.images))

    @override
    def plan(self, picture: Picture, planning: Planning) -> Picture:
        others = [planning.layers[image] for image in self.images if image in planning.layers]
        width = max(picture.width, *(other.width for other in others), 1)
        height = max(picture.height, *(other.height for other in others), 1)
        channels = picture.channels + sum(other.channels for other in others)
        return picture.sized(width, height).of_channels(min(channels, _RGB), has_alpha=channels > _RGB)

    @override
    def apply(self, frame: Frame) -> Frame:
        others = [frame.layers[image] for image in self.images]
        space = frame.space
        if frame.page_wise:
            # sharp joins 8 bits and 16 as they are
            others = [_as_deep(other, wide=frame.image.interpretation in WIDE) for other in others]
            space = "rgb16" if frame.image.interpretation in WIDE else space
        return frame.filter(lambda image: self._joined(image, others, space))

    def _joined(self, image: "pyvips.Image", others: list["pyvips.Image"], space: str) -> "pyvips.Image":
        joined = image.bandjoin(others).copy(interpretation=space)
        joined.remove("gif-palette")
        return joined


def _as_deep(image: "pyvips.Image", *, wide: bool) -> "pyvips.Image":
    """The picture with 16 or with 8 bits."""
    if wide == (image.interpretation in WIDE):
        return image
    return (image.cast("ushort") * 257).cast("ushort") if wide else (image / 257).rint().cast("uchar")
