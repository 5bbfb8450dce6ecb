from dataclasses import replace
from typing import Annotated, ClassVar, Literal

from pydantic import Field
from typing_extensions import override

from shared.imaging.colourspace import to_output_space
from shared.imaging.frame import WIDE, Frame
from shared.imaging.operations.base import Operation
from shared.imaging.picture import Picture, Planning

_NAMES = {"red": 0, "green": 1, "blue": 2, "alpha": 3}
_ALPHA = 3


class ExtractChannel(Operation):
    """Keep one channel, as a grey picture."""

    op: Literal["extractChannel"] = "extractChannel"
    channel: Literal["red", "green", "blue", "alpha"] | Annotated[int, Field(ge=0, le=4)] = Field(
        description="Its name, or its number from 0; 3 and alpha are the last channel of a picture with transparency."
    )

    needs_straight_alpha: ClassVar[bool] = True

    def _number(self, channels: int, *, has_alpha: bool) -> int:
        number = _NAMES[self.channel] if isinstance(self.channel, str) else self.channel
        return channels - 1 if number >= channels and number == _ALPHA and has_alpha else number

    @override
    def plan(self, picture: Picture, planning: Planning) -> Picture:
        # a grey picture has three equal channels in sRGB, unless a step asked for another colour space
        channels = max(3, picture.colours) + picture.has_alpha if picture.exact else 5
        if self._number(channels, has_alpha=picture.has_alpha) >= channels:
            planning.refuse("channel", "no_such_channel", f"The picture has the channels 0 to {channels - 1} here.")
        return picture.of_channels(1, has_alpha=False)

    @override
    def apply(self, frame: Frame) -> Frame:
        image = to_output_space(frame.image, frame.space)
        grey = "grey16" if image.interpretation in WIDE else "b-w"
        number = self._number(image.bands, has_alpha=bool(image.hasalpha()))
        return replace(frame.having(image.extract_band(number).copy(interpretation=grey)), space=grey)
