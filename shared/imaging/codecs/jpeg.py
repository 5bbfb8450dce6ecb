from typing import TYPE_CHECKING, Any, ClassVar, Literal

from pydantic import AliasChoices, Field, field_serializer
from typing_extensions import override

from shared.imaging.codecs.base import FREE, Cost, saved
from shared.imaging.codecs.quality import Fitted, Quality

if TYPE_CHECKING:
    import pyvips

_RESOLVED = ("progressive", "trellis_quantisation", "overshoot_deringing", "optimise_scans", "quantisation_table")


class Jpeg(Fitted):
    """JPEG: for photographs, read everywhere. Transparent pixels come out on black; flatten first for another colour."""

    format: Literal["jpeg"] = "jpeg"
    quality: Quality = Field(80, description="Quality from 1 to 100, or a likeness to reach.")
    progressive: bool = Field(default=False, description="Let the picture appear as a whole and get sharper while it loads.")
    chroma_subsampling: Literal["4:2:0", "4:4:4"] = Field("4:2:0", description="4:4:4 keeps the colours of fine detail.")
    mozjpeg: bool = Field(
        default=False, description="MozJPEG's settings: smaller and slower. Turns on all of the following, and progressive."
    )
    trellis_quantisation: bool = Field(
        default=False,
        validation_alias=AliasChoices("trellisQuantisation", "trellisQuantization"),
        description="Choose for every block what costs the fewest bytes.",
    )
    overshoot_deringing: bool = Field(default=False, description="Hide the rings around black on white.")
    optimise_scans: bool = Field(
        default=False,
        validation_alias=AliasChoices("optimiseScans", "optimizeScans"),
        description="Choose the best split into scans; turns progressive on.",
    )
    optimise_coding: bool = Field(
        default=True,
        validation_alias=AliasChoices("optimiseCoding", "optimizeCoding"),
        description="Compute the Huffman tables for this picture.",
    )
    quantisation_table: int = Field(
        0,
        ge=0,
        le=8,
        validation_alias=AliasChoices("quantisationTable", "quantizationTable"),
        description="Which of MozJPEG's quantisation tables to use.",
    )

    media_type: ClassVar[str] = "image/jpeg"
    extension: ClassVar[str] = "jpg"
    max_side: ClassVar[int] = 65535
    has_alpha: ClassVar[bool] = False

    @field_serializer(*_RESOLVED)
    def _effective(self, value: int, info: object) -> bool | int:
        """What is written for the option: mozjpeg turns on those that are not given, and stored recipes say so."""
        name: str = info.field_name  # type: ignore[attr-defined]  # pydantic's FieldSerializationInfo
        return self._resolved(name, value)

    def _resolved(self, name: str, value: int) -> bool | int:
        if name == "progressive":
            return value or self.mozjpeg or bool(self._resolved("optimise_scans", self.optimise_scans))
        if self.mozjpeg and name not in self.model_fields_set:
            return 3 if name == "quantisation_table" else True
        return value

    @property
    @override
    def cost(self) -> Cost:
        if self.keep_gain_map:
            return FREE
        chosen = {name for name in _RESOLVED if self._resolved(name, getattr(self, name))}
        if chosen & {"trellis_quantisation", "optimise_scans"}:
            return Cost(8.0, 16)
        return Cost(0.3, 8) if "progressive" in chosen else FREE

    def options(self) -> dict[str, Any]:
        """The options as libvips names them."""
        chosen = {name: self._resolved(name, getattr(self, name)) for name in _RESOLVED}
        return {
            "Q": self.quality,
            "interlace": chosen["progressive"],
            # libvips would switch subsampling off by itself from quality 90
            "subsample_mode": "off" if self.chroma_subsampling == "4:4:4" else "on",
            "trellis_quant": chosen["trellis_quantisation"],
            "quant_table": chosen["quantisation_table"],
            "overshoot_deringing": chosen["overshoot_deringing"],
            "optimize_scans": chosen["optimise_scans"],
            "optimize_coding": self.optimise_coding,
        }

    @override
    def encode(self, image: "pyvips.Image") -> bytes:
        if self.keep_gain_map and image.get_typeof("gainmap-data"):
            scale = image.get("gainmap-scale-factor") if image.get_typeof("gainmap-scale-factor") else 1
            return saved(image, "uhdrsave_buffer", keep=self.keep, Q=self.quality, gainmap_scale_factor=scale)
        return saved(image, "jpegsave_buffer", keep=self.keep, **self.options())

    def encode_gain_map(self, image: "pyvips.Image") -> bytes:
        """Write the gain map that goes into the file, with the options of the picture itself."""
        own = {"subsample_mode": "off", "interlace": False, "optimize_scans": False}
        return saved(image, "jpegsave_buffer", keep=0, **self.options() | own)
