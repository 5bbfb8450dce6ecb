"""libvips, set up for pictures of strangers. It is imported at the first use, for the sake of the app's cold start."""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from types import ModuleType
from typing import Any

from shared.errors import CorruptImage, Fault, RecipeRefused
from shared.imaging.deadline import Deadline
from shared.imaging.glyphs import CONFIGURATION

REVISION = "lienzo-2"

# What libvips writes before the complaint of a decoder. Anything else is a fault of ours.
_DECODERS = ("VipsJpeg", "jpegload", "png", "webp", "gif", "tiff", "TIFF", "heif", "svg", "uhdr", "VipsForeignLoad")


@cache
def vips() -> ModuleType:
    """The pyvips module.

    The loaders that libvips calls untrusted are blocked for the whole process; SVG alone is let back in, and `shared.imaging.source`
    limits its size. Results are not cached, as no two requests want the same pixels, and one picture uses one thread, as there are
    as many requests at once as cores. A machine without fonts, as some of Azure's are, writes with the one beside this module.
    """
    os.environ.setdefault("FONTCONFIG_FILE", str(CONFIGURATION))
    import pyvips  # noqa: PLC0415  35 ms and 60 MB that a process without pictures can do without

    logging.getLogger("pyvips").setLevel(logging.WARNING)
    pyvips.cache_set_max(0)
    if "VIPS_CONCURRENCY" not in os.environ:
        pyvips.concurrency_set(1)
    pyvips.block_untrusted_set(True)  # noqa: FBT003  pyvips has no name for it
    pyvips.operation_block_set("VipsForeignLoadSvg", False)  # noqa: FBT003  nor for this
    return pyvips  # type: ignore[no-any-return]  # pyvips has no types


@cache
def engine() -> str:
    """What makes the pixels: a part of the key of everything that is kept. Raise `REVISION` when the same recipe gives other pixels."""
    return f"{REVISION}-libvips-{'.'.join(str(vips().version(part)) for part in range(3))}"


@contextmanager
def reading_pixels(deadline: Deadline) -> Iterator[None]:
    """Run libvips on somebody's picture.

    Raises:
        DeadlineExceeded: it was stopped.
        CorruptImage: a decoder complained.
    """
    try:
        yield
    except vips().Error as error:
        deadline.check()
        detail = f"{error.message} {error.detail}".strip()
        if _is_of_a_decoder(error):
            raise CorruptImage(libvips=detail[:500]) from error
        raise


def _is_of_a_decoder(error: Any) -> bool:
    """Whether a decoder complains. One that has failed before fails without a word."""
    return not error.detail.strip() or any(name in f"{error.message} {error.detail}" for name in _DECODERS)


@contextmanager
def refusing(pointer: str, deadline: Deadline) -> Iterator[None]:
    """Let libvips build a step of a recipe.

    Args:
        pointer: to the step.
        deadline: of the whole render.

    Raises:
        DeadlineExceeded: libvips was stopped.
        RecipeRefused: libvips says that the step cannot run on this picture.
    """
    try:
        yield
    except vips().Error as error:
        deadline.check()
        if _is_of_a_decoder(error):
            raise
        detail = f"{error.message} {error.detail}".strip()
        fault = Fault(pointer, "cannot_run", "This step cannot run on this picture.")
        raise RecipeRefused(faults=[fault], libvips=detail[:500]) from error
