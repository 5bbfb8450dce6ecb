"""What a file carries beside its pixels: nothing, unless an output asks for it."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from shared.imaging.model import Model

MAX_ENTRIES = 100
MAX_XMP = 64 * 1024  # characters

_EXIF, _XMP, _ICC, _GAIN_MAP = 1, 2, 8, 32
_ALL = 31  # EXIF, XMP, IPTC, ICC and what has no name

_IFD = r"^(?i:ifd[0-4])$"
Entry = Annotated[str, Field(max_length=4096)]
Entries = Annotated[dict[Annotated[str, Field(pattern=r"^[A-Za-z0-9]{1,64}$")], Entry], Field(max_length=MAX_ENTRIES)]
Exif = dict[Annotated[str, Field(pattern=_IFD)], Entries]


def _not_empty(exif: Exif) -> Exif:
    if not exif:
        raise ValueError("at least one IFD is needed")
    return exif


class Metadata(Model):
    """Which of the source's metadata is kept, and what is set. Places and serial numbers are in EXIF and XMP: keep them knowingly."""

    keep_metadata: bool = Field(default=False, description="Keep everything: EXIF, XMP, IPTC, the colour profile, comments.")
    keep_exif: bool = Field(default=False, description="Keep EXIF.")
    keep_xmp: bool = Field(default=False, description="Keep XMP.")
    keep_icc_profile: bool = Field(default=False, description="Keep the colour profile, and the pixels in its colours.")
    keep_gain_map: bool = Field(default=False, description="Keep the gain map of a high dynamic range JPEG; for JPEG outputs.")
    with_gain_map: bool = Field(default=False, description="Apply the gain map, which gives linear colours without a bound above.")
    with_exif: Annotated[Exif, AfterValidator(_not_empty)] | None = Field(
        None, description="EXIF to write instead of the source's: a name and a text for each entry of IFD0 to IFD4."
    )
    with_exif_merge: Annotated[Exif, AfterValidator(_not_empty)] | None = Field(
        None, description="EXIF to write beside the source's, which is kept."
    )
    with_icc_profile: Literal["srgb", "p3", "cmyk"] | None = Field(None, description="Convert the colours to this profile.")
    attach_icc_profile: bool = Field(default=True, description="With withIccProfile: store the profile in the file.")
    with_xmp: str | None = Field(None, min_length=1, max_length=MAX_XMP, description="XMP to write instead of the source's.")
    with_density: float | None = Field(None, gt=0, le=1_000_000, description="Resolution to state, dots per inch.")
    orientation: int | None = Field(None, ge=1, le=8, description="EXIF orientation to state; needs EXIF to be kept.")

    @model_validator(mode="after")
    def _check_metadata(self) -> Self:
        if self.with_exif is not None and self.with_exif_merge is not None:
            raise ValueError("an output has withExif or withExifMerge, not both")
        if self.keep_gain_map and self.with_gain_map:
            raise ValueError("a gain map is kept or applied, not both")
        return self

    @property
    def keeps_source_profile(self) -> bool:
        """Whether the pixels stay in the colours of the source's profile."""
        return (self.keep_metadata or self.keep_icc_profile) and self.with_icc_profile is None

    @property
    def keep(self) -> int:
        """What libvips writes, as its bits."""
        exif = self.keep_exif or bool(self.exif) or self.with_density is not None
        attached = self.with_icc_profile is not None and self.attach_icc_profile
        bits = _EXIF * exif | _XMP * (self.keep_xmp or self.with_xmp is not None) | _ICC * (self.keep_icc_profile or attached)
        bits |= _ALL * self.keep_metadata | _GAIN_MAP * self.keep_gain_map
        return bits if self.attach_icc_profile or self.with_icc_profile is None else bits & ~_ICC

    @property
    def exif(self) -> Mapping[str, str]:
        """The EXIF entries to set, under libvips' names for them."""
        given: dict[str, Any] = self.with_exif or self.with_exif_merge or {}
        return {f"exif-{ifd.lower()}-{name}": text for ifd, entries in given.items() for name, text in entries.items()}

    @property
    def keeps_source_exif(self) -> bool:
        """Whether the EXIF of the source stays beside what is set."""
        return self.with_exif is None
