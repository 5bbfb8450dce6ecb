"""Colours as sharp reads them: CSS names, `#rgb` to `#rrggbbaa`, `rgb()`, `hsl()`, `hwb()`, or `{r, g, b, alpha}`."""

import re
from typing import Any, NamedTuple, Self

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from shared.imaging.colour_names import NAMES

_HEX = re.compile(r"#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})?", re.IGNORECASE)
_SHORT_HEX = re.compile(r"#([0-9a-f])([0-9a-f])([0-9a-f])([0-9a-f])?", re.IGNORECASE)
_FUNCTION = re.compile(r"(rgb|hsl|hwb)a?\(([^()]*)\)", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s*[,/|]\s*|\s+")
_NUMBER = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)(%|deg)?", re.IGNORECASE)
_MIN_LENGTH, _MAX_LENGTH = 3, 200  # sharp's
_CHANNELS = ("r", "g", "b")


class Colour(NamedTuple):
    """A colour in sRGB: red, green, blue and alpha, 0..255 each. The first three may be fractions, as in sharp."""

    red: float
    green: float
    blue: float
    alpha: int = 255

    @classmethod
    def parse(cls, value: object) -> Self:
        """Read a colour.

        Raises:
            ValueError: it is none.
        """
        if isinstance(value, cls):
            return value
        if isinstance(value, dict):
            return cls._from_object(value)
        if isinstance(value, str) and _MIN_LENGTH <= len(value) <= _MAX_LENGTH:
            return cls._from_text(value)
        raise ValueError("expected a CSS colour or {r, g, b, alpha}")

    @classmethod
    def _from_object(cls, value: dict[object, object]) -> Self:
        numbers = {"alpha": 1.0, **value}
        if set(numbers) != {*_CHANNELS, "alpha"} or not all(
            isinstance(n, int | float) and not isinstance(n, bool) for n in numbers.values()
        ):
            raise ValueError("expected an object {r, g, b, alpha} of numbers; alpha, 0 to 1, may be left out")
        return cls._of(*(float(numbers[name]) for name in (*_CHANNELS, "alpha")))  # type: ignore[arg-type]  # numbers, checked above

    @classmethod
    def _from_text(cls, text: str) -> Self:
        name = text.lower()
        if name == "transparent":
            return cls(0, 0, 0, 0)
        if name in NAMES:
            return cls(*NAMES[name])
        if found := _HEX.fullmatch(text):
            return cls(*(int(pair, 16) for pair in found.groups("ff")))
        if found := _SHORT_HEX.fullmatch(text):
            return cls(*(int(digit * 2, 16) for digit in found.groups("f")))
        if found := _FUNCTION.fullmatch(text):
            parts = [_NUMBER.fullmatch(part) for part in _SEPARATOR.split(found[2].strip())]
            if len(parts) in {3, 4} and all(parts):
                return cls._from_function(found[1].lower(), [(float(part[1]), part[2]) for part in parts if part])
        raise ValueError(f"{text!r} is not a colour that is known here")

    @classmethod
    def _from_function(cls, model: str, parts: list[tuple[float, str | None]]) -> Self:
        alpha = 1.0
        if len(parts) > len(_CHANNELS):
            number, unit = parts[3]
            alpha = number * 0.01 if unit == "%" else number
        units = [unit for _, unit in parts[:3]]
        first, second, third = (number for number, _ in parts[:3])
        if model == "rgb" and units == [None, None, None]:
            return cls._of(first, second, third, alpha)
        if model == "rgb" and units == ["%", "%", "%"]:
            red, green, blue = (float(_half_up(number * 2.55)) for number in (first, second, third))
            return cls._of(red, green, blue, alpha)
        if model != "rgb" and units[0] in {None, "deg"} and units[1:] == ["%", "%"]:
            convert = _hsl if model == "hsl" else _hwb
            red, green, blue = convert(first % 360 / 360, _clamp(second, 100) / 100, _clamp(third, 100) / 100)
            return cls._of(red, green, blue, alpha)
        raise ValueError(f"the numbers of {model}() have the wrong units")

    @classmethod
    def _of(cls, red: float, green: float, blue: float, alpha: float) -> Self:
        return cls(_clamp(red, 255), _clamp(green, 255), _clamp(blue, 255), _half_up(_clamp(alpha, 1) * 255))

    def to_json(self) -> dict[str, float]:
        """The form that recipes are stored in."""
        return {"r": float(self.red), "g": float(self.green), "b": float(self.blue), "alpha": self.alpha / 255}

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls.parse, serialization=core_schema.plain_serializer_function_ser_schema(cls.to_json)
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        channel, alpha = {"type": "number", "minimum": 0, "maximum": 255}, {"type": "number", "minimum": 0, "maximum": 1, "default": 1}
        properties = {"r": channel, "g": channel, "b": channel, "alpha": alpha}
        return {
            "anyOf": [
                {"type": "string", "minLength": _MIN_LENGTH, "maxLength": _MAX_LENGTH, "format": "color"},
                {"type": "object", "properties": properties, "required": list(_CHANNELS), "additionalProperties": False},
            ]
        }


def _clamp(number: float, top: float) -> float:
    return min(max(number, 0.0), top)


def _half_up(number: float) -> int:
    return int(number + 0.5)


def _hsl(hue: float, saturation: float, lightness: float) -> list[float]:
    upper = lightness * (1 + saturation) if lightness < 0.5 else lightness + saturation - lightness * saturation  # noqa: PLR2004  half
    lower = 2 * lightness - upper
    return [_hue_share(lower, upper, (hue + shift) % 1) * 255 for shift in (1 / 3, 0, -1 / 3)]


def _hue_share(lower: float, upper: float, hue: float) -> float:
    if 6 * hue < 1:
        return lower + (upper - lower) * 6 * hue
    if 2 * hue < 1:
        return upper
    if 3 * hue < 2:  # noqa: PLR2004  two thirds
        return lower + (upper - lower) * (2 / 3 - hue) * 6
    return lower


def _hwb(hue: float, white: float, black: float) -> list[float]:
    if white + black > 1:
        white, black = white / (white + black), black / (white + black)
    sector = int(6 * hue)
    top = 1 - black
    share = 6 * hue - sector
    middle = white + (1 - share if sector % 2 else share) * (top - white)
    order = (
        (top, middle, white),
        (middle, top, white),
        (white, top, middle),
        (white, middle, top),
        (middle, white, top),
        (top, white, middle),
    )
    return [part * 255 for part in order[sector % 6]]


BLACK = Colour(0, 0, 0)
