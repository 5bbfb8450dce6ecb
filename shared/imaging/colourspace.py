"""Into the working colour space on the way in, into sRGB on the way out."""

from typing import TYPE_CHECKING

from shared.imaging.frame import WIDE
from shared.imaging.vips import vips

if TYPE_CHECKING:
    import pyvips


def to_working_space(image: "pyvips.Image", *, ignore_icc: bool = False) -> "pyvips.Image":
    """Make the colours mean the same for every picture: sRGB with 8 bits, or Display P3 with 16 where the source has 16.

    A picture without a profile is taken as it is. A broken profile is ignored, as browsers do.
    """
    profile = "p3" if image.interpretation == "rgb16" else "srgb"
    if image.get_typeof("icc-profile-data") and image.interpretation not in {"labs", "grey16"} and not ignore_icc:
        depth = 16 if image.interpretation in WIDE else 8
        try:
            return image.icc_transform(profile, embedded=True, depth=depth, intent="perceptual")
        except vips().Error:
            return image
    if image.interpretation == "cmyk":
        return image.icc_transform(profile, input_profile="cmyk", intent="perceptual")
    return image


def to_output_space(image: "pyvips.Image") -> "pyvips.Image":
    """What every output is encoded from: sRGB with 8 bits."""
    if image.interpretation in WIDE:
        image = image.cast("ushort")
    if image.interpretation != "srgb":
        image = image.colourspace("srgb", source_space=image.interpretation)
    return image
