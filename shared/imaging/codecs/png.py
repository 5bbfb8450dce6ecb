from typing import TYPE_CHECKING, Any, ClassVar, Literal

from pydantic import AliasChoices, Field, field_serializer
from typing_extensions import override

from shared.imaging.codecs.base import FREE, Cost, Output, bit_depth, saved
from shared.imaging.frame import WIDE

if TYPE_CHECKING:
    import pyvips


class Png(Output):
    """PNG: lossless, with transparency."""

    format: Literal["png"] = "png"
    progressive: bool = Field(default=False, description="Let the picture appear as a whole and get sharper while it loads.")
    compression_level: int = Field(6, ge=0, le=9, description="Effort of the compression; 0 is fast and large.")
    adaptive_filtering: bool = Field(default=False, description="Choose a filter for every line.")
    palette: bool = Field(
        default=False, description="Use a palette of up to 256 colours; on as soon as quality, effort, colours or dither is given."
    )
    quality: int = Field(100, ge=0, le=100, description="With a palette: use as few colours as reach this quality.")
    effort: int = Field(7, ge=1, le=10, description="With a palette: effort of the quantisation.")
    colours: int = Field(
        256, ge=2, le=256, validation_alias=AliasChoices("colours", "colors"), description="With a palette: the most colours."
    )
    dither: float = Field(1, ge=0, le=1, description="With a palette: how much colours are dithered.")

    media_type: ClassVar[str] = "image/png"
    extension: ClassVar[str] = "png"

    @field_serializer("palette")
    def _effective_palette(self, _value: bool) -> bool:  # noqa: FBT001  pydantic calls it
        return self.has_palette

    @property
    def has_palette(self) -> bool:
        """Whether the file gets a palette."""
        given = self.model_fields_set
        return self.palette if "palette" in given else bool(given & {"quality", "effort", "colours", "dither"})

    @property
    @override
    def cost(self) -> Cost:
        if self.has_palette:
            return Cost(2.0 * self.effort, 50)
        return Cost(1.5, 8) if self.progressive else FREE

    def options(self) -> dict[str, Any]:
        """The options as libvips names them."""
        return {
            "interlace": self.progressive,
            "compression": self.compression_level,
            "filter": "all" if self.adaptive_filtering else "none",
            "palette": self.has_palette,
            "Q": self.quality,
            "effort": self.effort,
            "dither": self.dither,
        }

    @override
    def encode(self, image: "pyvips.Image") -> bytes:
        bitdepth = 16 if image.interpretation in WIDE else bit_depth(self.colours)
        return saved(image, "pngsave_buffer", keep=self.keep, bitdepth=bitdepth, **self.options())
