"""From a file and a recipe to finished files."""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from hashlib import sha256
from typing import TYPE_CHECKING
from uuid import UUID

from shared.imaging.codecs import Output
from shared.imaging.codecs.timing import Timed
from shared.imaging.colourspace import to_output_space, to_working_space
from shared.imaging.deadline import Deadline
from shared.imaging.facts import SourceFacts
from shared.imaging.frame import Frame
from shared.imaging.layers import Operand
from shared.imaging.limits import Limits
from shared.imaging.opening import open_operands
from shared.imaging.plan import Plan, PlannedOutput, PlannedStep, plan, plan_step
from shared.imaging.recipe import Recipe
from shared.imaging.source import examine, open_pixels
from shared.imaging.vips import reading_pixels, vips

if TYPE_CHECKING:
    import pyvips


@dataclass
class Timings:
    """Where the time went, ms.

    libvips is lazy and streams: what is not needed earlier is decoded and transformed while the file is written.

    Args:
        read: reading the headers, and checking them against the limits.
        decode: the pixels, where several outputs share them or another picture is laid over.
        transform: planning, building the pipeline, and the pixels that a step had to see (trim, a strategy, a rotation).
        encode: writing the files, with all decoding and transforming that was left for then.
    """

    read: float = 0.0
    decode: float = 0.0
    transform: float = 0.0
    encode: float = 0.0

    def items(self) -> Iterable[tuple[str, float]]:
        """The stages in their order, each with its time, ms."""
        return [(stage.name, getattr(self, stage.name)) for stage in fields(self)]

    @contextmanager
    def of(self, stage: str) -> Iterator[None]:
        """Count the time of a block towards a stage."""
        start = time.perf_counter()
        try:
            yield
        finally:
            setattr(self, stage, getattr(self, stage) + (time.perf_counter() - start) * 1000)


@dataclass(frozen=True)
class RenderedOutput:
    """A finished file.

    Args:
        name: in a recipe with several outputs.
        format: name of its format.
        media_type: MIME type.
        extension: for a file name, without a dot.
        width: px.
        height: of one page, px.
        pages: pages or frames.
        has_alpha: whether it can be transparent.
        data: the file.
    """

    name: str | None
    format: str
    media_type: str
    extension: str
    width: int
    height: int
    pages: int
    has_alpha: bool
    data: bytes = field(repr=False)

    @property
    def sha256(self) -> str:
        """SHA-256 of the file, in hex."""
        return sha256(self.data).hexdigest()


@dataclass(frozen=True)
class Rendered:
    """What a render gives: the outputs in the order of the recipe, what the source was, and where the time went."""

    outputs: tuple[RenderedOutput, ...]
    source: SourceFacts
    timings: Timings


def render(data: bytes, recipe: Recipe, limits: Limits, *, images: Callable[[UUID], bytes] | None = None) -> Rendered:
    """Make pictures of a picture.

    Args:
        data: the source file.
        recipe: what to make of it.
        limits: what it may cost.
        images: gives the bytes of a picture that the recipe names; without it such a recipe is refused.

    Raises:
        ImageTooLarge, UnsupportedImage, CorruptImage: what is wrong with the source, or with a picture that the recipe lays over it.
        RecipeRefused: steps that cannot run on this picture.
        DeadlineExceeded: it took too long.
    """
    deadline = Deadline.after(limits.render_seconds)
    timings = Timings()
    try:
        with reading_pixels(deadline):
            with timings.of("read"):
                facts = examine(data, limits, density=recipe.input.density)
                operands = open_operands(recipe, limits, images, deadline)
            with timings.of("transform"):
                planned = plan(recipe, facts, limits, {operand: opened.picture for operand, opened in operands.items()})
            with timings.of("decode"):
                layers = {operand: opened.ready() for operand, opened in operands.items()}
            kitchen = _Kitchen(data, recipe, facts, limits, planned, layers, deadline, timings)
            return Rendered(tuple(kitchen.serve(output) for output in planned.outputs), facts, timings)
    finally:
        deadline.release()


@dataclass
class _Kitchen:
    """One render: the source, opened once for each size in which it is decoded, with the shared steps applied to it."""

    data: bytes
    recipe: Recipe
    facts: SourceFacts
    limits: Limits
    planned: Plan
    layers: dict[Operand, Frame]
    deadline: Deadline
    timings: Timings
    prepared: dict[float, Frame] = field(default_factory=dict)

    def serve(self, output: PlannedOutput) -> RenderedOutput:
        if output.shrink not in self.prepared:
            self.prepared[output.shrink] = self._prepare(output.shrink)
        with self.timings.of("transform"):
            frame = self._apply(output.steps, self.prepared[output.shrink]).upright().straight()
            if frame.pages > 1 and not output.codec.animates:
                frame = frame.first_page()
            frame = frame.having(to_output_space(frame.image))
        with self.timings.of("encode"):
            self.deadline.check()
            return self._encoded(output, frame)

    def _prepare(self, shrink: float) -> Frame:
        """The source in one size, after the shared steps; in memory when several outputs begin with it."""
        with self.timings.of("decode"):
            load = self.planned.load
            image = open_pixels(self.data, self.facts, page=load.page, pages=load.pages, shrink=shrink, fail_on=self.recipe.input.fail_on)
            self.deadline.watches(image)
            image = to_working_space(image, ignore_icc=self.recipe.input.ignore_icc)
        frame = Frame(
            image, load.pages, load.turn, layers={operand: layer.image for operand, layer in self.layers.items()}, deadline=self.deadline
        )
        with self.timings.of("transform"):
            frame = self._apply(self.planned.steps, frame)
        if sum(output.shrink == shrink for output in self.planned.outputs) > 1:
            with self.timings.of("decode"):
                frame = frame.in_memory()
        return frame

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
            frame = step.apply(frame)
        return frame

    def _encoded(self, output: PlannedOutput, frame: Frame) -> RenderedOutput:
        codec = output.codec
        image = _with_timing(frame, codec)
        self.deadline.stops(image)
        written = codec.encode(image)
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
