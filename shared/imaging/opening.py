"""The other pictures that a recipe needs, read through the same guard as the source."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from shared.errors import CorruptImage, Fault, ImageTooLarge, RecipeRefused, UnsupportedImage
from shared.imaging.canvas import painted
from shared.imaging.deadline import Deadline
from shared.imaging.frame import Frame
from shared.imaging.layers import CreateLayer, DataLayer, ImageLayer, Operand, SvgLayer, TextLayer
from shared.imaging.lettering import written
from shared.imaging.limits import Limits
from shared.imaging.orientation import UPRIGHT, Turn
from shared.imaging.picture import Picture
from shared.imaging.recipe import Recipe
from shared.imaging.source import examine, open_pixels

if TYPE_CHECKING:
    import pyvips


@dataclass(frozen=True)
class Opened:
    """A picture whose header has been read, and of whose pixels none has."""

    frame: Frame

    @property
    def picture(self) -> Picture:
        """Its size and kind, upright."""
        return self.frame.picture

    def ready(self) -> Frame:
        """It, upright and in memory: a step may read it in any order and more than once."""
        return self.frame.upright().in_memory()


def open_operands(recipe: Recipe, limits: Limits, images: Callable[[UUID], bytes] | None, deadline: Deadline) -> dict[Operand, Opened]:
    """Open every picture that the steps of a recipe need.

    Raises:
        RecipeRefused: some cannot be had or used; each is named.
    """
    opener = _Opener(limits, images, deadline)
    opened: dict[Operand, Opened] = {}
    faults: list[Fault] = []
    pixels = 0
    for pointer, operand in _operands(recipe):
        if operand in opened:
            continue
        try:
            opened[operand] = opener.open(operand)
            pixels += opened[operand].picture.pixels
            _within(pixels, limits)
        except RecipeRefused as refused:
            faults += refused.faults or [Fault(pointer, refused.code, refused.message)]
        except (CorruptImage, ImageTooLarge, UnsupportedImage) as fault:
            faults.append(Fault(pointer, fault.code, fault.message))
    if faults:
        raise RecipeRefused(faults=faults)
    return opened


def _within(pixels: int, limits: Limits) -> None:
    if pixels > limits.max_input_pixels:
        raise ImageTooLarge(f"The pictures that the recipe lays over this one have more than {limits.max_input_pixels} pixels together.")


def _operands(recipe: Recipe) -> Iterator[tuple[str, Operand]]:
    """Every operand of a recipe, with the pointer to it."""
    lists = [("/steps", recipe.steps), *((f"{target.pointer}/steps", target.steps) for target in recipe.targets)]
    for pointer, steps in lists:
        for number, step in enumerate(steps):
            for field, operand in step.operands:
                yield f"{pointer}/{number}/{field}", operand


@dataclass(frozen=True)
class _Opener:
    limits: Limits
    images: Callable[[UUID], bytes] | None
    deadline: Deadline

    def open(self, operand: Operand) -> Opened:
        match operand.input:
            case ImageLayer(image=identity):
                if self.images is None:
                    raise RecipeRefused("This recipe names a picture of an account, and none is at hand here.")
                return self._opened(self.images(identity), operand)
            case DataLayer(data=data):
                return self._opened(data, operand)
            case SvgLayer(svg=svg):
                return self._opened(svg.encode(), operand, only="svg")
            case CreateLayer(create=create):
                return self._ready(painted(create, self.limits))
            case TextLayer(text=text):
                return self._ready(written(text, self.limits))

    def _opened(self, data: bytes, operand: Operand, *, only: str | None = None) -> Opened:
        """The first page of a file. Its colours are taken as they are, whatever profile it has, as sharp does."""
        facts = examine(data, self.limits, density=operand.density)
        if only and facts.format != only:
            raise UnsupportedImage(f"This is not {only.upper()}.")
        image = open_pixels(data, facts, page=facts.primary_page)
        return self._ready(image, facts.turn if operand.auto_orient else UPRIGHT)

    def _ready(self, image: "pyvips.Image", turn: Turn = UPRIGHT) -> Opened:
        self.deadline.watches(image)
        return Opened(Frame(image, turn=turn, deadline=self.deadline))
