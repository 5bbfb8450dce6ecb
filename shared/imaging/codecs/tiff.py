from typing import TYPE_CHECKING, ClassVar, Literal, Self

from pydantic import Field, model_validator
from typing_extensions import override

from shared.imaging.codecs.base import FREE, Animation, Cost, saved

if TYPE_CHECKING:
    import pyvips


class Tiff(Animation):
    """TIFF: for print and archives; several pages. Transparent pixels come out on black with the default compression, jpeg."""

    format: Literal["tiff"] = "tiff"
    quality: int = Field(80, ge=1, le=100, description="Quality, with compression jpeg or webp.")
    compression: Literal["none", "jpeg", "deflate", "packbits", "ccittfax4", "lzw", "webp"] = Field(
        "jpeg", description="How the pixels are compressed."
    )
    predictor: Literal["none", "horizontal", "float"] = Field(
        "horizontal", description="Prediction for deflate and lzw; float stores pixels as floats."
    )
    pyramid: bool = Field(default=False, description="Store smaller versions too.")
    tile: bool = Field(default=False, description="Store tiles instead of strips.")
    tile_width: int = Field(256, ge=1, le=32768, description="Width of a tile, px, a multiple of 16.")
    tile_height: int = Field(256, ge=1, le=32768, description="Height of a tile, px, a multiple of 16.")
    bigtiff: bool = Field(default=False, description="Allow files above 4 GiB.")
    miniswhite: bool = Field(default=False, description="With one bit: 0 is white.")
    bitdepth: Literal[1, 2, 4] | None = Field(None, description="Bits per pixel for grey pictures; without it 8.")
    xres: float = Field(1, ge=0.001, le=1_000_000, description="Resolution across, px per mm.")
    yres: float = Field(1, ge=0.001, le=1_000_000, description="Resolution down, px per mm.")
    resolution_unit: Literal["inch", "cm"] = Field("inch", description="The unit in which the file states its resolution.")

    @model_validator(mode="after")
    def _check_together(self) -> Self:
        if self.tile and (self.tile_width % 16 or self.tile_height % 16):
            raise ValueError("tileWidth and tileHeight are multiples of 16")
        return self

    media_type: ClassVar[str] = "image/tiff"
    extension: ClassVar[str] = "tiff"

    @property
    @override
    def cost(self) -> Cost:
        return Cost(1.0, 8) if self.compression == "webp" else FREE

    @property
    @override
    def keeps_alpha(self) -> bool:
        return self.compression != "jpeg"

    @override
    def prepared(self, image: "pyvips.Image", *, grey: bool) -> "pyvips.Image":
        return image.cast("float") if self.predictor == "float" else image

    @override
    def encode(self, image: "pyvips.Image") -> bytes:
        xres, yres = self.xres, self.yres
        if xres == yres == 1 and self.with_density is not None:
            xres = yres = self.with_density / 25.4
        return saved(
            image,
            "tiffsave_buffer",
            keep=self.keep,
            Q=self.quality,
            bitdepth=self.bitdepth or 0,
            compression=self.compression,
            bigtiff=self.bigtiff,
            miniswhite=self.miniswhite,
            predictor=self.predictor,
            pyramid=self.pyramid,
            tile=self.tile,
            tile_height=self.tile_height,
            tile_width=self.tile_width,
            xres=xres,
            yres=yres,
            resunit=self.resolution_unit,
        )
