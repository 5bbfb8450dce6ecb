"""The gain map of a high dynamic range JPEG, when it is kept: a smaller picture that must go where its picture goes."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from shared.imaging.codecs.jpeg import Jpeg
from shared.imaging.course import Course
from shared.imaging.frame import Frame
from shared.imaging.operations.base import Operation
from shared.imaging.operations.blur import Blur
from shared.imaging.operations.extend import Extend
from shared.imaging.operations.extract import Extract
from shared.imaging.operations.flip import Flip
from shared.imaging.operations.flop import Flop
from shared.imaging.operations.negate import Negate
from shared.imaging.operations.resize import Resize
from shared.imaging.operations.rotate import Rotate
from shared.imaging.picture import Planning
from shared.imaging.stage import Stage
from shared.imaging.stages import STAGES, Fit, GainMap, Scale
from shared.imaging.tags import GAIN_MAP, with_gain_map
from shared.imaging.vips import vips

if TYPE_CHECKING:
    import pyvips

# What cannot be done to a picture and its gain map alike.
_REFUSED = {
    "trim", "affine", "convolve", "recomb", "modulate", "composite", "normalise", "clahe", "boolean", "extractChannel", "mask",
    "roundCorners",
}  # fmt: skip
# Up to here sharp has not looked whether there is a gain map.
_LOADED = next(number for number, stage in enumerate(STAGES) if isinstance(stage, GainMap))


class Companion:
    """The gain map on its way beside the picture; nothing at all for a picture without one, or when it is not kept.

    Args:
        course: of the picture.
        planning: gives what surrounds the step at a pointer.
    """

    def __init__(self, course: Course, planning: Callable[[str], Planning]) -> None:
        self._course = course
        self._planning = planning
        self._kept = course.metadata.keep_gain_map and course.facts.has_gain_map
        self._image: pyvips.Image | None = None
        self._scale = 1

    def plan(self, stage: Stage) -> None:
        """Refuse what a gain map cannot follow."""
        link = stage.link(self._course)
        asked = self._course.metadata.keep_gain_map
        if link is None or not (self._kept or (asked and stage in STAGES[:_LOADED])):
            return
        step = link.step
        slanted = isinstance(step, Rotate) and step.angle % 90
        strategy = isinstance(step, Resize) and step.fit == "cover" and step.position in {"entropy", "attention", 16, 17}
        if step.op in _REFUSED or slanted or strategy:
            self._planning(link.pointer).refuse("", "keeps_gain_map", f"{step.op} is not possible when the gain map is kept.")

    def follow(self, stage: Stage, before: Frame, after: Frame) -> None:
        """Do to the gain map what the stage has done to the picture."""
        if not self._kept:
            return
        if self._image is None:
            image = before.image
            self._image = vips().Image.jpegload_buffer(image.get(GAIN_MAP)).copy_memory()
            if image.get_typeof("gainmap-scale-factor"):
                self._scale = image.get("gainmap-scale-factor")
        self._image = self._followed(stage, self._image, before, after)

    def _followed(self, stage: Stage, image: "pyvips.Image", before: Frame, after: Frame) -> "pyvips.Image":
        if before.image is after.image:
            return image
        if isinstance(stage, Scale):
            across, down = self._course.scale(before)
            return image.resize(across, vscale=down, kernel=self._course.chain.resize.kernel) if self._course.chain.resize else image
        if isinstance(stage, Fit):
            return self._fitted(image, after.image)
        if stage.name == "autoOrient":
            turned = image.copy_memory().rot(f"d{before.turn.angle}")
            return turned.fliphor() if before.turn.flop else turned
        link = stage.link(self._course)
        return self._changed(image, link.step, after.image) if link else image

    def _changed(self, image: "pyvips.Image", step: Operation, picture: "pyvips.Image") -> "pyvips.Image":
        if isinstance(step, Extract):
            return image.crop(*self._scaled(step.left, step.top, step.width, step.height))
        if isinstance(step, Extend):
            place = self._scaled(step.left, step.top, picture.width, picture.height)
            return image.embed(*place, extend=step.extend_with, background=[0])
        if isinstance(step, Rotate):
            return image.copy_memory().rot(f"d{int(step.angle) % 360}")
        if isinstance(step, Blur | Flip | Flop | Negate):
            return step.apply(Frame(image, page_wise=False)).image
        return image

    def _fitted(self, image: "pyvips.Image", picture: "pyvips.Image") -> "pyvips.Image":
        resize = self._course.chain.resize
        size = self._scaled(picture.width, picture.height)
        if resize and resize.fit == "contain":
            return image.embed(*self._scaled(picture.xoffset, picture.yoffset), *size, extend="background", background=[0])
        return image.crop(*self._scaled(-picture.xoffset, -picture.yoffset), *size)

    def _scaled(self, *lengths: int) -> list[int]:
        return [length // self._scale for length in lengths]

    def rejoined(self, frame: Frame) -> Frame:
        """The frame with the gain map in it again."""
        codec = self._course.metadata
        if self._image is None or not isinstance(codec, Jpeg):
            return frame
        return frame.having(with_gain_map(frame.image, codec.encode_gain_map(self._image)))
