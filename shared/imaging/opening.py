"""The other pictures that a recipe needs, read through the same guard as the source."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from shared.errors import CorruptImage, Fault, ImageTooLarge, RecipeRefused, UnsupportedImage
from shared.imaging.canvas import joined, painted
from shared.imaging.colourspace import in_space
from shared.imaging.deadline import Deadline
from shared.imaging.facts import CANVAS, SourceFacts
from shared.imaging.frame import Frame
from shared.imaging.glyphs import missing
from shared.imaging.layers import Canvas, CreateLayer, DataLayer, ImageLayer, JoinLayer, Operand, SvgLayer, TextLayer
from shared.imaging.lettering import shown, written
from shared.imaging.limits import Limits
from shared.imaging.operations.pipeline_colourspace import PipelineColourspace
from shared.imaging.orientation import UPRIGHT, Turn
from shared.imaging.overlay import shaped
from shared.imaging.picture import Picture
from shared.imaging.reading import Reading
from shared.imaging.recipe import Recipe
from shared.imaging.source import examine, open_pixels
from shared.imaging.vips import refusing

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


def missing_glyphs(recipe: Recipe) -> tuple[Fault, ...]:
    """The texts of a recipe that cannot be written in full, each with the characters that no font of this machine has."""
    texts = [(f"{pointer}/text/text", operand.input.text) for pointer, operand in _operands(recipe) if isinstance(operand.input, TextLayer)]
    if isinstance(recipe.canvas, TextLayer):
        texts.insert(0, ("/canvas/text/text", recipe.canvas.text))
    found = [(pointer, missing(shown(text))) for pointer, text in texts]
    return tuple(
        Fault(pointer, "missing_glyph", f"No font here has {', '.join(f'U+{ord(c):04X}' for c in gone)}.")
        for pointer, gone in found
        if gone
    )


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
class Drawn:
    """What a recipe begins with when it has a canvas: pixels that come from no file, and what would stand in a file's header."""

    image: "pyvips.Image"
    facts: SourceFacts


def open_canvas(recipe: Recipe, canvas: Canvas, limits: Limits, images: Callable[[UUID], bytes] | None, deadline: Deadline) -> Drawn:
    """Draw the canvas of a recipe.

    Raises:
        RecipeRefused: it is over the limits, or the text cannot be written, or a picture cannot be had.
    """
    opener = _Opener(limits, images, deadline)
    try:
        with refusing(f"/canvas/{_kind(canvas)}", deadline):
            image = _joined(recipe, canvas, opener) if isinstance(canvas, JoinLayer) else _asked_for(_drawn(canvas, limits), recipe.input)
    except (RecipeRefused, ImageTooLarge, CorruptImage, UnsupportedImage) as fault:
        raise RecipeRefused(faults=[Fault(f"/canvas/{_kind(canvas)}", fault.code, fault.message)]) from None
    height = image.get_page_height()
    has_alpha = bool(image.hasalpha())
    picture = Picture(image.width, height, image.height // height, has_alpha, colours=image.bands - has_alpha)
    # sharp takes the tag of the first picture that has one for that of all, put together; as written, each is upright before
    tagged = recipe.order == "sharp" and image.get_typeof("orientation")
    return Drawn(image, SourceFacts(CANVAS, picture, orientation=int(image.get("orientation")) if tagged else 1))


def _joined(recipe: Recipe, canvas: JoinLayer, opener: "_Opener") -> "pyvips.Image":
    """Put the pictures together in the colour space in which sharp would."""
    # each is read from top to bottom, once: they need not be in memory
    frames = [opener.open(operand).frame.upright() for operand in canvas.join.images]
    spaces = [step.colourspace for step in recipe.steps if isinstance(step, PipelineColourspace)] if recipe.order == "sharp" else []
    if spaces:
        frames = [frame.having(in_space(frame.image, spaces[-1])) for frame in frames]
    return joined(canvas.join, frames, opener.limits)


def _asked_for(image: "pyvips.Image", reading: Reading) -> "pyvips.Image":
    """The picture, if it is within the limits that the recipe itself sets."""
    for actual, limit, unit in (
        (image.width * image.height, reading.limit_input_pixels, "pixels"),
        (image.bands, reading.limit_input_channels, "channels"),
    ):
        if limit is not None and actual > limit:
            raise ImageTooLarge(f"It has {actual:,} {unit}; {limit:,} are the limit.", limit=limit, actual=actual, unit=unit)
    return image


def _kind(canvas: Canvas) -> str:
    return "text" if isinstance(canvas, TextLayer) else "create" if isinstance(canvas, CreateLayer) else "join"


def _drawn(canvas: TextLayer | CreateLayer, limits: Limits) -> "pyvips.Image":
    return written(canvas.text, limits) if isinstance(canvas, TextLayer) else painted(canvas.create, limits)


@dataclass(frozen=True)
class _Opener:
    limits: Limits
    images: Callable[[UUID], bytes] | None
    deadline: Deadline

    def open(self, operand: Operand) -> Opened:
        match operand.input:
            case ImageLayer() as layer:
                if self.images is None:
                    raise RecipeRefused("This recipe names a picture of an account, and none is at hand here.")
                return Opened(shaped(self._opened(self.images(layer.image), operand).frame, layer))
            case DataLayer(data=data):
                return self._opened(data, operand)
            case SvgLayer(svg=svg):
                return self._opened(svg.encode(), operand, only="svg")
            case CreateLayer() | TextLayer() as canvas:
                return self._ready(_drawn(canvas, self.limits))

    def _opened(self, data: bytes, operand: Operand, *, only: str | None = None) -> Opened:
        """The pages of a file that are read, one below the other. As in sharp, colours are taken as they are, whatever profile there is."""
        facts = examine(data, self.limits, operand, self.deadline)
        if only and facts.format != only:
            raise UnsupportedImage(f"This is not {only.upper()}.")
        count = max(1, operand.count(facts.pages))
        page = operand.page if operand.page is not None else facts.primary_page if count == 1 else 0
        image = open_pixels(data, facts, self.deadline, page=page, pages=count)
        return self._ready(image, facts.turn if operand.auto_orient else UPRIGHT)

    def _ready(self, image: "pyvips.Image", turn: Turn = UPRIGHT) -> Opened:
        self.deadline.watches(image)
        return Opened(Frame(image, turn=turn, deadline=self.deadline))
