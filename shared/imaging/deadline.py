"""A deadline for libvips, which runs for as long as it likes unless it is told to stop."""

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

from shared.errors import DeadlineExceeded

if TYPE_CHECKING:
    import pyvips


@dataclass
class Deadline:
    """The moment at which a render is given up, whatever it is doing.

    libvips says from time to time how far it is (its `eval` signal). Then, if it is too late, every picture that is being computed is
    told to stop, and the call that waits for the pixels fails.

    Args:
        at: on the clock of `time.monotonic`, s.
        seconds: how long that was from the start, s.
    """

    at: float
    seconds: float
    _pictures: list["pyvips.Image"] = field(default_factory=list, repr=False)

    @classmethod
    def after(cls, seconds: float) -> Self:
        """A deadline some seconds from now."""
        return cls(time.monotonic() + seconds, seconds)

    @classmethod
    def never(cls) -> Self:
        """No deadline."""
        return cls.after(float("inf"))

    @property
    def passed(self) -> bool:
        """Whether it is too late."""
        return time.monotonic() >= self.at

    def check(self) -> None:
        """Go on only when there is time left.

        Raises:
            DeadlineExceeded: there is none.
        """
        if self.passed:
            raise DeadlineExceeded(f"This picture takes longer than {self.seconds:g} s to make.", seconds=self.seconds)

    def watches(self, image: "pyvips.Image") -> None:
        """Look at the clock whenever this picture, or one made of it, gets on; to be called before anything is made of it."""
        image.set_progress(True)
        image.signal_connect("eval", lambda *_: self._stop_when_passed())
        self.stops(image)

    def stops(self, image: "pyvips.Image") -> None:
        """Let this picture be stopped too: it is about to be computed."""
        self._pictures.append(image)

    def release(self) -> None:
        """Let go of all pictures, whose memory would otherwise wait for the garbage collector."""
        self._pictures.clear()

    def _stop_when_passed(self) -> None:
        if self.passed:
            for image in self._pictures:
                image.set_kill(True)
