"""Into the working colour space on the way in."""

from typing import TYPE_CHECKING

from shared.imaging.frame import WIDE
from shared.imaging.vips import vips

if TYPE_CHECKING:
    import pyvips


def working_profile(image: "pyvips.Image") -> str:
    """The profile into whose colours a picture is converted, by libvips' name for it."""
    return "p3" if image.interpretation == "rgb16" else "srgb"


def to_working_space(image: "pyvips.Image", *, ignore_icc: bool = False) -> "pyvips.Image":
    """Make the colours mean the same for every picture: sRGB with 8 bits, or Display P3 with 16 where the source has 16.

    A picture without a profile is taken as it is. A broken profile is ignored, as browsers do.
    """
    if image.get_typeof("icc-profile-data") and image.interpretation not in {"labs", "grey16"} and not ignore_icc:
        depth = 16 if image.interpretation in WIDE else 8
        try:
            return image.icc_transform(working_profile(image), embedded=True, depth=depth, intent="perceptual")
        except vips().Error:
            return image
    if image.interpretation == "cmyk":
        return image.icc_transform(working_profile(image), input_profile="cmyk", intent="perceptual")
    return image
