"""Metadata of a picture on its way into a file."""

from typing import TYPE_CHECKING

from shared.imaging.codecs.metadata import Metadata
from shared.imaging.frame import WIDE
from shared.imaging.vips import vips

if TYPE_CHECKING:
    import pyvips

_MM_PER_INCH = 25.4
PROFILE = "icc-profile-data"
GAIN_MAP = "gainmap-data"
_ORIENTATION = ("orientation", "exif-ifd0-Orientation")


def turned_upright(image: "pyvips.Image") -> "pyvips.Image":
    """The picture without the tag that says how to turn it: it was turned."""
    copy = image.copy()
    for name in _ORIENTATION:
        copy.remove(name)
    return copy


def profile_of(image: "pyvips.Image") -> bytes | None:
    """The colour profile of a picture."""
    profile: bytes | None = image.get(PROFILE) if image.get_typeof(PROFILE) else None
    return profile


def with_profile(image: "pyvips.Image", profile: bytes | None) -> "pyvips.Image":
    """The picture under a profile; its pixels stay as they are."""
    if profile is None:
        return image
    copy = image.copy()
    copy.set_type(vips().GValue.blob_type, PROFILE, profile)
    return copy


def without_gain_map(image: "pyvips.Image") -> "pyvips.Image":
    """The picture without its gain map."""
    copy = image.copy()
    for name in ("gainmap", GAIN_MAP):
        copy.remove(name)
    return copy


def with_gain_map(image: "pyvips.Image", gain_map: bytes) -> "pyvips.Image":
    """The picture with a gain map, which is a JPEG."""
    copy = image.copy()
    copy.set_type(vips().GValue.blob_type, GAIN_MAP, gain_map)
    return copy


def converted(image: "pyvips.Image", metadata: Metadata, source_profile: str) -> "pyvips.Image":
    """The picture in the colours of the profile that its output asks for.

    Args:
        image: in the output's colour space.
        metadata: of the output.
        source_profile: in which the steps worked, where the picture has no profile of its own.
    """
    if metadata.with_icc_profile is None:
        return image
    depth = 16 if image.interpretation in WIDE else 8
    options = {"input_profile": source_profile, "embedded": True, "depth": depth, "intent": "perceptual"}
    try:
        return image.icc_transform(metadata.with_icc_profile, **options)
    except vips().Error:
        # grey, for example, has no place in an RGB profile
        return image


def tagged(image: "pyvips.Image", metadata: Metadata) -> "pyvips.Image":
    """The picture with the tags that its output asks for."""
    asked = (metadata.orientation, metadata.with_density, metadata.with_exif, metadata.with_xmp)
    if not metadata.exif and all(tag is None for tag in asked):
        return image
    copy = image.copy()
    if metadata.orientation is not None:
        copy.set_type(vips().GValue.gint_type, "orientation", metadata.orientation)
    if metadata.with_density is not None:
        per_mm = metadata.with_density / _MM_PER_INCH
        copy = copy.copy(xres=per_mm, yres=per_mm)
    if metadata.with_exif is not None:
        for name in copy.get_fields():
            if name.startswith("exif-ifd"):
                copy.remove(name)
    for name, text in metadata.exif.items():
        copy.set_type(vips().GValue.gstr_type, name, text)
    if metadata.with_xmp is not None:
        copy.set_type(vips().GValue.blob_type, "xmp-data", metadata.with_xmp.encode())
    return copy
