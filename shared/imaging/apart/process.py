"""One process that waits for calls, from the outside."""

import os
import signal
import subprocess
import sys
from threading import Lock
from typing import TYPE_CHECKING

from shared.errors import CorruptImage, DeadlineExceeded, ImageTooLarge, LienzoError, UnsupportedImage
from shared.imaging.apart.message import Answer, Call
from shared.imaging.apart.parcel import Parcel
from shared.imaging.vips import vips

if TYPE_CHECKING:
    import pyvips

_MODULE = "shared.imaging.apart"
_REFUSALS: dict[str, type[LienzoError]] = {error.code: error for error in (CorruptImage, ImageTooLarge, UnsupportedImage)}
# Of the environment, nothing else is passed on: the settings of the service hold secrets.
_KEPT = {"PATH", "HOME", "LANG", "TMPDIR", "LD_LIBRARY_PATH", "SYSTEMROOT"}
_KEPT_BEGINNINGS = ("LC_", "VIPS_", "FONTCONFIG_", "MALLOC_")
_TOO_MUCH = "Making this picture takes more memory than it may."
# How a process ends that gets no more memory: it gives up, or the system makes an end of it.
_OUT_OF_MEMORY = {-getattr(signal, name, 0) for name in ("SIGABRT", "SIGTRAP", "SIGKILL")}
_OUT_OF_TIME = -getattr(signal, "SIGXCPU", 0)


class Failed(Exception):
    """A function failed there in a way that is none of `shared.errors`, most often because libvips said no; its argument says how."""


class Process:
    """One process that waits for calls. It is used by one thread at a time."""

    def __init__(self) -> None:
        kept = {name: value for name, value in os.environ.items() if name in _KEPT or name.startswith(_KEPT_BEGINNINGS)}
        self._process = subprocess.Popen(  # noqa: S603  this very program
            [sys.executable, "-B", "-m", _MODULE],
            bufsize=0,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            # the Functions worker finds its packages by adding to this list
            env=kept | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
        )
        self._is_ready = False
        self._running = Lock()
        self.calls = 0

    @property
    def lives(self) -> bool:
        """Whether it can take a call."""
        return self._process.poll() is None

    def set_kill(self, kill: bool) -> None:  # noqa: FBT001  a deadline stops it as it stops a picture of libvips
        """End it, whatever it is doing."""
        if kill:
            self._process.kill()

    def end(self) -> None:
        """End it and wait until it has ended."""
        self._process.kill()
        self._process.communicate()

    def answer(self, call: Call, image: "pyvips.Image | None", most: int) -> Answer:
        """Call a function in it. After an error it cannot be used any more.

        Args:
            call: which, and with what.
            image: the picture that the call announces; its pixels are computed now.
            most: bytes that are expected at most.

        Raises:
            CorruptImage, DeadlineExceeded, ImageTooLarge: how the process came to its end.
            pyvips.Error: libvips cannot compute the picture.
            EOFError: the process was ended from outside, or could not begin.
        """
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None and stdout is not None  # noqa: S101, PT018  they are pipes
        self.calls += 1
        try:
            if not self._is_ready:
                Answer.read(stdout, 0)
                self._is_ready = True
            call.write(stdin)
            if image is not None:
                image.rawsave_target(vips().Target.new_to_descriptor(stdin.fileno()))
            return Answer.read(stdout, most)
        except (EOFError, OSError) as error:
            raise self._ended() from error
        except vips().Error:
            if not self.lives:
                raise self._ended() from None
            raise

    def _ended(self) -> Exception:
        """How the process came to its end, as an error."""
        self._process.wait(5)
        code = self._process.returncode
        if not self._is_ready or code >= 0:
            return EOFError(f"a process of {_MODULE} ended with {code}")
        if code == _OUT_OF_TIME:
            return DeadlineExceeded(signal=-code)
        return ImageTooLarge(_TOO_MUCH, signal=-code) if code in _OUT_OF_MEMORY else CorruptImage(signal=-code)


def result(answer: Answer) -> Parcel | bytes:
    """What an answer gives.

    Raises:
        CorruptImage, ImageTooLarge, UnsupportedImage: what the function said.
        Failed: it failed in another way.
    """
    match answer.kind:
        case "bytes":
            return bytes(answer.data)
        case "header":
            return Parcel(answer.facts)
        case "picture":
            return Parcel(answer.facts, answer.data)
        case "refused":
            error = _REFUSALS.get(answer.facts["code"], CorruptImage)
            message = answer.facts["message"] or (_TOO_MUCH if error is ImageTooLarge else None)
            raise error(message, **answer.facts["facts"])
        case _:
            raise Failed(str(answer.facts.get("detail"))[:500])
