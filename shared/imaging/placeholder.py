"""What a gallery shows of a picture before it has loaded: a blur in about 25 bytes, and one colour.

The blur is a ThumbHash, a format with decoders in many languages: the lowest frequencies of lightness, of two colour differences and
of alpha, four bits each.
"""

import math
from base64 import b64encode
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

MAX_SIDE = 32  # px; more pixels do not change so low frequencies

Rgba = tuple[int, int, int, int]

_OPAQUE = 255
_TOP = 1.0  # of a channel
_BIN = 32  # colours closer than this count as one


@dataclass(frozen=True)
class Tiny:
    """A very small picture.

    Args:
        width: px.
        height: px.
        pixels: row by row, red, green, blue and alpha, 0 to 255 each.
    """

    width: int
    height: int
    pixels: Sequence[Rgba]

    @property
    def thumb_hash(self) -> str:
        """The ThumbHash, in base64."""
        coverage = sum(pixel[3] for pixel in self.pixels) / _OPAQUE
        has_alpha = coverage < len(self.pixels)
        lightness, yellow, red, alpha = self._planes(coverage)
        most = 5 if has_alpha else 7
        across, down = (max(1, _rounded(most * side / max(self.width, self.height))) for side in (self.width, self.height))
        waves = [
            self._waves(lightness, max(3, across), max(3, down)),
            self._waves(yellow, 3, 3),
            self._waves(red, 3, 3),
            *([self._waves(alpha, 5, 5)] if has_alpha else []),
        ]
        is_wide = self.width > self.height
        light, yellowish, reddish = waves[:3]
        head = (
            _rounded(63 * light.mean)
            | _rounded(31.5 + 31.5 * yellowish.mean) << 6
            | _rounded(31.5 + 31.5 * reddish.mean) << 12
            | _rounded(31 * light.scale) << 18
            | has_alpha << 23
            | (down if is_wide else across) << 24
            | _rounded(63 * yellowish.scale) << 27
            | _rounded(63 * reddish.scale) << 33
            | is_wide << 39
        ).to_bytes(5, "little")
        if has_alpha:
            head += bytes([_rounded(15 * waves[3].mean) | _rounded(15 * waves[3].scale) << 4])
        nibbles = [_rounded(15 * share) for wave in waves for share in wave.shares]
        nibbles += [0] * (len(nibbles) % 2)
        body = bytes(low | high << 4 for low, high in zip(nibbles[::2], nibbles[1::2], strict=True))
        return b64encode(head + body).decode()

    @property
    def dominant_colour(self) -> str | None:
        """The mean of the most common kind of colour, as `#rrggbb`; None when nothing can be seen."""
        bins: dict[tuple[int, ...], list[Rgba]] = defaultdict(list)
        for pixel in self.pixels:
            bins[tuple(channel // _BIN for channel in pixel[:3])].append(pixel)
        seen = max(bins.values(), key=lambda pixels: sum(pixel[3] for pixel in pixels))
        weight = sum(pixel[3] for pixel in seen)
        if not weight:
            return None
        means = (sum(pixel[channel] * pixel[3] for pixel in seen) / weight for channel in range(3))
        return "#" + "".join(f"{_rounded(mean):02x}" for mean in means)

    def _planes(self, coverage: float) -> tuple[list[float], list[float], list[float], list[float]]:
        """Lightness, yellow minus blue, red minus green, and alpha; what cannot be seen gets the mean colour."""
        means = [sum(pixel[n] * pixel[3] for pixel in self.pixels) / _OPAQUE**2 / (coverage or 1) for n in range(3)]
        lightness, yellow, red, alphas = [], [], [], []
        for pixel in self.pixels:
            alpha = pixel[3] / _OPAQUE
            r, g, b = (mean * (_TOP - alpha) + alpha * channel / _OPAQUE for mean, channel in zip(means, pixel, strict=False))
            lightness.append((r + g + b) / 3)
            yellow.append((r + g) / 2 - b)
            red.append(r - g)
            alphas.append(alpha)
        return lightness, yellow, red, alphas

    def _waves(self, plane: list[float], across: int, down: int) -> "_Waves":
        """The lowest frequencies of a plane: first along the rows, then down the columns of what that gives."""
        rows = [plane[start : start + self.width] for start in range(0, len(plane), self.width)]
        by_row = [[_product(row, cosines) for cosines in _cosines(self.width, across)] for row in rows]
        found = [
            _product([sums[x] for sums in by_row], cosines) / len(plane)
            for y, cosines in enumerate(_cosines(self.height, down))
            for x in range(across)
            if x * down < across * (down - y)
        ]
        scale = max(abs(wave) for wave in found[1:])
        return _Waves(found[0], scale, [0.5 + 0.5 * wave / scale if scale else wave for wave in found[1:]])


@dataclass(frozen=True)
class _Waves:
    """The mean of a plane, the size of its strongest wave, and each wave as a share of that, 0 to 1."""

    mean: float
    scale: float
    shares: list[float]


def _cosines(length: int, count: int) -> list[list[float]]:
    return [[math.cos(math.pi / length * wave * (place + 0.5)) for place in range(length)] for wave in range(count)]


def _product(values: Sequence[float], weights: Sequence[float]) -> float:
    return sum(value * weight for value, weight in zip(values, weights, strict=True))


def _rounded(number: float) -> int:
    return math.floor(number + 0.5)
