"""What an operation is: its fields, its plan, and what it does to the pixels, declared once.

The fields are validated without a picture. `plan` is pure: it says what the step makes of a picture of a given size, and refuses what
cannot be. `apply` extends the libvips pipeline. Nothing here imports pyvips, so that recipes are validated without it.
"""

from abc import ABC, abstractmethod
from typing import ClassVar

from shared.imaging.frame import Frame
from shared.imaging.layers import Operand
from shared.imaging.model import Model
from shared.imaging.picture import Picture, Planning


class Operation(Model, ABC):
    """One step of a recipe."""

    op: str

    point_wise: ClassVar[bool] = False
    """Each pixel changes by itself: the step may run before the picture is turned upright, and on one that was shrunk while loading."""

    needs_straight_alpha: ClassVar[bool] = False
    """The step cannot work on colours that are multiplied by alpha. Others take them as they find them."""

    turns_upright: ClassVar[bool] = False
    """The step turns the picture upright itself, if that is still to be done."""

    @property
    def operands(self) -> tuple[tuple[str, Operand], ...]:
        """The other pictures that this step needs, each after the field that names it, such as `images/0/input`."""
        return ()

    def plan(self, picture: Picture, planning: Planning) -> Picture:  # noqa: ARG002  most steps run on every picture
        """What the step makes of a picture, or as near as can be told; what it cannot do is refused through `planning`."""
        return picture

    @abstractmethod
    def apply(self, frame: Frame) -> Frame:
        """Extend the pipeline by this step; the frame is upright unless `point_wise`, and straight if asked for."""
