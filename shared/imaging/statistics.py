"""Numbers about all pixels of a picture."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shared.imaging.deadline import Deadline
from shared.imaging.frame import WIDE
from shared.imaging.limits import Limits
from shared.imaging.reading import Reading
from shared.imaging.source import examine, open_pixels
from shared.imaging.vips import reading_pixels

if TYPE_CHECKING:
    import pyvips

_BINS = 16  # along each of red, green and blue
_LAPLACIAN = [[0, 1, 0], [1, -4, 1], [0, 1, 0]]


@dataclass(frozen=True)
class ChannelStatistics:
    """One channel: its range and where its ends are first met (px from the left and from above), its sums, mean and deviation."""

    min: int
    max: int
    sum: float
    squares_sum: float
    mean: float
    stdev: float
    min_x: int
    min_y: int
    max_x: int
    max_y: int


@dataclass(frozen=True)
class Statistics:
    """All channels as they are stored, and the picture as a whole.

    Args:
        channels: in their order, alpha last.
        is_opaque: whether nothing of it is transparent.
        entropy: of the grey values, bits.
        sharpness: standard deviation of the Laplacian of the grey values.
        dominant: the most common colour: red, green and blue, each the middle of one of 16 parts of the range.
    """

    channels: tuple[ChannelStatistics, ...]
    is_opaque: bool
    entropy: float
    sharpness: float
    dominant: tuple[int, int, int]


def stats(data: bytes, limits: Limits, reading: Reading | None = None) -> Statistics:
    """Look at every pixel of a picture.

    Args:
        data: the file.
        limits: that it must keep, the deadline included.
        reading: which pages, and how.

    Raises:
        ImageTooLarge, UnsupportedImage, CorruptImage: what is wrong with the file.
        DeadlineExceeded: it took too long.
    """
    reading = reading or Reading()
    deadline = Deadline.after(limits.render_seconds)
    try:
        with reading_pixels(deadline):
            facts = examine(data, limits, reading, deadline)
            first = reading.page if reading.page is not None else (facts.primary_page if reading.count(facts.pages) == 1 else 0)
            source = open_pixels(data, facts, deadline, page=first, pages=max(1, reading.count(facts.pages)))
            deadline.watches(source)
            image = source.copy_memory()
            deadline.watches(image)
            if facts.format == "svg":
                # looked through in squares, not in rows: of several places with the lowest or the highest value, one is named
                image = image.tilecache()
            return _measured(image)
    finally:
        deadline.release()


def _measured(image: "pyvips.Image") -> Statistics:
    table = image.stats()
    channels = []
    for band in range(1, image.bands + 1):
        low, high, *sums = (table(column, band)[0] for column in range(6))
        places = (int(table(column, band)[0]) for column in range(6, 10))
        channels.append(ChannelStatistics(int(low), int(high), *sums, *places))
    grey = image.colourspace("b-w")[0]
    sharpness = grey.conv(type(image).new_from_array(_LAPLACIAN, scale=9)).deviate() if image.width > 1 or image.height > 1 else 0.0
    opaque = 65535 if image.interpretation in WIDE else 1 if image.interpretation == "scrgb" else 255
    return Statistics(
        channels=tuple(channels),
        is_opaque=not image.hasalpha() or table(0, image.bands)[0] == opaque,
        entropy=abs(grey.hist_find().hist_entropy()),
        sharpness=sharpness,
        dominant=_dominant(image),
    )


def _dominant(image: "pyvips.Image") -> tuple[int, int, int]:
    while image.bands > 1 and image.hasalpha():
        image = image.extract_band(0, n=image.bands - 1)
    histogram = image.colourspace("srgb").hist_find_ndim(bins=_BINS)
    most, across, down = histogram.maxpos()[0], int(histogram.maxpos()[1]), int(histogram.maxpos()[2])
    behind = histogram(across, down).index(most)
    red, green, blue = (place * 256 // _BINS + 128 // _BINS for place in (across, down, behind))
    return red, green, blue
