"""From a file and a recipe to finished files."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from uuid import UUID

from shared.errors import Fault, RecipeRefused
from shared.imaging.codecs import Output
from shared.imaging.codecs.timing import Timed
from shared.imaging.colourspace import to_output_space
from shared.imaging.course import Course
from shared.imaging.deadline import Deadline
from shared.imaging.facts import SourceFacts
from shared.imaging.fitting import encoded
from shared.imaging.frame import Frame
from shared.imaging.layers import Operand
from shared.imaging.limits import Limits
from shared.imaging.opening import Drawn, missing_glyphs, open_canvas, open_operands
from shared.imaging.operations import Step
from shared.imaging.plan import Plan, PlannedOutput, PlannedStep, plan, plan_step
from shared.imaging.recipe import Recipe
from shared.imaging.rendered import Rendered, RenderedOutput, Timings
from shared.imaging.sharp_order import Walk, plan_in_sharps_order
from shared.imaging.source import Header, open_pixels, read_header
from shared.imaging.tags import converted, profile_of, tagged, turned_upright, with_profile, without_gain_map
from shared.imaging.vips import reading_pixels, refusing, vips
from shared.imaging.working_space import to_working_space, working_profile

if TYPE_CHECKING:
    import pyvips


def render(data: bytes | None, recipe: Recipe, limits: Limits, *, images: Callable[[UUID], bytes] | None = None) -> Rendered:
    """Make pictures of a picture.

    Args:
        data: the source file; None for a recipe with a canvas.
        recipe: what to make of it.
        limits: what it may cost.
        images: gives the bytes of a picture that the recipe names; without it such a recipe is refused.

    Raises:
        ImageTooLarge, UnsupportedImage, CorruptImage: what is wrong with the source, or with a picture that the recipe lays over it.
        RecipeRefused: steps that cannot run on this picture; a source and a canvas, or neither.
        DeadlineExceeded: it took too long.
    """
    deadline = Deadline.after(limits.render_seconds)
    timings = Timings()
    try:
        with reading_pixels(deadline):
            with timings.of("read"):
                source = _source(data, recipe, limits, images, deadline)
                header = Header(source.facts) if isinstance(source, Drawn) else read_header(source, limits, recipe.input, deadline)
                operands = open_operands(recipe, limits, images, deadline)
            with timings.of("transform"):
                plans = plan_in_sharps_order if recipe.order == "sharp" else plan
                planned = plans(recipe, header.facts, limits, {operand: opened.picture for operand, opened in operands.items()})
            with timings.of("decode"):
                layers = {operand: opened.ready() for operand, opened in operands.items()}
            kitchen = _Kitchen(source, recipe, header.facts, limits, planned, layers, deadline, timings, header.image)
            return Rendered(tuple(kitchen.serve(output) for output in planned.outputs), header.facts, timings, missing_glyphs(recipe))
    finally:
        deadline.release()


def _source(
    data: bytes | None, recipe: Recipe, limits: Limits, images: Callable[[UUID], bytes] | None, deadline: Deadline
) -> bytes | Drawn:
    """The file, or what the recipe draws instead."""
    if recipe.canvas is None and data is not None:
        return data
    if recipe.canvas is not None and data is None:
        return open_canvas(recipe, recipe.canvas, limits, images, deadline)
    message = "This recipe begins with a picture, so it has no canvas." if data is not None else "A recipe without a picture has a canvas."
    raise RecipeRefused(faults=[Fault("/canvas", "unexpected" if data is not None else "missing", message)])


# What must be alike for outputs that begin with the same pixels, and for outputs that are written from the same ones.
_Key = tuple[float, bool, bool]
_Pixels = tuple[_Key, tuple[Step, ...]]


@dataclass
class _Kitchen:
    """One render: the source, opened once for each size in which it is decoded, with the shared steps applied to it."""

    source: bytes | Drawn
    recipe: Recipe
    facts: SourceFacts
    limits: Limits
    planned: Plan
    layers: dict[Operand, Frame]
    deadline: Deadline
    timings: Timings
    unread: "pyvips.Image | None" = None
    """The source as its header was read: the first page in full size, until it is used."""
    prepared: dict[_Key, Frame] = field(default_factory=dict)
    stepped: dict[_Pixels, Frame] = field(default_factory=dict)

    def serve(self, output: PlannedOutput) -> RenderedOutput:
        key = self._key(output)
        if key not in self.prepared:
            self.prepared[key] = self._prepared(output)
        with self.timings.of("transform"):
            frame = (
                self._in_sharps_order(output.course, self.prepared[key]) if output.course else self._as_written(output, self.prepared[key])
            )
            frame = frame.having(output.codec.prepared(tagged(frame.image, output.codec), grey=frame.grey))
        with self.timings.of("encode"):
            self.deadline.check()
            return self._encoded(output, frame)

    def _key(self, output: PlannedOutput) -> _Key:
        codec = output.codec
        alike = (False, False) if output.course else (codec.keeps_source_profile, codec.with_gain_map)
        return (output.shrink, *alike)

    def _prepared(self, output: PlannedOutput) -> Frame:
        """The source, after the shared steps if they run as written; in memory when other outputs begin with it too."""
        frame = self._decoded(output.shrink)
        with self.timings.of("transform"):
            if not output.course:
                frame = self._apply(self.planned.steps, self._in_working_space(frame, output.codec))
        key = self._key(output)
        if sum(self._key(other) == key for other in self.planned.outputs) > 1:
            with self.timings.of("decode"):
                frame = frame.in_memory()
        return frame

    def _in_sharps_order(self, course: Course, frame: Frame) -> Frame:
        # pages of bare pixels may have been loaded as one tall picture
        frame = replace(frame, pages=self.planned.source.pages)
        return Walk(course, self.limits, {operand: layer.picture for operand, layer in self.layers.items()}).through(frame)

    def _pixels(self, output: PlannedOutput) -> _Pixels:
        return self._key(output), tuple(planned.step for planned in output.steps)

    def _stepped(self, output: PlannedOutput, frame: Frame) -> Frame:
        """The frame after the output's own steps; kept when other outputs have the same ones, as one picture in several formats has."""
        pixels = self._pixels(output)
        if pixels in self.stepped:
            return self.stepped[pixels]
        frame = self._apply(output.steps, frame)
        if not output.steps or sum(self._pixels(other) == pixels for other in self.planned.outputs) == 1:
            return frame
        kept = sum(other.picture.pixels for other in self.stepped.values())
        if kept + frame.picture.pixels <= self.limits.max_output_pixels:
            frame = self.stepped[pixels] = frame.computed()
        return frame

    def _as_written(self, output: PlannedOutput, frame: Frame) -> Frame:
        frame = self._stepped(output, frame).upright().straight()
        if frame.pages > 1 and not output.codec.animates:
            frame = frame.first_page()
        image = to_output_space(frame.image, frame.space)
        frame = replace(frame, grey=frame.image.interpretation in {"b-w", "grey16"})
        if image.interpretation != frame.image.interpretation:
            image = with_profile(image, frame.source_profile)
        return frame.having(converted(image, output.codec, frame.working_profile))

    def _in_working_space(self, frame: Frame, codec: Output) -> Frame:
        applied = codec.with_gain_map and self.facts.has_gain_map
        image = without_gain_map(frame.image.uhdr2scRGB()) if applied else frame.image
        keeps = codec.keeps_source_profile
        frame = replace(frame, source_profile=profile_of(image) if keeps else None, working_profile=working_profile(image))
        return frame.having(to_working_space(image, ignore_icc=keeps or applied or self.recipe.input.ignore_icc))

    def _decoded(self, shrink: float) -> Frame:
        """The source in one size."""
        with self.timings.of("decode"):
            load = self.planned.load
            image = self._opened(shrink)
            self.deadline.watches(image)
            if self.recipe.input.auto_orient:
                image = turned_upright(image)
        layers = {operand: layer.image for operand, layer in self.layers.items()}
        return Frame(image, load.pages, load.turn, layers=layers, deadline=self.deadline, tag=load.tag)

    def _opened(self, shrink: float) -> "pyvips.Image":
        if isinstance(self.source, Drawn):
            return self.source.image
        load = self.planned.load
        if self.unread is not None and (load.page, load.pages, shrink) == (0, 1, 1):
            image, self.unread = self.unread, None
            return image
        return open_pixels(self.source, self.facts, self.deadline, page=load.page, pages=load.pages, shrink=shrink)

    def _apply(self, steps: tuple[PlannedStep, ...], frame: Frame) -> Frame:
        layers = {operand: layer.picture for operand, layer in self.layers.items()}
        for planned in steps:
            self.deadline.check()
            step = planned.step
            plan_step(planned.pointer, step, frame.picture, self.limits, layers)
            if not step.point_wise and not step.turns_upright:
                frame = frame.upright()
            if step.needs_straight_alpha:
                frame = frame.straight()
            with refusing(planned.pointer, self.deadline):
                frame = step.apply(frame)
        return frame

    def _encoded(self, output: PlannedOutput, frame: Frame) -> RenderedOutput:
        image = _with_timing(frame, output.codec)
        self.deadline.stops(image)
        with refusing(output.pointer, self.deadline):
            codec, written = encoded(output.codec, image, self.deadline, pages=frame.pages, pointer=output.pointer)
        self.deadline.check()
        return RenderedOutput(
            name=output.name,
            format=codec.format,
            media_type=codec.media_type,
            extension=codec.extension,
            width=image.width,
            height=frame.page_height,
            pages=frame.pages,
            has_alpha=codec.keeps_alpha and bool(image.hasalpha()),
            channels=image.bands,
            depth=image.format,
            space=image.interpretation,
            data=written,
        )


def _with_timing(frame: Frame, codec: Output) -> "pyvips.Image":
    """The picture with what an animation format must know: the height of a page, the delays and the number of loops."""
    integer, integers = vips().GValue.gint_type, vips().GValue.array_int_type
    image = frame.image.copy()
    loop, delays = (codec.loop, codec.delays(frame.pages)) if isinstance(codec, Timed) else (None, None)
    if frame.pages > 1:
        image.set_type(integer, "page-height", frame.page_height)
        image.set_type(integer, "n-pages", frame.pages)
    if delays:
        image.set_type(integers, "delay", delays)
    elif frame.pages == 1 and loop is None:
        # a single page must not become an endless animation later
        loop = 1
    if loop is not None:
        image.set_type(integer, "loop", loop)
    return image
