from typing import Literal

from pydantic import AliasChoices, Field
from typing_extensions import override

from shared.imaging.frame import WIDE, Frame
from shared.imaging.operations.base import Operation
from shared.imaging.picture import Picture, Planning

Space = Literal["srgb", "rgb16", "scrgb", "b-w", "grey16", "cmyk", "lab", "labs", "lch", "xyz", "yxy", "hsv", "cmc", "oklab", "oklch"]

_CHANNELS = {"b-w": 1, "grey16": 1, "cmyk": 4}


class PipelineColourspace(Operation):
    """Let the steps that follow work in another colour space, such as `rgb16` for fine gradients or `scrgb` for linear light."""

    op: Literal["pipelineColourspace", "pipelineColorspace"] = "pipelineColourspace"
    colourspace: Space = Field(validation_alias=AliasChoices("colourspace", "colorspace"), description="The colour space.")

    @override
    def plan(self, picture: Picture, planning: Planning) -> Picture:
        return channels_of(picture, self.colourspace)

    @override
    def apply(self, frame: Frame) -> Frame:
        return converted(frame, self.colourspace)


def channels_of(picture: Picture, space: str) -> Picture:
    """The picture with the channels that it has in a colour space."""
    return picture.of_channels(_CHANNELS.get(space, 3), wide=space in WIDE)


def converted(frame: Frame, space: str) -> Frame:
    """The frame in a colour space, with straight alpha: colours multiplied by alpha mean something else in another space."""
    frame = frame.straight()
    image = frame.image
    if image.interpretation in WIDE:
        image = image.cast("ushort")
    if image.interpretation != space:
        image = image.colourspace(space, source_space=image.interpretation)
    return frame.having(image)
