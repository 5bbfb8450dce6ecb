"""One place in sharp's order, and the operations whose place depends on others."""

from collections.abc import Callable
from dataclasses import replace

from typing_extensions import override

from shared.imaging.chain import Link
from shared.imaging.course import Course
from shared.imaging.frame import Frame
from shared.imaging.operations.rotate import Rotate
from shared.imaging.orientation import UPRIGHT
from shared.imaging.picture import Picture, Planning

PlanningOf = Callable[[str], Planning]


class Stage:
    """A place in the order where one operation runs as it does anywhere."""

    def __init__(self, name: str) -> None:
        self.name = name

    def link(self, course: Course) -> Link | None:
        """The operation that runs here, if there is one."""
        return course.chain.get(self.name)

    def runs(self, course: Course) -> bool:
        """Whether there is anything to do."""
        return self.link(course) is not None

    def plan(self, course: Course, picture: Picture, planning: PlanningOf) -> Picture:
        """The picture after this stage."""
        link = self.link(course)
        return link.step.plan(picture, planning(link.pointer)) if link else picture

    def apply(self, course: Course, frame: Frame) -> Frame:
        """The frame after this stage."""
        link = self.link(course)
        return link.step.apply(frame) if link else frame


class Roll(Stage):
    """A place where sharp sees all pages as one tall picture: there, sizes are compared with all of it."""

    @override
    def plan(self, course: Course, picture: Picture, planning: PlanningOf) -> Picture:
        made = super().plan(course, replace(picture, height=picture.height * picture.pages, pages=1), planning)
        return replace(made, height=picture.height, pages=picture.pages)


class First(Stage):
    """Mirrorings and rotations, when they come before everything else."""

    @override
    def link(self, course: Course) -> Link | None:
        return super().link(course) if course.turns_first else None

    @override
    def apply(self, course: Course, frame: Frame) -> Frame:
        link = self.link(course)
        if link is None or not isinstance(link.step, Rotate) or _is_quarter(link):
            return super().apply(course, frame)
        # interpolation adds up from the left edge of what is asked for: a crop that comes later would be made of other roundings
        return link.step.apply(frame).computed()


class Later(Stage):
    """Mirrorings and rotations, when they do not."""

    @override
    def link(self, course: Course) -> Link | None:
        return None if course.turns_first else super().link(course)


def _is_quarter(link: Link | None) -> bool:
    return bool(link and isinstance(link.step, Rotate) and link.step.angle % 90 == 0)


class Quarters(Later):
    """A rotation by a multiple of 90 degrees."""

    @override
    def link(self, course: Course) -> Link | None:
        link = super().link(course)
        return link if _is_quarter(link) else None


class Degrees(Later):
    """A rotation by any other angle."""

    @override
    def link(self, course: Course) -> Link | None:
        link = super().link(course)
        return None if _is_quarter(link) else link


class Orient(Stage):
    """The EXIF orientation."""

    def __init__(self, *, first: bool) -> None:
        super().__init__("autoOrient")
        self.first = first

    @override
    def runs(self, course: Course) -> bool:
        return course.turn != UPRIGHT and course.orients_first == self.first

    @override
    def plan(self, course: Course, picture: Picture, planning: PlanningOf) -> Picture:
        if not self.runs(course):
            return picture
        if course.turn.quarter:
            planning("/input").single_page(picture, "autoOrient", "Turning")
        return picture.turned(quarter=course.turn.quarter)

    @override
    def apply(self, course: Course, frame: Frame) -> Frame:
        return frame.upright() if self.runs(course) else frame


class Inner(Stage):
    """What sharp does by itself at this place; the size of the picture stays."""

    def __init__(self) -> None:
        super().__init__("")

    @override
    def runs(self, course: Course) -> bool:
        return True

    @override
    def plan(self, course: Course, picture: Picture, planning: PlanningOf) -> Picture:
        return picture
