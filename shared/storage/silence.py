"""Tells a store that says nothing from one that breaks the connection: only after the latter is another try worth its time."""

from collections.abc import Iterator


def is_silence(error: BaseException) -> bool:
    """Whether an error of an SDK comes from a socket that timed out, also while something was being sent.

    Args:
        error: as the SDK raised it; the socket's own error may be anywhere inside.
    """
    return any(isinstance(one, TimeoutError) for one in _inside(error, depth=8))


def _inside(error: BaseException, depth: int) -> Iterator[BaseException]:
    yield error
    if depth:
        known = vars(error)
        held = (*error.args, *known.values(), *known.get("kwargs", {}).values(), error.__cause__, error.__context__)
        for one in held:
            if isinstance(one, BaseException):
                yield from _inside(one, depth - 1)
