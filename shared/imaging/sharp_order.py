"""A recipe whose steps run in sharp's order: its plan, and its pixels."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from shared.errors import RecipeRefused
from shared.imaging.chain import chain
from shared.imaging.course import Course
from shared.imaging.facts import CANVAS, RAW, SourceFacts
from shared.imaging.frame import Frame
from shared.imaging.gain_map import Companion
from shared.imaging.layers import Operand
from shared.imaging.limits import Limits
from shared.imaging.operations.greyscale import Greyscale
from shared.imaging.operations.resize import Resize
from shared.imaging.orientation import UPRIGHT
from shared.imaging.picture import Picture
from shared.imaging.plan import Load, Plan, PlannedOutput, Planner
from shared.imaging.recipe import Recipe, Target
from shared.imaging.stage import Stage
from shared.imaging.stages import STAGES
from shared.imaging.tags import turned_upright
from shared.imaging.vips import refusing

# The channels of other pictures are not known in every colour space, and those of this one not before its pixels are there.
_UNKNOWN = frozenset({"channels_differ", "needs_8_bits"})
_LATE = frozenset({"channels", "no_such_channel"})


def plan_in_sharps_order(recipe: Recipe, facts: SourceFacts, limits: Limits, operands: Mapping[Operand, Picture] | None = None) -> Plan:
    """Work out everything about a render that does not need pixels; the same as `plan.plan` for the other order.

    Raises:
        RecipeRefused: steps that cannot run on this picture, and results over a limit; every one of them is named.
    """
    planner = Planner(limits, operands or {}, left_to_libvips=_UNKNOWN | _LATE)
    first, count = planner.pages(recipe, facts)
    if facts.source_format in {RAW, CANVAS}:
        # sharp reads all of them, whatever page is asked for
        first = 0
        if count not in {1, facts.pages}:
            planner.refuse("/input/pages", "outside", f"All {facts.pages} pages of bare pixels are read, or all of them as one.")
            count = 1
    loaded, source = _source(facts, count)
    outputs = tuple(_planned(planner, recipe, target, facts, source) for target in recipe.targets)
    if planner.faults:
        raise RecipeRefused(faults=planner.faults)
    turn = facts.turn if recipe.input.auto_orient else UPRIGHT
    return Plan(Load(first, loaded, turn), source, (), outputs)


def _source(facts: SourceFacts, count: int) -> tuple[int, Picture]:
    """How many pages are loaded, and the picture that they make. Pages of bare pixels are one tall picture unless several are asked for."""
    stored = facts.stored
    if facts.source_format in {RAW, CANVAS}:
        return stored.pages, replace(stored, pages=count, height=stored.height * (stored.pages // count))
    return count, replace(stored, pages=count)


def _planned(planner: Planner, recipe: Recipe, target: Target, facts: SourceFacts, source: Picture) -> PlannedOutput:
    lists = (("/steps", recipe.steps), (f"{target.pointer}/steps", target.steps))
    steps = [(f"{pointer}/{number}", step) for pointer, steps in lists for number, step in enumerate(steps)]
    links = chain(steps, auto_orient=recipe.input.auto_orient)
    codec = target.output.resolve(facts.format)
    course = Course(links, codec, facts, ignores_icc=recipe.input.ignore_icc)
    companion = Companion(course, planner.planning)
    picture = source
    for stage in (stage for stage in STAGES if stage.runs(course)):
        companion.plan(stage)
        made = stage.plan(course, picture, planner.planning)
        link = stage.link(course)
        planner.check_growth(link.pointer if link else target.pointer, picture, made)
        picture = made
    output = PlannedOutput(target.name, course.shrink, (), codec, picture, target.pointer, course)
    return planner.encoded(target.pointer, output)


@dataclass(frozen=True)
class Walk:
    """The way of one frame through the stages.

    Args:
        course: of one output.
        limits: for the pictures made.
        layers: the pictures that steps need.
    """

    course: Course
    limits: Limits
    layers: Mapping[Operand, Picture]

    def through(self, frame: Frame) -> Frame:
        """Apply every stage to the source as it was loaded.

        Raises:
            RecipeRefused: a step that cannot run on what the steps before it made.
        """
        course = self.course
        image = turned_upright(frame.image) if course.chain.auto_orient else frame.image
        frame = replace(frame, image=image, turn=course.turn, page_wise=False, space=course.space)
        companion = Companion(course, Planner(self.limits, self.layers).planning)
        for stage in (stage for stage in STAGES if stage.runs(course)):
            frame.deadline.check()
            frame = self._applied(stage, frame, companion)
        greyscale = course.chain.get("greyscale")
        grey = greyscale is not None and isinstance(greyscale.step, Greyscale) and greyscale.step.greyscale
        return replace(companion.rejoined(frame), grey=grey)

    def _applied(self, stage: Stage, frame: Frame, companion: Companion) -> Frame:
        link = stage.link(self.course)
        pointer = link.pointer if link else "/steps"
        # a resize looks at the size alone, which was known unless a trim came before
        if link and (self.course.chain.get("trim") or not isinstance(link.step, Resize)):
            self._check(stage, pointer, frame)
        with refusing(pointer, frame.deadline):
            made = stage.apply(self.course, frame)
            companion.follow(stage, frame, made)
            return made

    def _check(self, stage: Stage, pointer: str, frame: Frame) -> None:
        """Plan the stage again, for the picture as it really is: after a trim its size was not known before."""
        planner = Planner(self.limits, self.layers, left_to_libvips=_UNKNOWN)
        picture = (frame if frame.turn == UPRIGHT else replace(frame, turn=UPRIGHT)).picture
        planner.check_growth(pointer, picture, stage.plan(self.course, picture, planner.planning))
        if planner.faults:
            raise RecipeRefused(faults=planner.faults)
