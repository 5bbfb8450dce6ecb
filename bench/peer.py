"""Real sharp as a process beside this one, and how the two are compared."""

import json
import statistics
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

_SCRIPT = Path(__file__).resolve().parent.parent / "tests" / "parity" / "bench.mjs"


@dataclass(frozen=True)
class Made:
    """What making some pictures cost, ms of CPU of all threads, and the hashes of their files."""

    cpu: float
    hashes: list[str]


@dataclass(frozen=True)
class Comparison:
    """Two ways to make the same pictures.

    Args:
        ours: median CPU of this engine, ms.
        theirs: of sharp, ms.
        ratio: the median over all pairs of ours by theirs.
        more: the median over all pairs of ours less theirs, ms.
        same: whether the files were the same, byte for byte.
    """

    ours: float
    theirs: float
    ratio: float
    more: float
    same: bool


@dataclass(frozen=True)
class Sharp:
    """A node process that runs sharp, one thread for each picture."""

    process: subprocess.Popen[str]
    folder: Path

    @classmethod
    @contextmanager
    def started(cls) -> Iterator["Sharp"]:
        """Start it, and stop it in the end."""
        with TemporaryDirectory() as folder:
            command = ["node", str(_SCRIPT)]
            with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
                try:
                    yield cls(process, Path(folder))
                finally:
                    process.kill()

    def make(self, data: bytes, tasks: list[dict[str, Any]], at_once: int = 1) -> Made:
        """Make a picture of `data` for each task, so many at the same time."""
        path = self.folder / sha256(data).hexdigest()
        if not path.exists():
            path.write_bytes(data)
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps({"path": str(path), "tasks": tasks, "atOnce": at_once}) + "\n")
        self.process.stdin.flush()
        return Made(**json.loads(self.process.stdout.readline()))


def made_here(make: Callable[[], list[bytes]]) -> Made:
    """Make pictures in this process."""
    start = time.process_time()
    files = make()
    spent = (time.process_time() - start) * 1000
    return Made(spent, [sha256(data).hexdigest() for data in files])


def compare(pairs: int, ours: Callable[[], list[bytes]], theirs: Callable[[], Made]) -> Comparison:
    """Run both by turns, so that what else the machine does falls on both; the first pair is not counted."""
    found: list[tuple[Made, Made]] = []
    for number in range(pairs + 1):
        if number % 2:
            sharps = theirs()
            own = made_here(ours)
        else:
            own = made_here(ours)
            sharps = theirs()
        found.append((own, sharps))
    counted = found[1:]
    return Comparison(
        statistics.median(own.cpu for own, _ in counted),
        statistics.median(sharps.cpu for _, sharps in counted),
        statistics.median(own.cpu / sharps.cpu for own, sharps in counted),
        statistics.median(own.cpu - sharps.cpu for own, sharps in counted),
        all(sorted(own.hashes) == sorted(sharps.hashes) for own, sharps in found),
    )
