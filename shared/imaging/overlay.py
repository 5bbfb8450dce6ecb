"""A picture of the account as it is laid over another: at the size and with the opacity that the recipe gives it."""

from typing import TYPE_CHECKING

from shared.imaging.frame import Frame

if TYPE_CHECKING:
    from shared.imaging.layers import ImageLayer


def shaped(frame: Frame, layer: "ImageLayer") -> Frame:
    """The pixels as the layer shows them.

    Args:
        frame: the pixels as they are in the file.
        layer: its width and height, px, and its opacity, 0 to 1; one that gives none of them changes nothing.
    """
    return _faded(_scaled(frame, layer.width, layer.height), layer.opacity)


def _scaled(frame: Frame, width: int | None, height: int | None) -> Frame:
    if width is None and height is None:
        return frame
    upright = frame.upright()
    picture = upright.picture
    across = width / picture.width if width else None
    down = height / picture.height if height else None
    scale = min(by for by in (across, down) if by is not None)
    # never nothing: the shorter side of a long line has one pixel
    by_width = max(scale, 1 / picture.width)
    by_height = max(scale, 1 / picture.height)
    scaled = upright.premultiply().filter(lambda page: page.resize(by_width, vscale=by_height))
    return scaled.straight()


def _faded(frame: Frame, opacity: float) -> Frame:
    if opacity == 1:
        return frame
    image = frame.with_alpha().image
    factors = [1.0] * (image.bands - 1) + [opacity]
    return frame.having(image.linear(factors, [0.0] * image.bands).cast(image.format).copy(interpretation=image.interpretation))
