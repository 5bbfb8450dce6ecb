"""Bits of all pixels in a square around each, combined."""

from typing import TYPE_CHECKING, Literal

from shared.imaging.frame import WIDE, Frame

if TYPE_CHECKING:
    import pyvips

_SMALL = 8  # px; up to here libvips' own morphology is faster
_MORPHOLOGY = {"and": "dilate", "or": "erode"}

Combination = Literal["and", "or"]


def gathered(frame: Frame, reach: int, combination: Combination) -> Frame:
    """Combine each value with all those of the same channel in a square around it, bit by bit. Edges are continued.

    It is what sharp's dilate (and) and erode (or) do, with a mask whose number of pixels grows with the square of the reach. A large
    square is combined from smaller ones instead, first along columns and then along lines.

    Args:
        frame: of whole numbers.
        reach: from a pixel to the sides of its square, px.
        combination: of the bits.
    """
    # sharp's morphology takes 16 bits for 8 and makes one colour of them
    whole = frame.page_wise and frame.image.interpretation in WIDE
    if reach <= _SMALL and not whole:
        side = 2 * reach + 1
        mask = type(frame.image).black(side, side).cast("double")
        return frame.filter(lambda image: image.morph(mask, _MORPHOLOGY[combination]).invert())
    return frame.in_memory().filter(
        lambda image: _in_columns(_in_columns(image, frame, reach, combination).rot90(), frame, reach, combination).rot270()
    )


def _in_columns(image: "pyvips.Image", frame: Frame, reach: int, combination: Combination) -> "pyvips.Image":
    """Combine each value with those above and below it."""
    height = image.height
    # beyond the picture there are only copies of its edge
    reach = min(reach, height - 1)
    window = 2 * reach + 1
    whole = image.embed(0, reach, image.width, height + 2 * reach, extend="copy")
    done = 1
    while done < window:
        step = min(done, window - done)
        frame.deadline.check()
        first = whole.extract_area(0, 0, whole.width, whole.height - step)
        second = whole.extract_area(0, step, whole.width, whole.height - step)
        combined = first.boolean(second, combination)
        frame.deadline.stops(combined)
        # each half is needed twice by the next round
        whole = combined.copy_memory()
        done += step
    return whole
