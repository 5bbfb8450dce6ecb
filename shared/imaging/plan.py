"""A recipe and a picture's header become a plan: sizes, limits and what to decode, before any pixel is touched, without libvips."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from shared.errors import Fault, RecipeRefused
from shared.imaging.codecs import Output
from shared.imaging.codecs.tile import MAX_TILES, Tile
from shared.imaging.facts import SourceFacts
from shared.imaging.layers import Operand
from shared.imaging.limits import Limits
from shared.imaging.operations import Step
from shared.imaging.operations.resize import Resize
from shared.imaging.orientation import UPRIGHT, Turn
from shared.imaging.picture import Picture, Planning
from shared.imaging.recipe import Recipe, Target
from shared.imaging.scaling import jpeg_shrink

if TYPE_CHECKING:
    from shared.imaging.course import Course

MAX_SVG_SIDE = 32767  # px; librsvg's


@dataclass(frozen=True)
class Load:
    """What to decode.

    Args:
        page: the first page, from 0.
        pages: how many pages.
        turn: what makes the picture upright afterwards.
        tag: what would make it upright, where the recipe does not ask for it.
    """

    page: int = 0
    pages: int = 1
    turn: Turn = UPRIGHT
    tag: Turn = UPRIGHT


@dataclass(frozen=True)
class PlannedStep:
    """A step, where it stands in the recipe, and the picture that it makes. Sizes after a trim are upper bounds."""

    pointer: str
    step: Step
    picture: Picture


@dataclass(frozen=True)
class PlannedOutput:
    """An output: its own steps after the shared ones, its format, and the picture that is encoded.

    `shrink` is how much smaller than stored the source is decoded for it; below 1, an SVG is painted larger. `course` is given when the
    steps run in sharp's order.
    """

    name: str | None
    shrink: float
    steps: tuple[PlannedStep, ...]
    codec: Output
    picture: Picture
    pointer: str = "/output"
    course: "Course | None" = None


@dataclass(frozen=True)
class Plan:
    """How a recipe is run on one picture."""

    load: Load
    source: Picture
    steps: tuple[PlannedStep, ...]
    outputs: tuple[PlannedOutput, ...]


def plan(recipe: Recipe, facts: SourceFacts, limits: Limits, operands: Mapping[Operand, Picture] | None = None) -> Plan:
    """Work out everything about a render that does not need pixels.

    Args:
        recipe: what is asked for.
        facts: the header of the source.
        limits: for the pictures made.
        operands: the other pictures that steps need, as far as they are known.

    Raises:
        RecipeRefused: steps that cannot run on this picture, and results over a limit; every one of them is named.
    """
    planner = Planner(limits, operands or {})
    first, count = planner.pages(recipe, facts)
    turn = facts.turn if recipe.input.auto_orient else UPRIGHT
    tag = UPRIGHT if recipe.input.auto_orient else facts.turn
    source = replace(facts.stored, pages=count, tag=tag).turned(quarter=turn.quarter)
    shared = planner.steps("/steps", recipe.steps, source)
    picture = shared[-1].picture if shared else source
    shrinks = _shrinks_on_load(recipe, facts, swapped=turn.quarter)
    outputs = tuple(planner.output(target, facts, picture, shrink) for target, shrink in zip(recipe.targets, shrinks, strict=True))
    if planner.faults:
        raise RecipeRefused(faults=planner.faults)
    return Plan(Load(first, count, turn, tag), source, shared, outputs)


def plan_step(pointer: str, step: Step, picture: Picture, limits: Limits, operands: Mapping[Operand, Picture]) -> PlannedStep:
    """Plan one step again, with the sizes that its picture really has.

    Raises:
        RecipeRefused: it cannot run on it.
    """
    planner = Planner(limits, operands)
    planned = planner.step(pointer, step, picture)
    if planner.faults:
        raise RecipeRefused(faults=planner.faults)
    return planned


@dataclass
class Planner:
    """Plans steps and outputs and collects what is wrong with them; but for what libvips itself will refuse."""

    limits: Limits
    operands: Mapping[Operand, Picture]
    faults: list[Fault] = field(default_factory=list)
    left_to_libvips: frozenset[str] = frozenset()

    def refuse(self, pointer: str, code: str, message: str) -> None:
        """Note a fault; planning goes on."""
        self.faults.append(Fault(pointer, code, message))

    def pages(self, recipe: Recipe, facts: SourceFacts) -> tuple[int, int]:
        """The first page to read, and how many."""
        if not facts.source_format.paged or (facts.pages == 1 and facts.format == "webp"):
            return 0, 1
        asked = recipe.input
        count = asked.pages if asked.pages is not None else (-1 if asked.animated and facts.format != "avif" else 1)
        first = asked.page if asked.page is not None else (facts.primary_page if count == 1 else 0)
        if first >= facts.pages:
            self.refuse("/input/page", "outside", f"The picture has {facts.pages} pages, numbered from 0.")
            return 0, 1
        if count == 0 or first + count > facts.pages:
            self.refuse("/input/pages", "outside", f"{facts.pages - first} pages can be read from page {first} on.")
        return first, facts.pages - first if count == -1 else max(1, count)

    def steps(self, pointer: str, steps: Iterable[Step], picture: Picture) -> tuple[PlannedStep, ...]:
        """Plan steps, one after the other."""
        return tuple(self._each_step(pointer, steps, picture))

    def _each_step(self, pointer: str, steps: Iterable[Step], picture: Picture) -> Iterator[PlannedStep]:
        for number, step in enumerate(steps):
            planned = self.step(f"{pointer}/{number}", step, picture)
            picture = planned.picture
            yield planned

    def planning(self, pointer: str) -> Planning:
        """What surrounds the step at a pointer."""

        def refuse(name: str, code: str, message: str) -> None:
            if code in self.left_to_libvips:
                return
            self.refuse(f"{pointer}/{name}" if name else pointer, code, message)

        return Planning(self.limits, self.operands, refuse)

    def step(self, pointer: str, step: Step, picture: Picture) -> PlannedStep:
        """Plan one step."""
        made = step.plan(picture, self.planning(pointer))
        self.check_growth(pointer, picture, made)
        return PlannedStep(pointer, step, made)

    def check_growth(self, pointer: str, picture: Picture, made: Picture) -> None:
        """Refuse a step that makes the picture larger than a limit."""
        if made.pixels > picture.pixels or max(made.width, made.height) > max(picture.width, picture.height):
            self._within_limits(pointer, made)

    def output(self, target: Target, facts: SourceFacts, picture: Picture, shrink: float) -> PlannedOutput:
        """Plan an output and its own steps."""
        steps = self.steps(f"{target.pointer}/steps", target.steps, picture)
        picture = steps[-1].picture if steps else picture
        if not self.faults:
            self._within_limits(target.pointer, picture)
        codec = target.output.resolve(facts.format)
        return self.encoded(target.pointer, PlannedOutput(target.name, shrink, steps, codec, picture, target.pointer))

    def encoded(self, pointer: str, output: PlannedOutput) -> PlannedOutput:
        """Check that the format of an output can hold its picture."""
        codec, picture = output.codec, output.picture
        if picture.exact and max(picture.width, picture.height) > codec.max_side:
            message = f"A side of this format is at most {codec.max_side} px; the picture has {picture.width} × {picture.height} px."
            self.refuse(f"{pointer}/format", "too_large_for_format", message)
        page = picture.width * picture.height
        if picture.exact and codec.max_pixels and page > codec.max_pixels:
            message = f"With this effort {codec.max_pixels} pixels are the limit; the picture has {page}. A smaller effort is faster."
            self.refuse(f"{pointer}/effort", "too_slow", message)
        if picture.exact and isinstance(codec, Tile) and codec.count(picture.width, picture.height) > MAX_TILES:
            message = f"The picture would have more than {MAX_TILES} tiles of this size."
            self.refuse(f"{pointer}/size", "too_many_tiles", message)
        return output

    def _within_limits(self, pointer: str, picture: Picture) -> None:
        if not picture.exact:
            return
        size = f"{picture.width} × {picture.height} px"
        if max(picture.width, picture.height) > self.limits.max_output_side:
            self.refuse(pointer, "too_large", f"The picture would have {size}; a side is at most {self.limits.max_output_side} px.")
        elif picture.pixels > self.limits.max_output_pixels:
            pages = f" on {picture.pages} pages" if picture.pages > 1 else ""
            self.refuse(
                pointer, "too_large", f"The picture would have {size}{pages}; {self.limits.max_output_pixels} pixels are the limit."
            )


def _shrinks_on_load(recipe: Recipe, facts: SourceFacts, *, swapped: bool) -> list[float]:
    """One factor for each output. A raster picture is decoded once, for the output that needs most; an SVG is painted for each size.

    So an output beside others can differ a little from the same output alone, which would be decoded in a size of its own.
    """
    shared = len(recipe.targets) > 1
    shrinks = [_shrink_on_load((*recipe.steps, *target.steps), facts, swapped=swapped, shared=shared) for target in recipe.targets]
    return shrinks if facts.format == "svg" else [min(shrinks)] * len(shrinks)


def _shrink_on_load(steps: Iterable[Step], facts: SourceFacts, *, swapped: bool, shared: bool) -> float:
    """How much smaller the source can be decoded for these steps; 1 when the first one that is not point-wise is no resize.

    Args:
        steps: of one output, the shared ones first.
        facts: the header of the source.
        swapped: the stored picture lies on its side.
        shared: other outputs are made of the same pixels.
    """
    resize = next((step for step in steps if not step.point_wise), None)
    if not isinstance(resize, Resize) or not resize.asks_for_a_size:
        return 1
    shrink = min(resize.shrink(facts.stored.width, facts.stored.height, swapped=swapped))
    if facts.format == "jpeg":
        return jpeg_shrink(shrink, fast=resize.fast_shrink_on_load, shared=shared)
    if facts.format == "webp" and resize.fast_shrink_on_load:
        return max(1.0, shrink)
    return shrink if facts.format == "svg" else 1
