"""How much a picture may cost."""

from dataclasses import dataclass
from typing import Self

from shared.config import MEBIBYTE, MEGAPIXEL, Settings


@dataclass(frozen=True)
class Limits:
    """Limits for pictures read and made; the defaults are those of the settings.

    Args:
        max_input_bytes: largest file, bytes.
        max_svg_bytes: largest SVG, bytes: a small drawing can be very slow to paint.
        max_input_pixels: largest picture read, px summed over all frames.
        max_frames: most frames or pages in a file.
        max_output_side: longest side of a picture made, px.
        max_output_pixels: largest picture made, px summed over all frames.
        render_seconds: for one whole render, all outputs together, s.
        max_input_side: longest side of a picture read, px: libvips holds a few lines of it at once.
    """

    max_input_bytes: int = 25 * MEBIBYTE
    max_svg_bytes: int = MEBIBYTE
    max_input_pixels: int = 50 * MEGAPIXEL
    max_frames: int = 100
    max_output_side: int = 8192
    max_output_pixels: int = 40 * MEGAPIXEL
    render_seconds: float = 10.0
    max_input_side: int = 65_535

    @classmethod
    def from_settings(cls, settings: Settings) -> Self:
        """The limits that the settings name."""
        return cls(
            max_input_bytes=settings.max_upload_bytes,
            max_input_pixels=settings.max_input_pixels,
            max_frames=settings.max_frames,
            max_output_side=settings.max_output_side,
            max_output_pixels=settings.max_output_pixels,
            render_seconds=settings.render_seconds,
        )
