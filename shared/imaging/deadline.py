"""A deadline for libvips, which runs for as long as it likes unless it is told to stop."""

import math
import time
from dataclasses import dataclass, field
from threading import Condition, Thread
from typing import Protocol, Self

from shared.errors import DeadlineExceeded

_AGAIN = 0.1  # s; a picture that has just been registered, or that swallowed the first call, is told again
_IDLE = 60.0  # s, after which a thread without work ends


class Stoppable(Protocol):
    """What a deadline can stop: a picture of libvips, or a process that works on one."""

    def set_kill(self, kill: bool, /) -> None:  # noqa: FBT001  libvips' name and argument
        """Stop as soon as it can."""


@dataclass(eq=False)
class Deadline:
    """The moment at which a render is given up, whatever it is doing.

    One thread of the process looks at the clock for all renders. When it is too late, every picture that is being computed is told
    to stop, and the call that waits for the pixels fails. libvips' own `eval` signal would do, but calls Python for every strip of lines.

    Args:
        at: on the clock of `time.monotonic`, s.
        seconds: how long that was from the start, s.
    """

    at: float
    seconds: float
    _pictures: list[Stoppable] = field(default_factory=list, repr=False)

    @classmethod
    def after(cls, seconds: float) -> Self:
        """A deadline some seconds from now."""
        return cls(time.monotonic() + seconds, seconds)

    @classmethod
    def never(cls) -> Self:
        """No deadline."""
        return cls.after(math.inf)

    @property
    def passed(self) -> bool:
        """Whether it is too late."""
        return time.monotonic() >= self.at

    def has(self, seconds: float) -> bool:
        """Whether so much time is left, s."""
        return time.monotonic() + seconds <= self.at

    def check(self) -> None:
        """Go on only when there is time left.

        Raises:
            DeadlineExceeded: there is none.
        """
        if self.passed:
            raise DeadlineExceeded(f"This picture takes longer than {self.seconds:g} s to make.", seconds=self.seconds)

    def watches(self, image: Stoppable) -> None:
        """Stop this picture, and what is made of it, when it is too late.

        Raises:
            DeadlineExceeded: it is already.
        """
        self.check()
        if not self._pictures and self.at < math.inf:
            _CLOCK.add(self)
        self._pictures.append(image)

    def stops(self, image: Stoppable) -> None:
        """Let this picture be stopped too: it is about to be computed. Raises as `watches`."""
        self.watches(image)

    def release(self) -> None:
        """Let go of all pictures, whose memory would otherwise wait for the garbage collector."""
        _CLOCK.remove(self)
        self._pictures.clear()

    def ring(self) -> None:
        """It is too late: stop all pictures."""
        for image in list(self._pictures):
            image.set_kill(True)


class _Clock:
    """The thread that rings deadlines; it lives while there are some."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._deadlines: set[Deadline] = set()
        self._wakes = math.inf
        self._runs = False

    def add(self, deadline: Deadline) -> None:
        """Ring this one too."""
        with self._changed:
            self._deadlines.add(deadline)
            if not self._runs:
                self._runs = True
                Thread(target=self._run, name="deadlines", daemon=True).start()
            elif deadline.at < self._wakes:
                self._changed.notify()

    def remove(self, deadline: Deadline) -> None:
        """Do not ring this one; it may never have been added."""
        with self._changed:
            self._deadlines.discard(deadline)

    def _run(self) -> None:
        with self._changed:
            while True:
                now = time.monotonic()
                for deadline in self._deadlines:
                    if deadline.at <= now:
                        deadline.ring()
                is_idle = not self._deadlines
                wait = _IDLE if is_idle else max(_AGAIN, min(deadline.at for deadline in self._deadlines) - now)
                self._wakes = now + wait
                if not self._changed.wait(wait) and is_idle and not self._deadlines:
                    self._runs = False
                    return


_CLOCK = _Clock()
