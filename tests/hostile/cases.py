"""Cases that somebody could send, and what came of them."""

import json
import queue
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass, field
from pathlib import Path
from threading import Thread
from typing import Any

ROOT = Path(__file__).parent.parent.parent
PROMISED_SECONDS = 12.0
PROMISED_MEGABYTES = 600

THUMBNAIL = {"steps": [{"op": "resize", "width": 200}], "output": {"format": "jpeg"}}
FULL_SIZE = {"steps": [], "output": {"format": "jpeg"}}


@dataclass(frozen=True)
class Case:
    """A file and what is asked of it.

    Args:
        data: the file; None for a recipe with a canvas.
        recipe: as JSON has it, or `check`, `metadata` or `stats`.
        limits: that differ from the usual ones.
        cut: how many bytes of the file there are; None for all.
    """

    data: bytes | None
    recipe: dict[str, Any] | str = field(default_factory=lambda: THUMBNAIL)
    limits: dict[str, Any] = field(default_factory=dict)
    cut: int | None = None


@dataclass(frozen=True)
class Outcome:
    """What came of a case.

    Args:
        code: `made`, `invalid` (a recipe), the code of a refusal, `hangs`, `takes … MB`, or an error that nobody has foreseen, in words.
        faults: the codes of the faults in a recipe.
        size: width and height of the first picture made, px.
    """

    code: str
    faults: tuple[str, ...] = ()
    size: tuple[int, ...] = ()


class Trial:
    """A process that renders cases; a new one after each that hangs, crashes or takes too much memory."""

    def __init__(self) -> None:
        self._process: _Process | None = None

    def of(self, case: Case) -> Outcome:
        """Try a case."""
        if self._process is None:
            self._process = _Process()
        answer = self._process.answer(case)
        if set(answer) == {"code"} or answer["megabytes"] > PROMISED_MEGABYTES:
            self.end()
            return Outcome(answer["code"] if set(answer) == {"code"} else f"takes {answer['megabytes']} MB")
        return Outcome(answer["code"], tuple(answer.get("faults", ())), tuple(answer.get("size", ())))

    def end(self) -> None:
        """End the process, whatever it is doing."""
        if self._process is not None:
            self._process.end()
        self._process = None


class _Process:
    def __init__(self) -> None:
        self._popen = subprocess.Popen(
            [sys.executable, "-W", "error", "-m", "tests.hostile.trial"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._file = tempfile.NamedTemporaryFile()  # noqa: SIM115  it is closed in `end`
        self._written: bytes | None = None
        self._lines: queue.Queue[str] = queue.Queue()
        self._reader = Thread(target=self._read, daemon=True)
        self._reader.start()

    def answer(self, case: Case) -> dict[str, Any]:
        """What it says; only a code when it hangs or has come to an end."""
        if case.data is not None and case.data is not self._written:
            Path(self._file.name).write_bytes(case.data)
            self._written = case.data
        assert self._popen.stdin is not None
        file = "" if case.data is None else self._file.name
        print(json.dumps(asdict(case) | {"data": None, "file": file}), file=self._popen.stdin, flush=True)
        try:
            # it may have to start first
            line = self._lines.get(timeout=60) and self._lines.get(timeout=PROMISED_SECONDS)
        except queue.Empty:
            return {"code": "hangs"}
        answer: dict[str, Any] = json.loads(line) if line else {"code": f"ends with {self._popen.wait(5)}"}
        return answer

    def end(self) -> None:
        self._popen.kill()
        self._popen.wait()
        self._reader.join()
        for file in (self._popen.stdin, self._popen.stdout, self._file):
            assert file is not None
            file.close()

    def _read(self) -> None:
        assert self._popen.stdout is not None
        for line in self._popen.stdout:
            self._lines.put(line)
        self._lines.put("")
