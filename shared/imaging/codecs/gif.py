from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import AliasChoices, Field
from typing_extensions import override

from shared.imaging.codecs.base import Cost, bit_depth, saved
from shared.imaging.codecs.timing import Timed

if TYPE_CHECKING:
    import pyvips


class Gif(Timed):
    """GIF: animation of up to 256 colours, shown everywhere."""

    format: Literal["gif"] = "gif"
    reuse: bool = Field(default=True, description="Use the palette of the source again where possible.")
    progressive: bool = Field(default=False, description="Let the picture appear as a whole and get sharper while it loads.")
    colours: int = Field(256, ge=2, le=256, validation_alias=AliasChoices("colours", "colors"), description="The most colours.")
    effort: int = Field(7, ge=1, le=10, description="Effort of the quantisation.")
    dither: float = Field(1, ge=0, le=1, description="How much colours are dithered.")
    inter_frame_max_error: float = Field(0, ge=0, le=32, description="Pixels that change less than this between frames become transparent.")
    inter_palette_max_error: float = Field(3, ge=0, le=256, description="How much palettes may differ and still be shared between frames.")
    keep_duplicate_frames: bool = Field(default=False, description="Keep a frame that is like the one before as a frame.")

    media_type: ClassVar[str] = "image/gif"
    extension: ClassVar[str] = "gif"
    max_side: ClassVar[int] = 65535

    @property
    @override
    def cost(self) -> Cost:
        return Cost(1.0 * self.effort, 50)

    @override
    def encode(self, image: "pyvips.Image") -> bytes:
        return saved(
            image,
            "gifsave_buffer",
            keep=self.keep,
            bitdepth=bit_depth(self.colours),
            effort=self.effort,
            reuse=self.reuse,
            interlace=self.progressive,
            interframe_maxerror=self.inter_frame_max_error,
            interpalette_maxerror=self.inter_palette_max_error,
            keep_duplicate_frames=self.keep_duplicate_frames,
            dither=self.dither,
        )
