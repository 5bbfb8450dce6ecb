"""Text as a picture.

Pango lays the whole text out and paints it at once, and nothing can stop it: so how large it can become is known before.
"""

import html
import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shared.errors import ImageTooLarge, RecipeRefused
from shared.imaging.layers import Text
from shared.imaging.limits import Limits
from shared.imaging.vips import vips

if TYPE_CHECKING:
    import pyvips

DPI = 72
_FONT_SIZE = 12.0  # points; Pango's, when the font names none

_ALIGNMENTS = {"left": "low", "low": "low", "centre": "centre", "center": "centre", "right": "high", "high": "high"}

_TAG = re.compile(r"<[^>]*>")
_ATTRIBUTE = re.compile(r"""([a-z_]+)\s*=\s*["']([^"']*)["']""")
_NUMBER = re.compile(r"(\d+(?:\.\d*)?)\s*(pt|px|%)?")
_SIZES = {"size", "font_size", "font", "font_desc"}
_REFUSED = {"letter_spacing", "line_height", "rise", "baseline_shift", "font_scale"}
_ENLARGED = 1.2  # Pango's factor for <big> and size="larger"
_UNIT = 1024  # Pango's, in a point
_SLACK = 2  # most texts are far smaller than they could be
_EM = (1.2, 1.5)  # width and height of the place that a letter takes, at most, in its size


@dataclass(frozen=True)
class _Extent:
    """How large a text can become at most, px."""

    width: float
    height: float


def written(text: Text, limits: Limits) -> "pyvips.Image":
    """A text: in colour on transparent ground, or white on black with one channel.

    Raises:
        ImageTooLarge: it is, or could be, over the limits for pictures made.
        RecipeRefused: its markup is not valid or has attributes that are not taken here, or there is nothing to see.
    """
    options: dict[str, Any] = {
        "align": _ALIGNMENTS[text.align],
        "justify": text.justify,
        "rgba": text.rgba,
        "spacing": text.spacing,
        "wrap": text.wrap,
    }
    if text.font:
        options["font"] = text.font
    if text.width:
        options["width"] = text.width
    fitted = bool(text.width and text.height)
    if fitted:
        _within(text.width or 0, text.height or 0, limits)
        options["height"] = text.height
    else:
        options["dpi"] = text.dpi or DPI
    # libvips fits a text by making the resolution smaller, down to 1
    extent = _extent(text, 1 if fitted else options["dpi"])
    _within(extent.width / _SLACK, extent.height / _SLACK, limits)
    try:
        image = vips().Image.text(text.text, **options)
    except vips().Error as error:
        raise RecipeRefused("This text cannot be written: its markup is not valid, or it has nothing to show.") from error
    _within(image.width, image.height, limits)
    return image if text.rgba else image.copy(interpretation="b-w")


def shown(text: Text) -> str:
    """The text without its markup."""
    return html.unescape(_TAG.sub("", text.text))


def _extent(text: Text, dpi: int) -> _Extent:
    size = _points(text) * dpi / DPI
    across, down = (size * share for share in _EM)
    shown = _TAG.sub("", text.text)
    lines = [len(line) * across for line in shown.splitlines()]
    width, count = max(lines, default=0.0), len(lines)
    if text.width and text.wrap != "none":
        # A line is wrapped before a word that does not fit, so it is at least half full, unless that word is longer.
        longest = max(map(len, shown.split()), default=0) if text.wrap == "word" else 1
        width = min(width, max(text.width, longest * across))
        count = sum(math.ceil(2 * line / text.width) for line in lines)
    return _Extent(width, count * (down + max(0, text.spacing) * dpi / DPI))


def _points(text: Text) -> float:
    """The size of the largest letters, in points."""
    sizes = [float(found[1]) for found in [re.search(r"(\d+(?:\.\d*)?)(?:px)?\s*$", text.font or "")] if found] or [_FONT_SIZE]
    factor = 1.0
    for tag in _TAG.findall(text.text):
        attributes = dict(_ATTRIBUTE.findall(tag))
        if attributes.keys() & _REFUSED:
            raise RecipeRefused(f"The markup of a text may not have {', '.join(sorted(_REFUSED))}.")
        factor *= _ENLARGED if tag.startswith("<big") or "larger" in tag else 1
        for name in attributes.keys() & _SIZES:
            for number, unit in _NUMBER.findall(attributes[name]):
                if unit == "%":
                    factor *= max(1.0, float(number) / 100)
                else:
                    sizes.append(float(number) / (_UNIT if not unit and "font_desc" != name != "font" else 1))
    return max(sizes) * factor


def _within(width: float, height: float, limits: Limits) -> None:
    if max(width, height) > limits.max_output_side or width * height > limits.max_output_pixels:
        raise ImageTooLarge(
            f"The text would be larger than {limits.max_output_side} px a side, or than {limits.max_output_pixels} pixels in all."
        )
