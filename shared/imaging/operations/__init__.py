"""The operations, as data. To add one: a file with its model, and a line here."""

from typing import TYPE_CHECKING, Annotated, Union

from pydantic import Field

from shared.imaging.operations.base import Operation
from shared.imaging.operations.blur import Blur
from shared.imaging.operations.composite import Composite
from shared.imaging.operations.extend import Extend
from shared.imaging.operations.extract import Extract
from shared.imaging.operations.flatten import Flatten
from shared.imaging.operations.flip import Flip
from shared.imaging.operations.flop import Flop
from shared.imaging.operations.greyscale import Greyscale
from shared.imaging.operations.modulate import Modulate
from shared.imaging.operations.resize import Resize
from shared.imaging.operations.rotate import Rotate
from shared.imaging.operations.sharpen import Sharpen
from shared.imaging.operations.trim import Trim

OPERATIONS: tuple[type[Operation], ...] = (
    Resize,
    Rotate,
    Flip,
    Flop,
    Extract,
    Trim,
    Extend,
    Flatten,
    Greyscale,
    Modulate,
    Blur,
    Sharpen,
    Composite,
)

if TYPE_CHECKING:
    Step = Operation
else:
    Step = Annotated[Union[OPERATIONS], Field(discriminator="op")]  # noqa: UP007  a union of what the tuple holds
