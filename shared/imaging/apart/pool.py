"""The processes that wait for calls."""

import atexit
import math
import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import BoundedSemaphore, Lock, Timer
from typing import TYPE_CHECKING, Any

from shared.imaging.apart.message import Call
from shared.imaging.apart.parcel import Parcel
from shared.imaging.apart.process import Process, result
from shared.imaging.deadline import Deadline

if TYPE_CHECKING:
    import pyvips

_AT_ONCE = max(2, os.cpu_count() or 1)  # each may take as much memory as the rest of the service
_CALLS = 200  # after which a process is replaced, so that what a library leaks is given back
_IDLE = 300.0  # s, after which a process without calls is ended
_MOST = 1024 * 1024 * 1024  # bytes in an answer, where the caller knows no better


def run(
    function: Callable[..., Parcel | bytes],
    *arguments: Any,
    deadline: Deadline,
    image: "pyvips.Image | None" = None,
    most: int = _MOST,
) -> Parcel | bytes:
    """Call a function in a process of its own, which is killed when it is too late.

    Args:
        function: at the top of a module; it gives bytes or a picture.
        arguments: that it takes, after the picture if there is one; they are pickled.
        deadline: of the whole render.
        image: a picture that the function takes first. It is computed here and sent there line by line.
        most: bytes that are expected at most.

    Raises:
        CorruptImage, ImageTooLarge, UnsupportedImage: what the function says, or how the process came to its end.
        DeadlineExceeded: it took too long.
        Failed: the function fails in another way.
        pyvips.Error: libvips cannot compute the picture that is sent there.
    """
    return _POOL.run(function, arguments, deadline, image, most)


@dataclass(eq=False)
class _Turn:
    """A process during one call: once that is over, the deadline of the call must not end it any more."""

    process: Process
    _is_over: bool = False
    _lock: Lock = field(default_factory=Lock)

    def set_kill(self, kill: bool) -> None:  # noqa: FBT001  libvips' name and argument
        with self._lock:
            if not self._is_over:
                self.process.set_kill(kill)

    def over(self) -> None:
        with self._lock:
            self._is_over = True


@dataclass
class _Pool:
    _waiting: list[tuple[Process, float]] = field(default_factory=list)
    _places: BoundedSemaphore = field(default_factory=lambda: BoundedSemaphore(_AT_ONCE))
    _lock: Lock = field(default_factory=Lock)
    _timer: Timer | None = None

    def run(
        self,
        function: Callable[..., Parcel | bytes],
        arguments: tuple[Any, ...],
        deadline: Deadline,
        image: "pyvips.Image | None",
        most: int,
    ) -> Parcel | bytes:
        deadline.check()
        left = deadline.at - time.monotonic()
        if not self._places.acquire(timeout=None if math.isinf(left) else left):
            deadline.check()
        try:
            header = None if image is None else Parcel.header_of(image).header
            # a deadline that never comes is for callers who can wait, and no process of theirs must hang for ever
            return self._called(Call(function, arguments, min(left, 3600.0), header), deadline, image, most)
        finally:
            self._places.release()

    def _called(self, call: Call, deadline: Deadline, image: "pyvips.Image | None", most: int) -> Parcel | bytes:
        process = self._taken()
        turn = _Turn(process)
        is_well = False
        try:
            deadline.watches(turn)
            answer = process.answer(call, image, most)
            is_well = True
            return result(answer)
        except Exception:
            deadline.check()
            raise
        finally:
            turn.over()
            self._give(process, is_well=is_well)

    def _taken(self) -> Process:
        with self._lock:
            while self._waiting:
                process, _ = self._waiting.pop()
                if process.lives:
                    return process
                process.end()
        return Process()

    def _give(self, process: Process, *, is_well: bool) -> None:
        """Let a process wait for its next call, if it can."""
        if not is_well or process.calls >= _CALLS:
            process.end()
            return
        with self._lock:
            self._waiting.append((process, time.monotonic()))
            if self._timer is None:
                self._later(_IDLE)

    def _later(self, seconds: float) -> None:
        self._timer = Timer(seconds, self._end_idle)
        self._timer.daemon = True
        self._timer.start()

    def _end_idle(self) -> None:
        with self._lock:
            late = time.monotonic() - _IDLE
            idle = [process for process, since in self._waiting if since <= late]
            self._waiting = [waiting for waiting in self._waiting if waiting[1] > late]
            self._timer = None
            if self._waiting:
                self._later(max(1.0, self._waiting[0][1] - late))
        for process in idle:
            process.end()

    def end(self) -> None:
        """End all processes that wait."""
        with self._lock:
            waiting, self._waiting = self._waiting, []
            if self._timer is not None:
                self._timer.cancel()
                self._timer = None
        for process, _ in waiting:
            process.end()


def end() -> None:
    """End the processes that wait for calls; the next call starts one."""
    _POOL.end()


_POOL = _Pool()
atexit.register(end)
