"""A picture that comes from no file: one colour, or noise."""

from typing import TYPE_CHECKING

from shared.errors import ImageTooLarge
from shared.imaging.layers import Create
from shared.imaging.limits import Limits
from shared.imaging.vips import vips

if TYPE_CHECKING:
    import pyvips

_RGB = 3


def painted(create: Create, limits: Limits) -> "pyvips.Image":
    """A canvas.

    Noise is random, but the same for the same recipe: a result is kept under the name of what it was made from.

    Raises:
        ImageTooLarge: it is over the limits for pictures made.
    """
    width, height = create.width, create.height
    if max(width, height) > limits.max_output_side or width * height > limits.max_output_pixels:
        raise ImageTooLarge(
            f"The canvas would have {width} × {height} px; {limits.max_output_side} px a side and {limits.max_output_pixels} pixels in all"
            " are the limits."
        )
    image = vips().Image
    if create.noise:
        options = {"mean": create.noise.mean, "sigma": create.noise.sigma}
        first, *others = (image.gaussnoise(width, height, seed=band, **options) for band in range(create.channels))
        return first.bandjoin(others).cast("uchar").copy(interpretation="srgb" if create.channels >= _RGB else "b-w")
    canvas = image.black(width, height).copy(interpretation="srgb")
    return canvas.new_from_image(list(create.background or ())[: create.channels]).cast("uchar")
