"""What pictures cost in processor time and memory: `python bench/cost.py` prints a table for docs/cost.md. Needs Linux for the memory.

Processor time, not time on the clock: it is the same on a machine that does other things too. Memory is what the largest photograph
adds at its peak.
"""

import ctypes
import os
import resource
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ["VIPS_CONCURRENCY"] = "1"  # before libvips is loaded

from bench.photograph import photograph
from shared.config import MEGAPIXEL, Settings
from shared.imaging import Limits, render
from shared.imaging.presets import PRESETS
from shared.imaging.recipe import Recipe

SIZES = ((2000, 1500), (4000, 3000), (6000, 4000))
# Not AVIF: it is written in processes that stay, whose time is not known before they end.
MORE = {"jpeg": {"steps": [{"op": "resize", "width": 1280}], "output": {"format": "jpeg"}}}
TIMES = 3


def processor_seconds() -> float:
    """What this process has used."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def peak_bytes() -> int:
    """The most memory that this process had since the last call; what it holds without need is given back first."""
    line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    ctypes.CDLL(None).malloc_trim(0)
    Path("/proc/self/clear_refs").write_text("5")  # begins anew at what it has now
    return int(line.split()[1]) * 1024


def main() -> None:
    """Measure and print."""
    limits = Limits.from_settings(Settings())
    recipes = {name: PRESETS[name] for name in ("thumbnail", "square", "default", "web")}
    recipes |= {name: Recipe.model_validate(one) for name, one in MORE.items()}
    names = [f"{width * height / MEGAPIXEL:.0f} MP" for width, height in SIZES]
    print(f"| recipe | {' | '.join(names)} | kB out | MB at once |\n|---|{'---:|' * (len(names) + 2)}")
    photographs = [photograph(width, height).jpegsave_buffer(Q=90) for width, height in SIZES]
    for name, recipe in recipes.items():
        row, size, most = [], 0, 0
        for data in photographs:
            spent = []
            for _ in range(TIMES):
                before = processor_seconds()
                peak_bytes()
                held = peak_bytes()
                made = render(data, recipe, limits)
                spent.append(processor_seconds() - before)
                most = max(most, peak_bytes() - held)
                size = sum(len(output.data) for output in made.outputs)
            row.append(f"{min(spent):.2f} s")
        print(f"| {name} | {' | '.join(row)} | {size / 1000:.0f} | {most / 1_000_000:.0f} |")
    print(f"| the file, kB | {' | '.join(f'{len(data) / 1000:.0f}' for data in photographs)} | | |")


if __name__ == "__main__":
    main()
