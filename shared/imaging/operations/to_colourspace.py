from dataclasses import replace
from typing import Literal

from pydantic import AliasChoices, Field
from typing_extensions import override

from shared.imaging.frame import Frame
from shared.imaging.operations.base import Operation
from shared.imaging.operations.pipeline_colourspace import Space, channels_of, converted
from shared.imaging.picture import Picture, Planning


class ToColourspace(Operation):
    """Convert the picture to a colour space, and write it in that one instead of sRGB where the format can."""

    op: Literal["toColourspace", "toColorspace"] = "toColourspace"
    colourspace: Literal[Space, "multiband"] = Field(
        validation_alias=AliasChoices("colourspace", "colorspace"),
        description=(
            "The colour space: rgb16 and grey16 keep 16 bits, b-w has one channel, cmyk is for JPEG and TIFF; multiband is none, for"
            " channels that were joined in sharp's order."
        ),
    )

    @override
    def plan(self, picture: Picture, planning: Planning) -> Picture:
        return channels_of(picture, self.colourspace)

    @override
    def apply(self, frame: Frame) -> Frame:
        return replace(converted(frame, self.colourspace), space=self.colourspace)
