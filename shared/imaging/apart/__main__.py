"""What runs in the process: it reads a call, answers it, and waits for the next one until nobody can call any more.

It is held to a certain amount of memory, can write no file, and knows no setting of the service, so that a decoder of somebody's file
that goes wrong does no harm.
"""

import contextlib
import os
import pickle
import sys
from typing import IO, Any

from shared.errors import ImageTooLarge, LienzoError
from shared.imaging.apart.message import Answer, Call, next_call
from shared.imaging.vips import vips

MEMORY = 512 * 1024 * 1024  # bytes of data, for the process as a whole
_SPARE = 2  # s; the caller stops a call in time, unless it is gone


def main() -> None:
    """Answer calls."""
    calls, answers = os.fdopen(os.dup(0), "rb", buffering=0), os.fdopen(os.dup(1), "wb", buffering=0)
    # whatever a library prints must not end up in an answer
    os.dup2(2, 1)
    vips()
    _hold(memory=MEMORY)
    Answer("ready").write(answers)
    while (call := next_call(calls)) is not None:
        _answer(pickle.loads(call), calls).write(answers)  # noqa: S301  it comes from the process that started this one


def _answer(call: Call, calls: IO[bytes]) -> Answer:
    _hold(seconds=call.seconds + _SPARE)
    try:
        return Answer.of(call.answered(calls))
    except LienzoError as error:
        return _refused(error.code, error.message, **{name: str(fact) for name, fact in error.facts.items()})
    except MemoryError:
        return _refused(ImageTooLarge.code)
    except Exception as error:  # noqa: BLE001  whatever a stranger's file does to a decoder, the caller is told
        detail = f"{type(error).__name__}: {error}"[:500]
        return _refused(ImageTooLarge.code, detail=detail) if "out of memory" in detail else Answer("failed", {"detail": detail})


def _refused(code: str, message: str | None = None, **facts: Any) -> Answer:
    return Answer("refused", {"code": code, "message": message, "facts": facts})


def _hold(*, memory: int | None = None, seconds: float | None = None) -> None:
    """Limit what this process may use from now on, where the system can."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415  Windows has none

    with contextlib.suppress(ValueError, OSError):  # macOS takes not every limit
        if memory is not None:
            resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
            resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if seconds is not None:
            usage = resource.getrusage(resource.RUSAGE_SELF)
            _, most = resource.getrlimit(resource.RLIMIT_CPU)
            resource.setrlimit(resource.RLIMIT_CPU, (int(usage.ru_utime + usage.ru_stime + seconds) + 1, most))


if __name__ == "__main__":
    main()
