"""How much an encoded picture still looks like what was encoded."""

from typing import TYPE_CHECKING

from shared.imaging.vips import vips

if TYPE_CHECKING:
    import pyvips

_WINDOW = 1.5  # px; standard deviation of the Gaussian window, as in the paper (Wang et al. 2004)
_C1, _C2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
_GREY = 128  # under transparent pixels
_WHOLE = 500_000  # px; a larger picture is measured at nine places
_TILE = 224  # px, a multiple of the blocks of all formats, so that each is cut as it is in the whole picture
_BLOCK = 16
_ACROSS = 3


def ssim(one: "pyvips.Image", other: "pyvips.Image") -> float:
    """Mean structural similarity of the brightness of two pictures of one size; 1 when they are the same."""
    x, y = (_brightness(image) for image in (one, other))
    mean_x, mean_y = _blurred(x), _blurred(y)
    variance_x, variance_y = _blurred(x * x) - mean_x * mean_x, _blurred(y * y) - mean_y * mean_y
    covariance = _blurred(x * y) - mean_x * mean_y
    means, spreads = mean_x * mean_x + mean_y * mean_y + _C1, variance_x + variance_y + _C2
    return float(((mean_x * mean_y * 2 + _C1) * (covariance * 2 + _C2) / (means * spreads)).avg())


def sample(image: "pyvips.Image") -> "pyvips.Image":
    """A part of a picture that stands for it: all of a small one, else nine places in the original size, side by side.

    A smaller copy would not do: there is more detail in each of its pixels, and every quality looks worse on it.
    """
    if image.width * image.height <= _WHOLE:
        return image.copy_memory()
    lefts, width = _places(image.width)
    tops, height = _places(image.height)
    tiles = [image.extract_area(left, top, width, height) for top in tops for left in lefts]
    return vips().Image.arrayjoin(tiles, across=len(lefts)).copy_memory()


def _places(side: int) -> tuple[list[int], int]:
    """Where the tiles begin along a side, px, and how long they are."""
    length = min(_TILE, side // _ACROSS // _BLOCK * _BLOCK)
    if length < _BLOCK:
        return [0], min(side, _TILE)
    return [(side - length) * number // (_ACROSS - 1) // _BLOCK * _BLOCK for number in range(_ACROSS)], length


def _brightness(image: "pyvips.Image") -> "pyvips.Image":
    flat = image.flatten(background=_GREY) if image.hasalpha() else image
    return flat.colourspace("b-w").extract_band(0).cast("float")


def _blurred(image: "pyvips.Image") -> "pyvips.Image":
    return image.gaussblur(_WINDOW, min_ampl=0.01, precision="float")
