from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import AliasChoices, Field
from typing_extensions import override

from shared.imaging.colour import Colour
from shared.imaging.frame import Frame
from shared.imaging.operations.base import Operation

if TYPE_CHECKING:
    import pyvips


class Tint(Operation):
    """Give the picture the hue of one colour and keep its lightness."""

    op: Literal["tint"] = "tint"
    colour: Colour = Field(
        validation_alias=AliasChoices("colour", "color", "tint"), description="The colour; its lightness and alpha are not used."
    )

    needs_straight_alpha: ClassVar[bool] = True

    @override
    def apply(self, frame: Frame) -> Frame:
        space = "srgb" if frame.image.interpretation == "rgb" else frame.image.interpretation
        table = self._table(type(frame.image))
        return frame.besides_alpha(lambda image: image.colourspace("b-w").maplut(table).colourspace(space))

    def _table(self, image: "type[pyvips.Image]") -> "pyvips.Image":
        """For each lightness the tinted colour: the more of the hue, the nearer to the middle it is."""
        _, a, b = (image.black(1, 1) + list(self.colour[:3])).colourspace("lab", source_space="srgb")(0, 0)
        greys = image.identity(bands=3).colourspace("lab", source_space="srgb")
        share = greys[0] / 100
        weight = 1.0 - 4.0 * ((share - 0.5) * (share - 0.5))
        return greys[0].bandjoin(weight * [a, b]).colourspace("srgb", source_space="lab")
