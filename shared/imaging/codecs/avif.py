from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field
from typing_extensions import override

from shared.config import MEGAPIXEL
from shared.imaging.codecs.base import Cost, saved
from shared.imaging.codecs.quality import Fitted, Quality

if TYPE_CHECKING:
    import pyvips


# From which effort on, and the most pixels: about ten seconds for a photograph.
_MAX_PIXELS = ((7, MEGAPIXEL), (6, 4 * MEGAPIXEL), (4, 8 * MEGAPIXEL))
# From which effort on, and seconds for a megapixel.
_SECONDS = ((7, 100.0), (4, 50.0), (3, 8.0), (2, 4.0), (1, 1.0), (0, 0.6))


class Avif(Fitted):
    """AVIF: smaller than WebP, slow to make; effort 0 or 1 is meant for waiting people."""

    format: Literal["avif"] = "avif"
    quality: Quality = Field(50, description="Quality from 1 to 100, or a likeness to reach.")
    lossless: bool = Field(default=False, description="Keep every pixel.")
    effort: int = Field(4, ge=0, le=9, description="Effort of the compression; each step is slower.")
    chroma_subsampling: Literal["4:4:4", "4:2:0"] = Field("4:4:4", description="4:4:4 keeps the colours of fine detail.")
    bitdepth: Literal[8, 10, 12] = Field(8, description="Bits per channel.")
    tune: Literal["auto", "iq", "psnr", "ssim"] = Field("auto", description="What the encoder strives for.")

    media_type: ClassVar[str] = "image/avif"
    extension: ClassVar[str] = "avif"
    max_side: ClassVar[int] = 16384

    @property
    @override
    def max_pixels(self) -> int | None:
        return next((pixels for effort, pixels in _MAX_PIXELS if self.effort >= effort), None)

    @property
    @override
    def cost(self) -> Cost:
        return Cost(next(seconds for effort, seconds in _SECONDS if self.effort >= effort), 50)

    @override
    def encode(self, image: "pyvips.Image") -> bytes:
        still = image.copy()
        for name in ("page-height", "delay", "loop"):
            still.remove(name)
        return saved(
            still,
            "heifsave_buffer",
            keep=self.keep,
            Q=self.quality,
            compression="av1",
            effort=self.effort,
            bitdepth=self.bitdepth,
            tune="ssim" if self.lossless and self.tune == "iq" else self.tune,
            subsample_mode="off" if self.chroma_subsampling == "4:4:4" else "on",
            lossless=self.lossless,
        )
