"""What a render gives: finished files, and where the time went."""

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from functools import cached_property
from hashlib import sha256

from shared.errors import Fault
from shared.imaging.facts import SourceFacts
from shared.tracing import span


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
            with span(f"libvips {stage}"):
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
        channels: of the picture that was encoded.
        depth: type of a channel, by libvips' name.
        space: colour space, by libvips' name.
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
    channels: int
    depth: str
    space: str
    data: bytes = field(repr=False)

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of the file, in hex."""
        return sha256(self.data).hexdigest()


@dataclass(frozen=True)
class Rendered:
    """What a render gives: the outputs in the order of the recipe, what the source was, and where the time went.

    `warnings` point to texts with characters that no font here has: a box stands in their place.
    """

    outputs: tuple[RenderedOutput, ...]
    source: SourceFacts
    timings: Timings
    warnings: tuple[Fault, ...] = ()
