"""Colour spaces on the way out. Nothing here loads libvips."""

from typing import TYPE_CHECKING

from shared.imaging.frame import WIDE

if TYPE_CHECKING:
    import pyvips


def in_space(image: "pyvips.Image", space: str) -> "pyvips.Image":
    """The picture in a colour space."""
    return image if image.interpretation == space else image.colourspace(space, source_space=image.interpretation)


def to_output_space(image: "pyvips.Image", space: str = "srgb") -> "pyvips.Image":
    """What an output is encoded from: sRGB with 8 bits, unless a step asked for another colour space."""
    if image.interpretation in WIDE:
        image = image.cast("ushort")
    return in_space(image, space)
