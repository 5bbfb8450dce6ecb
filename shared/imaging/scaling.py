"""How much a picture shrinks, by sharp's rules."""

from typing import Literal

Fit = Literal["cover", "contain", "fill", "inside", "outside"]


def shrink_factors(
    size: tuple[int, int], target: tuple[int | None, int | None], fit: Fit, *, enlarge: bool, reduce: bool
) -> tuple[float, float]:
    """How many source pixels become one, across and down; below 1 when the picture grows.

    Args:
        size: width and height of one page, px.
        target: width and height asked for, px; a missing one follows the other.
        fit: how the picture fits into the target.
        enlarge: whether it may grow.
        reduce: whether it may shrink.
    """
    width, height = size
    across, down = target
    horizontal = width / across if across else 1.0
    vertical = height / down if down else 1.0
    if fit != "fill":
        if across and down:
            horizontal = vertical = min(horizontal, vertical) if fit in {"cover", "outside"} else max(horizontal, vertical)
        elif across:
            vertical = horizontal
        elif down:
            horizontal = vertical
    if not reduce:
        horizontal, vertical = min(1.0, horizontal), min(1.0, vertical)
    elif not enlarge:
        horizontal, vertical = max(1.0, horizontal), max(1.0, vertical)
    return min(horizontal, float(width)), min(vertical, float(height))


def jpeg_shrink(shrink: float, *, fast: bool, shared: bool = False) -> int:
    """The factor by which a JPEG is shrunk while it is decoded: 1, 2, 4 or 8.

    Args:
        shrink: the smaller one of the two shrink factors.
        fast: False leaves at least a factor of two to the resize, which is slower and a little smoother.
        shared: several outputs are made of what is decoded. Then the factor is the largest one at which this output is not enlarged;
            sharp, which decodes for each output alone, stays below it where little would be left to the resize.
    """
    spare = 1 if fast else 2
    factor = next((factor for factor in (8, 4, 2) if shrink >= factor * spare), 1)
    if shared:
        return factor
    # libjpeg rounds sizes up: at exactly the factor, the result could be a pixel too small
    return factor // 2 if factor > 1 and int(shrink) == factor else factor
