from typing import Annotated, ClassVar, Literal

from pydantic import AliasChoices, BeforeValidator, Field
from typing_extensions import override

from shared.imaging.frame import WIDE, Frame
from shared.imaging.operations.base import Operation

_MIDDLE = 128


def _number(value: object) -> object:
    return (_MIDDLE if value else 0) if isinstance(value, bool) else value


class Threshold(Operation):
    """Make every pixel black or white."""

    op: Literal["threshold"] = "threshold"
    threshold: Annotated[int, BeforeValidator(_number, json_schema_input_type=int | bool)] = Field(
        _MIDDLE, ge=0, le=255, description="What is at least so bright becomes white; 0 or false leaves the picture as it is."
    )
    greyscale: bool = Field(
        default=True,
        validation_alias=AliasChoices("greyscale", "grayscale"),
        description="By the lightness; false: every channel by itself.",
    )

    needs_straight_alpha: ClassVar[bool] = True

    @override
    def apply(self, frame: Frame) -> Frame:
        if self.threshold == 0:
            return frame
        image = frame.image
        if self.greyscale:
            return frame.having(image.colourspace("b-w") >= self.threshold)
        if frame.page_wise and image.interpretation in WIDE:
            # sharp compares 16 bits with a number of 8, and makes black and nearly black of them
            return frame.having((image >= 257 * self.threshold).cast("ushort") * 257)
        return frame.having(image >= self.threshold)
