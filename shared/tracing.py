"""Spans: where the time of a request, a dropped file or a job goes. Nothing is measured until somebody takes the spans."""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol


class Spans(Protocol):
    """Takes spans."""

    def __call__(self, name: str, parent: str | None, attributes: Mapping[str, str]) -> AbstractContextManager[object]:
        """A span for the time of a block, within that of the block around it, or of a parent (W3C traceparent)."""


class _Taken:
    """Who takes the spans of this process."""

    spans: Spans | None = None


def take(spans: Spans | None) -> None:
    """Give all spans of this process to somebody, or to nobody."""
    _Taken.spans = spans


def taken() -> bool:
    """True when somebody takes spans: others need not work out what to say."""
    return _Taken.spans is not None


def caller(context: object) -> str | None:
    """The traceparent that the host passed with an invocation; None where it passed none."""
    return getattr(getattr(context, "trace_context", None), "trace_parent", None) or None


@contextmanager
def span(name: str, *, parent: str | None = None, **attributes: str) -> Iterator[None]:
    """Measure a block. It may run long before or after somebody takes spans.

    Args:
        name: what the block does, without names of files or people.
        parent: W3C traceparent of the caller in another process.
        **attributes: facts, as texts; `__` in their names stands for a dot.
    """
    if _Taken.spans is None:
        yield
        return
    with _Taken.spans(name, parent, {key.replace("__", "."): value for key, value in attributes.items()}):
        yield
