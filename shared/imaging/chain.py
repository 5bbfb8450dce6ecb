"""What a list of steps means in sharp's order: calls that add up to one set of options, and a few flags that depend on who came first.

A later call of the same operation replaces the earlier one. The options in `_REMEMBERED` are the exception: one that the later call
leaves out keeps its earlier value.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from shared.imaging.operations.auto_orient import AutoOrient
from shared.imaging.operations.base import Operation
from shared.imaging.operations.extract import Extract
from shared.imaging.operations.join_channel import JoinChannel
from shared.imaging.operations.resize import Resize
from shared.imaging.operations.rotate import Rotate
from shared.imaging.operations.trim import Trim

_REMEMBERED: Mapping[str, tuple[str, ...]] = {
    "resize": ("fit", "position", "background", "kernel", "without_enlargement", "without_reduction", "fast_shrink_on_load"),
    "extend": ("top", "bottom", "left", "right", "extend_with", "background"),
    "trim": ("background", "line_art", "margin"),
    "rotate": ("background",),
    "affine": ("background", "idx", "idy", "odx", "ody", "interpolator"),
    "sharpen": ("m1", "m2", "x1", "y2", "y3"),
    "blur": ("precision", "min_amplitude"),
    "flatten": ("background",),
    "negate": ("alpha",),
    "normalise": ("lower", "upper"),
    "clahe": ("max_slope",),
    "modulate": ("brightness", "saturation", "hue", "lightness"),
}

# Both spellings of a name are one operation.
_SPELLINGS = {
    "grayscale": "greyscale",
    "normalize": "normalise",
    "pipelineColorspace": "pipelineColourspace",
    "toColorspace": "toColourspace",
}

FIRST_EXTRACT, LAST_EXTRACT = "extract", "extract again"


class Link(NamedTuple):
    """An operation with all its options, and the last step that gave some."""

    pointer: str
    step: Operation


@dataclass
class Chain:
    """The steps of one output, as sharp would remember them.

    Args:
        links: by the name of the operation; `LAST_EXTRACT` is the one after the resize.
        auto_orient: whether the EXIF orientation is applied.
        rotates_first: rotations and mirrorings come before everything else.
        orients_first: the EXIF orientation does.
    """

    links: dict[str, Link] = field(default_factory=dict)
    auto_orient: bool = False
    rotates_first: bool = False
    orients_first: bool = False

    def get(self, name: str) -> Link | None:
        """The operation of this name, if the chain has it."""
        return self.links.get(name)

    @property
    def resize(self) -> Resize | None:
        """The resize, if it asks for a size."""
        link = self.links.get("resize")
        return link.step if link and isinstance(link.step, Resize) and link.step.asks_for_a_size else None

    @property
    def rotates(self) -> bool:
        """Whether a rotation was asked for."""
        link = self.links.get("rotate")
        return bool(link and isinstance(link.step, Rotate) and link.step.angle % 360)

    def add(self, pointer: str, step: Operation) -> None:
        """Take one more step."""
        name = _SPELLINGS.get(step.op, step.op)
        if isinstance(step, Extract):
            name = LAST_EXTRACT if self.resize or FIRST_EXTRACT in self.links else FIRST_EXTRACT
        earlier = self.links.get(name)
        self.links[name] = Link(pointer, _merged(name, earlier.step, step) if earlier else step)
        match step:
            case AutoOrient():
                self.auto_orient = True
            case Resize() if self.resize and self.rotates:
                self.rotates_first = True
            case Trim() if self.rotates:
                self.rotates_first = True
            case Extract():
                both = FIRST_EXTRACT in self.links and LAST_EXTRACT in self.links
                self.rotates_first |= self.rotates and not self.resize and not both
                self.orients_first |= self.auto_orient


def chain(steps: Iterable[tuple[str, Operation]], *, auto_orient: bool) -> Chain:
    """Put steps together, each with its pointer.

    Args:
        steps: in the order written.
        auto_orient: whether the source is to be turned upright as it is read.
    """
    made = Chain(auto_orient=auto_orient)
    for pointer, step in steps:
        made.add(pointer, step)
    return made


def _merged(name: str, earlier: Operation, later: Operation) -> Operation:
    if isinstance(earlier, JoinChannel) and isinstance(later, JoinChannel):
        return later.model_copy(update={"images": earlier.images + later.images})
    kept = {
        option: getattr(earlier, option)
        for option in _REMEMBERED.get(name, ())
        if option in earlier.model_fields_set and option not in later.model_fields_set
    }
    return later.model_copy(update=kept)
