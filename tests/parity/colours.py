"""Colours as sharp reads them, with its grammar and its colour models, in a form that recipes take."""

import math
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from shared.imaging.colour import Colour
from tests.parity.values import Options, RefusedCall, expect, is_number, is_object

_LENGTHS = range(3, 201)
_NUMBER = r"\s*[+-]?(?:\d*\.)?\d+(?:e\d+)?"
_ALPHA = r"[+-]?(?=\.\d|\d)(?:0|[1-9]\d*)?(?:\.\d*)?(?:e[+-]?\d+)?"
_SHARE = r"\s*[+-]?[\d.]+%\s*"
_GRAMMAR = tuple(
    re.compile(pattern, re.IGNORECASE | re.ASCII)
    for pattern in (
        r"#(?:[a-f\d]{3,4}|[a-f\d]{6}|[a-f\d]{8})",
        rf"rgba?\((?:{_NUMBER}(?=[\s,])\s*,?){{2}}{_NUMBER}\s*(?:[\s,|/]{_NUMBER}%?\s*)?\)",
        rf"rgba?\({_SHARE},?{_SHARE},?{_SHARE}(?:[\s,|/]\s*[+-]?[\d.]+%?\s*)?\)",
        rf"hsla?\(\s*[+-]?(?:\d{{0,3}}\.)?\d+(?:deg)?\s*,?{_SHARE},?{_SHARE}(?:[,|/]\s*(?:{_ALPHA})\s*)?\)",
        rf"hwb\(\s*[+-]?\d{{0,3}}(?:\.\d+)?(?:deg)?\s*[\s,]{_SHARE}[\s,]{_SHARE}(?:[\s,]\s*(?:{_ALPHA})\s*)?\)",
        r"\w+",
    )
)


def colour(value: Any) -> Any:
    """A colour.

    Raises:
        RefusedCall: sharp does not know it.
    """
    expect((isinstance(value, str) and len(value) in _LENGTHS) or is_object(value), "object or string", "background", value)
    if isinstance(value, str):
        if not any(pattern.fullmatch(value) for pattern in _GRAMMAR):
            raise _unknown(value)
        made: Any = value
    else:
        made = _of_object(_of_list(value) if isinstance(value, list) and value else value)
    try:
        Colour.parse(made)
    except ValueError:
        raise _unknown(value) from None
    return made


def with_colours(options: Options, *names: str) -> Options:
    """The options with their colours in a form that recipes take."""
    return options | {name: colour(options[name]) for name in names if name in options}


def _unknown(value: Any) -> RefusedCall:
    return RefusedCall(f"Unable to parse color from {'string' if isinstance(value, str) else 'object'}: {value}")


def _of_list(values: Sequence[Any]) -> Options:
    channels = [value if is_number(value) else 0 for value in [*values[:3], 0, 0]]
    alpha = {"alpha": values[3]} if len(values) > len("rgb") and is_number(values[3]) else {}
    return dict(zip("rgb", channels, strict=False)) | alpha


def _of_object(value: Any) -> Options:
    names = "".join(sorted(value.keys() - {"alpha"})) if isinstance(value, dict) else ""
    if names not in _MODELS:
        raise _unknown(value)
    labels, convert = _MODELS[names]
    try:
        # as JavaScript has it, "10" is a number here
        red, green, blue = convert([float(value[label]) for label in labels])
    except (TypeError, ValueError):
        raise _unknown(value) from None
    alpha = value.get("alpha", 1)
    return {"r": red, "g": green, "b": blue, "alpha": alpha if is_number(alpha) else 0}


def _part(value: float) -> float:
    return min(max(value, 0.0), 100.0) / 100


def _rgb(values: list[float]) -> list[float]:
    return values


def _hsl(values: list[float]) -> list[float]:
    hue, saturation, lightness = values[0] % 360 / 360, *map(_part, values[1:])
    top = lightness * (1 + saturation) if lightness < 0.5 else lightness + saturation - lightness * saturation
    low = 2 * lightness - top

    def channel(place: float) -> float:
        place += (place < 0) - (place > 1)
        if 6 * place < 1:
            return low + (top - low) * 6 * place
        if 2 * place < 1:
            return top
        return low + (top - low) * (2 / 3 - place) * 6 if 3 * place < 2 else low

    return [255 * channel(hue + 1 / 3 * shift) for shift in (1, 0, -1)]


def _hsv(values: list[float]) -> list[float]:
    hue, saturation, top = values[0] % 360 / 60, *map(_part, values[1:])
    share = hue - math.floor(hue)
    p, q, t = (255 * top * (1 - part) for part in (saturation, saturation * share, saturation * (1 - share)))
    v = 255 * top
    return [[v, t, p], [q, v, p], [p, v, t], [p, q, v], [t, p, v], [v, p, q]][math.floor(hue) % 6]


def _hwb(values: list[float]) -> list[float]:
    hue, white, black = values[0] % 360 / 360, *map(_part, values[1:])
    if white + black > 1:
        white, black = white / (white + black), black / (white + black)
    sector, top = math.floor(6 * hue), 1 - black
    share = 6 * hue - sector
    n = white + (1 - share if sector & 1 else share) * (top - white)
    order = [[top, n, white], [n, top, white], [white, top, n], [white, n, top], [n, white, top], [top, white, n]]
    return [255 * part for part in order[sector % 6]]


def _cmyk(values: list[float]) -> list[float]:
    *inks, black = map(_part, values)
    return [255 * (1 - min(1.0, ink * (1 - black) + black)) for ink in inks]


def _grey(values: list[float]) -> list[float]:
    return [values[0] / 100 * 255] * 3


_MODELS: Mapping[str, tuple[tuple[str, ...], Callable[[list[float]], list[float]]]] = {
    "".join(sorted(labels)): (labels, convert)
    for labels, convert in (
        (("r", "g", "b"), _rgb),
        (("h", "s", "l"), _hsl),
        (("h", "s", "v"), _hsv),
        (("h", "w", "b"), _hwb),
        (("c", "m", "y", "k"), _cmyk),
        (("gray",), _grey),
    )
}
