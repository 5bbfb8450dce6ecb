"""sharp's order: which operation runs when, whatever the order of the steps in the recipe.

`STAGES` is the order. A stage whose operation the recipe does not have does nothing. Planning walks through the stages with the size of the
picture, rendering with its pixels.
"""

from abc import ABC, abstractmethod
from dataclasses import replace

from typing_extensions import override

from shared.imaging import tags
from shared.imaging.chain import FIRST_EXTRACT, LAST_EXTRACT
from shared.imaging.colourspace import in_space, to_output_space
from shared.imaging.course import Course
from shared.imaging.frame import Frame
from shared.imaging.operations.gamma import Gamma
from shared.imaging.operations.resize import Resize
from shared.imaging.picture import Picture, Planning
from shared.imaging.stage import Degrees, First, Inner, Later, Orient, PlanningOf, Quarters, Roll, Stage
from shared.imaging.working_space import to_working_space, working_profile


class _PipelineSpace(Inner):
    """Into the colour space in which everything is to be done; with it the pictures that are joined or combined, but no overlay."""

    @override
    def runs(self, course: Course) -> bool:
        return course.pipeline is not None

    @override
    def apply(self, course: Course, frame: Frame) -> Frame:
        if course.pipeline is None:
            return frame
        others = {operand for link in map(course.chain.get, ("joinChannel", "boolean")) if link for _, operand in link.step.operands}
        layers = {operand: in_space(layer, course.pipeline) if operand in others else layer for operand, layer in frame.layers.items()}
        return replace(frame, image=in_space(frame.image, course.pipeline), layers=layers, blending=course.pipeline)


class GainMap(Inner):
    """The gain map is applied, or laid aside; what is left is the picture without one."""

    @override
    def runs(self, course: Course) -> bool:
        return course.facts.has_gain_map

    @override
    def apply(self, course: Course, frame: Frame) -> Frame:
        if not frame.image.get_typeof("gainmap-data"):
            return frame
        image = frame.image.uhdr2scRGB() if course.metadata.with_gain_map else frame.image
        return frame.having(tags.without_gain_map(image))


class _WorkingSpace(Inner):
    """From the colours of the source's profile, or from CMYK, into sRGB, or into Display P3 where there are 16 bits."""

    @override
    def apply(self, course: Course, frame: Frame) -> Frame:
        profile = tags.profile_of(frame.image) if course.metadata.keeps_source_profile else None
        frame = replace(frame, working_profile=working_profile(frame.image), source_profile=profile)
        if course.pipeline == "cmyk":
            return frame
        return frame.having(to_working_space(frame.image, ignore_icc=course.ignores_profile))


class _GammaIn(Stage):
    @override
    def apply(self, course: Course, frame: Frame) -> Frame:
        link = self.link(course)
        return link.step.darkened(frame) if link and isinstance(link.step, Gamma) else frame


class _GammaOut(Stage):
    @override
    def apply(self, course: Course, frame: Frame) -> Frame:
        link = self.link(course)
        return link.step.brightened(frame) if link and isinstance(link.step, Gamma) else frame


class _AlphaForLayers(Inner):
    """A picture over which others are laid gets an alpha channel."""

    @override
    def runs(self, course: Course) -> bool:
        return course.chain.get("composite") is not None

    @override
    def plan(self, course: Course, picture: Picture, planning: PlanningOf) -> Picture:
        return picture.with_alpha()

    @override
    def apply(self, course: Course, frame: Frame) -> Frame:
        return frame.with_alpha()


class _Premultiply(Inner):
    """Once for all steps that average neighbours, and only if there is one."""

    @override
    def apply(self, course: Course, frame: Frame) -> Frame:
        if not frame.image.hasalpha():
            return frame
        averages = any(course.chain.get(name) for name in ("blur", "convolve", "sharpen")) or course.scales(frame)
        return frame.premultiplied_once() if averages else frame


class _Unpremultiply(Inner):
    @override
    def apply(self, course: Course, frame: Frame) -> Frame:
        return frame.straight()


class _Resizing(Stage, ABC):
    """A half of a resize."""

    @override
    def plan(self, course: Course, picture: Picture, planning: PlanningOf) -> Picture:
        resize, link = course.chain.resize, self.link(course)
        return self.half(course, resize, picture, planning(link.pointer)) if resize and link else picture

    @abstractmethod
    def half(self, course: Course, resize: Resize, picture: Picture, planning: Planning) -> Picture:
        """The picture after this half."""


class Scale(_Resizing):
    """The first half of a resize, for which the picture may still lie on its side."""

    @override
    def half(self, course: Course, resize: Resize, picture: Picture, planning: Planning) -> Picture:
        return resize.plan_scale(picture, planning, swapped=course.swapped)

    @override
    def apply(self, course: Course, frame: Frame) -> Frame:
        resize = course.chain.resize
        across, down = course.scale(frame)
        if resize is None or (across, down) == (1.0, 1.0):
            return frame
        return frame.having(frame.image.resize(across, vscale=down, kernel=resize.kernel))


class Fit(_Resizing):
    """The second half: cut, or on a canvas."""

    @override
    def half(self, course: Course, resize: Resize, picture: Picture, planning: Planning) -> Picture:
        return resize.plan_fit(picture, planning, exact=picture.exact)

    @override
    def apply(self, course: Course, frame: Frame) -> Frame:
        return course.chain.resize.fitted(frame) if course.chain.resize else frame


class _OutputSpace(Inner):
    """Into the colour space of the output. A profile that is kept is put back when the conversion drops it."""

    @override
    def apply(self, course: Course, frame: Frame) -> Frame:
        image = to_output_space(frame.image, frame.space)
        if image is frame.image:
            return frame
        same = image.interpretation == frame.image.interpretation
        return frame.having(image if same else tags.with_profile(image, frame.source_profile))


class _OutputProfile(Inner):
    """Into the colours of the profile that the output asks for."""

    @override
    def runs(self, course: Course) -> bool:
        return course.metadata.with_icc_profile is not None

    @override
    def apply(self, course: Course, frame: Frame) -> Frame:
        return frame.having(tags.converted(frame.image, course.metadata, frame.working_profile))


STAGES: tuple[Stage, ...] = (
    _PipelineSpace(),
    Orient(first=True),
    First("flip"),
    First("flop"),
    First("rotate"),
    Stage("trim"),
    Stage(FIRST_EXTRACT),
    GainMap(),
    _WorkingSpace(),
    Stage("flatten"),
    _GammaIn("gamma"),
    Stage("greyscale"),
    _AlphaForLayers(),
    _Premultiply(),
    Scale("resize"),
    Orient(first=False),
    Later("flip"),
    Later("flop"),
    Quarters("rotate"),
    Stage("joinChannel"),
    Fit("resize"),
    Degrees("rotate"),
    Stage(LAST_EXTRACT),
    Stage("affine"),
    Stage("extend"),
    Roll("median"),
    Stage("threshold"),
    Roll("dilate"),
    Roll("erode"),
    Roll("blur"),
    Stage("unflatten"),
    Roll("convolve"),
    Stage("recomb"),
    Stage("modulate"),
    Roll("sharpen"),
    _Unpremultiply(),
    Roll("composite"),
    _GammaOut("gamma"),
    Stage("linear"),
    Stage("normalise"),
    Roll("clahe"),
    Stage("boolean"),
    Stage("bandbool"),
    Stage("tint"),
    Stage("removeAlpha"),
    Stage("ensureAlpha"),
    # ours: sharp has neither
    Stage("mask"),
    Stage("roundCorners"),
    _OutputSpace(),
    Stage("extractChannel"),
    _OutputProfile(),
    Stage("negate"),
)
