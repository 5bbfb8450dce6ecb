from typing import TYPE_CHECKING, Any, ClassVar, Literal

from pydantic import Field
from typing_extensions import override

from shared.imaging.codecs.base import Cost, saved
from shared.imaging.codecs.quality import Fitted, Quality
from shared.imaging.codecs.timing import Timed

if TYPE_CHECKING:
    import pyvips


_MOST_EFFORT = 6


class Webp(Fitted, Timed):
    """WebP: smaller than JPEG and PNG, with transparency and animation."""

    format: Literal["webp"] = "webp"
    quality: Quality = Field(80, description="Quality from 1 to 100, or a likeness to reach.")
    alpha_quality: int = Field(100, ge=0, le=100, description="Quality of the transparency.")
    lossless: bool = Field(default=False, description="Keep every pixel.")
    near_lossless: bool = Field(default=False, description="Almost keep every pixel; quality says how nearly.")
    smart_subsample: bool = Field(default=False, description="Better, slower chroma subsampling.")
    smart_deblock: bool = Field(default=False, description="Choose the deblocking filter for the picture; slow.")
    preset: Literal["default", "photo", "picture", "drawing", "icon", "text"] = Field("default", description="What kind of picture it is.")
    effort: int = Field(4, ge=0, le=6, description="Effort of the compression.")
    min_size: bool = Field(default=False, description="Animation: choose key frames for the smallest file; slow.")
    mixed: bool = Field(default=False, description="Animation: mix lossy and lossless frames.")
    exact: bool = Field(default=False, description="Keep the colours of transparent pixels.")

    media_type: ClassVar[str] = "image/webp"
    extension: ClassVar[str] = "webp"
    max_side: ClassVar[int] = 16383

    @property
    @override
    def cost(self) -> Cost:
        if self.lossless or self.near_lossless or self.mixed:
            return Cost(20.0 if self.effort == _MOST_EFFORT else 5.0, 50)
        return Cost(55.0 if self.smart_deblock else 1.0, 24)

    def options(self) -> dict[str, Any]:
        """The options as libvips names them."""
        return {
            "Q": self.quality,
            "lossless": self.lossless,
            "near_lossless": self.near_lossless,
            "smart_subsample": self.smart_subsample,
            "smart_deblock": self.smart_deblock,
            "preset": self.preset,
            "effort": self.effort,
            "min_size": self.min_size,
            "mixed": self.mixed,
            "exact": self.exact,
            "alpha_q": self.alpha_quality,
        }

    @override
    def encode(self, image: "pyvips.Image") -> bytes:
        return saved(image, "webpsave_buffer", keep=self.keep, **self.options())
