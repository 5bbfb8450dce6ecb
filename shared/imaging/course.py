"""One output's way through sharp's order: what its steps add up to, and what that says of the source."""

from dataclasses import dataclass
from functools import cached_property

from shared.imaging.chain import FIRST_EXTRACT, Chain
from shared.imaging.codecs.metadata import Metadata
from shared.imaging.facts import SourceFacts
from shared.imaging.frame import Frame
from shared.imaging.operations.pipeline_colourspace import PipelineColourspace
from shared.imaging.operations.to_colourspace import ToColourspace
from shared.imaging.orientation import UPRIGHT, Turn
from shared.imaging.scaling import jpeg_shrink


@dataclass(frozen=True)
class Course:
    """What the stages must know.

    Args:
        chain: the steps.
        metadata: that the output keeps and sets.
        facts: the header of the source.
        pages: how many pages are read as pages.
        ignores_icc: the source's profile is to be ignored.
    """

    chain: Chain
    metadata: Metadata
    facts: SourceFacts
    pages: int = 1
    ignores_icc: bool = False

    @property
    def turn(self) -> Turn:
        """What makes the picture upright, if that is asked for."""
        return self.facts.turn if self.chain.auto_orient else UPRIGHT

    @property
    def turns_first(self) -> bool:
        """Whether rotations and mirrorings come before everything else."""
        asked = self.chain.rotates or self.chain.get("flip") or self.chain.get("flop")
        return self.chain.rotates_first and bool(asked)

    @property
    def orients_first(self) -> bool:
        """Whether the EXIF orientation does."""
        return self.turns_first or self.chain.orients_first

    @property
    def swapped(self) -> bool:
        """Whether the picture still lies on its side when it is scaled."""
        return self.turn.quarter and not self.orients_first

    @property
    def pipeline(self) -> str | None:
        """The colour space in which all is done, if one is asked for."""
        link = self.chain.get("pipelineColourspace")
        return link.step.colourspace if link and isinstance(link.step, PipelineColourspace) else None

    @property
    def space(self) -> str:
        """The colour space of the output."""
        link = self.chain.get("toColourspace")
        if link and isinstance(link.step, ToColourspace):
            return link.step.colourspace
        return "scrgb" if self.metadata.with_gain_map else "srgb"

    @property
    def ignores_profile(self) -> bool:
        """Whether the pixels stay in the colours of the source's profile."""
        applied = self.metadata.with_gain_map and self.facts.has_gain_map
        return self.ignores_icc or self.metadata.keeps_source_profile or applied

    @cached_property
    def shrinks_on_load(self) -> bool:
        """Whether the source may be decoded smaller: only when nothing wants it in full before the resize."""
        chain = self.chain
        gain_map = self.metadata.keep_gain_map or self.metadata.with_gain_map
        oriented = self.orients_first and self.turn != UPRIGHT
        wanted = any(chain.get(name) for name in ("gamma", "trim", FIRST_EXTRACT, "pipelineColourspace"))
        return chain.resize is not None and not (wanted or gain_map or oriented or self.turns_first)

    @property
    def shrink(self) -> float:
        """How much smaller than stored the source is decoded; below 1, an SVG is painted larger."""
        resize = self.chain.resize
        if resize is None or not self.shrinks_on_load:
            return 1
        stored = self.facts.stored
        shrink = min(resize.shrink(stored.width, stored.height, swapped=self.swapped))
        if self.facts.format == "jpeg":
            return jpeg_shrink(shrink, fast=resize.fast_shrink_on_load)
        if self.facts.format == "webp" and resize.fast_shrink_on_load:
            return max(1.0, shrink)
        return shrink if self.facts.format == "svg" else 1

    def scale(self, frame: Frame) -> tuple[float, float]:
        """The factors, across and down, by which the resize scales a frame."""
        resize = self.chain.resize
        if resize is None:
            return 1.0, 1.0
        height = frame.page_height
        if self.shrinks_on_load and frame.pages == 1:
            # pages that are read as one tall picture: sharp squeezes them into the height of one
            height = frame.image.get_page_height()
        across, down = resize.shrink(frame.image.width, height, swapped=self.swapped)
        if frame.image.height > height:
            down = frame.image.height / (round(height / down) * frame.pages)
        return 1 / across, 1 / down

    def scales(self, frame: Frame) -> bool:
        """Whether the resize changes the size of a frame."""
        return self.scale(frame) != (1.0, 1.0)
