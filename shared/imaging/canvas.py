"""A picture that comes from no file: one colour, a gradient, or noise."""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from shared.errors import ImageTooLarge
from shared.imaging.frame import Frame
from shared.imaging.layers import Create, Gradient, Join
from shared.imaging.limits import Limits
from shared.imaging.vips import vips

if TYPE_CHECKING:
    import pyvips

_RGB = 3
_SHADES = 4096  # places in a gradient's table of colours; more than any side that is looked at has
_OPAQUE = 255
_ALIGNMENTS = {
    "centre": "centre",
    "center": "centre",
    "right": "high",
    "bottom": "high",
    "high": "high",
    "left": "low",
    "top": "low",
    "low": "low",
}


def painted(create: Create, limits: Limits) -> "pyvips.Image":
    """A canvas.

    Noise is random, but the same for the same recipe: a result is kept under the name of what it was made from.

    Raises:
        ImageTooLarge: it is over the limits for pictures made.
    """
    image = _painted(create, limits)
    return paged(image, create.page_height) if create.page_height else image


def joined(join: Join, frames: Sequence[Frame], limits: Limits) -> "pyvips.Image":
    """Several pictures side by side. All get an alpha channel if one has it.

    Raises:
        ImageTooLarge: together they are over the limits.
    """
    has_alpha = any(frame.image.hasalpha() for frame in frames)
    images = [(frame.with_alpha() if has_alpha else frame).image for frame in frames]
    across = min(join.across, len(images))
    down = math.ceil(len(images) / across)
    width = max(image.width for image in images) * across + join.shim * (across - 1)
    height = max(image.height for image in images) * down + join.shim * (down - 1)
    if max(width, height) > limits.max_output_side or width * height > limits.max_output_pixels:
        raise ImageTooLarge(f"The pictures would have {width} × {height} px together.")
    background = list(join.background)[: 4 if has_alpha else 3]
    places = {"halign": _ALIGNMENTS[join.halign], "valign": _ALIGNMENTS[join.valign]}
    image = vips().Image.arrayjoin(images, across=join.across, shim=join.shim, background=background, **places)
    return paged(image, image.height // len(images)) if join.animated else image


def paged(image: "pyvips.Image", page_height: int) -> "pyvips.Image":
    """The picture as pages of this height, px, one below the other."""
    copy = image.copy()
    copy.set_type(vips().GValue.gint_type, "page-height", page_height)
    copy.set_type(vips().GValue.gint_type, "n-pages", image.height // page_height)
    return copy


def _painted(create: Create, limits: Limits) -> "pyvips.Image":
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
    if create.gradient:
        return _shaded(create.gradient, width, height).extract_band(0, n=create.channels)
    channels = create.channels
    canvas = image.black(width, height, bands=channels).copy(interpretation="srgb")
    # sharp's way, because of how it rounds
    return canvas.linear([0] * channels, list(create.background or ())[:channels], uchar=True)


def _shaded(gradient: Gradient, width: int, height: int) -> "pyvips.Image":
    """The place of every pixel along the gradient, looked up in the table of its colours."""
    # the middle of a pixel, from the middle of the canvas or from the point, px
    across = vips().Image.xyz(width, height) + 0.5
    if gradient.type == "radial":
        x, y = gradient.x * width, gradient.y * height
        away = across - [x, y]
        place = ((away * away).bandmean() * 2) ** 0.5 / math.hypot(max(x, width - x), max(y, height - y))
    else:
        turn = math.radians(gradient.angle)
        right, down = math.sin(turn), -math.cos(turn)
        # as in CSS, the corners where it points from and to have the first and the last colour
        length = abs(width * right) + abs(height * down)
        place = (across - [width / 2, height / 2]).recomb(vips().Image.new_from_array([[right, down]])) / length + 0.5
    return (place * (_SHADES - 1)).rint().cast("ushort").maplut(_table(gradient)).copy(interpretation="srgb")


def _table(gradient: Gradient) -> "pyvips.Image":
    """The colours from the start to the end. They are mixed by how much is seen of each, so that transparent black darkens nothing."""
    rows: dict[int, list[float]] = {}
    for stop in gradient.stops:
        share = stop.colour.alpha / _OPAQUE
        pixel = [stop.colour.red * share, stop.colour.green * share, stop.colour.blue * share, stop.colour.alpha]
        place = round(stop.offset * (_SHADES - 1))
        # two colours in one place are a hard edge: the second begins one shade later, or at the end the first ends one earlier
        rows[place + 1 if place in rows and place < _SHADES - 1 else place] = pixel
    first, last = min(rows), max(rows)
    rows |= {0: rows[first]} | {_SHADES - 1: rows[last]}
    premultiplied = vips().Image.new_from_array([[place, *rows[place]] for place in sorted(rows)]).buildlut()
    return premultiplied.copy(interpretation="srgb").unpremultiply().rint().cast("uchar")
