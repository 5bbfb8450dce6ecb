"""The image engine beside npm sharp, in the same run and on the same pictures: CPU per picture, and memory.

    .venv/bin/python -m bench.engine [PAIRS]

Each line is the median over pairs of one run of ours and one of sharp's. Both use one thread for each picture, nothing is cached, and one
picture must have the same bytes from both. Several outputs are made from one decode here, while sharp is called once for each file; the
bytes differ then. WebP alone has no bound, as its encoder, which is the same on both sides, takes most of the time. `npm ci` in
tests/parity installs sharp. Exits with 1 when a bound is missed.
"""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ["VIPS_CONCURRENCY"] = "1"  # as sharp's side has it

from bench.peer import Comparison, Sharp, compare  # noqa: E402  after the path is set
from bench.photograph import photograph, transparent  # noqa: E402  as above
from shared.imaging import Limits, Recipe, render  # noqa: E402  as above

LIMITS = Limits(render_seconds=120)
WIDTHS = (320, 640, 960, 1280, 1920)  # px
MOST = 1.02  # times sharp's CPU
LEAST = 1.6  # times as much CPU as ours is sharp's
MOST_MORE = 1.0  # ms more than sharp for a picture without pixels to speak of
MOST_MEMORY = 150  # MB
MANY = 50  # small pictures for one measurement


@dataclass(frozen=True)
class Task:
    """A picture, and the one file that is made of it."""

    name: str
    data: bytes
    resize: dict[str, int]
    output: dict[str, Any]

    def recipe(self) -> Recipe:
        """In our words."""
        steps = [{"op": "resize"} | self.resize]
        return Recipe.model_validate({"input": {"autoOrient": False}, "steps": steps, "output": self.output, "order": "sharp"})

    def calls(self) -> dict[str, Any]:
        """In sharp's words."""
        return {"resize": self.resize, "format": self.output["format"], "options": {k: v for k, v in self.output.items() if k != "format"}}


@dataclass
class Report:
    """Prints the results, and knows whether one missed its bound."""

    missed: list[str] = field(default_factory=list)

    def line(self, name: str, result: Comparison, verdict: str, *, kept: bool) -> None:
        """One comparison."""
        self.say(name, f"ours {result.ours:8.1f} ms   sharp {result.theirs:8.1f} ms   ratio {result.ratio:5.2f}   {verdict}", kept=kept)

    def say(self, name: str, text: str, *, kept: bool) -> None:
        """One result in words."""
        if not kept:
            self.missed.append(name)
        print(f"{name:46} {text}{'' if kept else '   MISSED'}", flush=True)


def one(task: Task, sharp: Sharp, pairs: int, report: Report) -> None:
    """A task alone, and two of it at once."""
    recipe, calls = task.recipe(), task.calls()

    def make(_: int = 0) -> bytes:
        return render(task.data, recipe, LIMITS).outputs[0].data

    with ThreadPoolExecutor(2) as pool:
        for name, at_once in ((task.name, 1), (f"{task.name}, two at once", 2)):
            run = pool.map if at_once > 1 else map
            result = compare(
                pairs,
                lambda run=run, at_once=at_once: list(run(make, range(at_once))),  # type: ignore[misc]  # bound now
                lambda at_once=at_once: sharp.make(task.data, [calls] * at_once, at_once),  # type: ignore[misc]  # as above
            )
            same = "the same bytes" if result.same else "OTHER BYTES"
            report.line(name, result, f"at most {MOST}; {same}", kept=result.ratio <= MOST and result.same)


def several(data: bytes, formats: tuple[str, ...], sharp: Sharp, pairs: int, report: Report, *, least: float) -> None:
    """Five widths of one picture in some formats."""
    files = [(width, name) for name in formats for width in WIDTHS]
    outputs = [{"name": f"{width}-{name}", "format": name, "steps": [{"op": "resize", "width": width}]} for width, name in files]
    recipe = Recipe.model_validate({"input": {"autoOrient": False}, "outputs": outputs})
    calls = [{"resize": {"width": width}, "format": name, "options": {}} for width, name in files]
    result = compare(pairs, lambda: [output.data for output in render(data, recipe, LIMITS).outputs], lambda: sharp.make(data, calls))
    times = 1 / result.ratio
    verdict = f"sharp needs {times:.2f} times as much" + (f"; at least {least}" if least else "; no bound")
    report.line(f"12 megapixels to five {' and five '.join(formats)}", result, verdict, kept=times >= least)


def small(sharp: Sharp, pairs: int, report: Report) -> None:
    """What a call costs beside the pixels."""
    task = Task("JPEG 64 × 64 to 32 × 32", photograph(64, 64).jpegsave_buffer(Q=85), {"width": 32}, {"format": "jpeg"})
    recipe, calls = task.recipe(), task.calls()
    result = compare(
        pairs,
        lambda: [render(task.data, recipe, LIMITS).outputs[0].data for _ in range(MANY)],
        lambda: sharp.make(task.data, [calls] * MANY),
    )
    each = Comparison(result.ours / MANY, result.theirs / MANY, result.ratio, result.more / MANY, result.same)
    report.line(task.name, each, f"{each.more:+.2f} ms, at most {MOST_MORE}", kept=each.more <= MOST_MORE and each.same)


def memory(report: Report) -> None:
    """Peak memory of a process that makes 800 px of 50 megapixels."""
    data = photograph(8660, 5770).jpegsave_buffer(Q=85)
    made = subprocess.run([sys.executable, __file__, "--memory"], input=data, capture_output=True, check=True)
    peaked = int(made.stdout)
    report.say("peak memory, 50 megapixels to 800 px", f"{peaked} MB, below {MOST_MEMORY}", kept=peaked < MOST_MEMORY)


def peak() -> None:
    """The child of `memory`."""
    recipe = Recipe.model_validate({"steps": [{"op": "resize", "width": 800}], "output": {"format": "jpeg"}})
    render(sys.stdin.buffer.read(), recipe, LIMITS)
    # not `ru_maxrss`, which counts what the parent had when it forked
    (peaked,) = [line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")]
    print(int(peaked.split()[1]) // 1024)


def main(pairs: int) -> int:
    """All of it. Returns the exit code."""
    report = Report()
    png = transparent(2048, 1536).pngsave_buffer()
    jpeg = photograph(2725, 2225).jpegsave_buffer(Q=90)
    to_720 = {"width": 720, "height": 588}
    with Sharp.started() as sharp:
        one(Task("JPEG 2725 × 2225 to 720 × 588", jpeg, to_720, {"format": "jpeg", "quality": 80}), sharp, pairs, report)
        one(Task("PNG with alpha 2048 × 1536 to 720 × 540", png, {"width": 720, "height": 540}, {"format": "png"}), sharp, pairs, report)
        one(Task("JPEG to WebP", jpeg, to_720, {"format": "webp"}), sharp, pairs, report)
        one(Task("JPEG to AVIF", jpeg, to_720, {"format": "avif", "effort": 2}), sharp, pairs, report)
        few = max(3, pairs // 3)
        large = photograph(4000, 3000).jpegsave_buffer(Q=90)
        several(large, ("jpeg",), sharp, few, report, least=LEAST)
        several(large, ("webp", "jpeg"), sharp, few, report, least=LEAST)
        several(large, ("webp",), sharp, few, report, least=0)
        small(sharp, pairs, report)
    memory(report)
    print(f"missed: {', '.join(report.missed)}" if report.missed else "every bound is kept")
    return 1 if report.missed else 0


if __name__ == "__main__":
    if "--memory" in sys.argv:
        peak()
    else:
        sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 15))
