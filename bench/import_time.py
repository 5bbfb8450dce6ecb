"""How long the app takes to load: the part of a cold start that is ours.

    .venv/bin/python bench/import_time.py [RUNS]

Each run is a new Python that imports `function_app` from compiled bytecode; a bare Python is subtracted.
"""

import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent


def seconds(code: str) -> float:
    """Wall-clock time of a new Python that runs `code`, s."""
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
    return time.perf_counter() - started


def main(runs: int) -> None:
    """Print the median and the range, and what takes the longest."""
    seconds("import function_app")
    bare = statistics.median(seconds("pass") for _ in range(runs))
    times = [seconds("import function_app") - bare for _ in range(runs)]
    print(f"import function_app: median {statistics.median(times):.3f} s, {min(times):.3f} to {max(times):.3f} s, {runs} runs")
    profile = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", "import function_app"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stderr
    rows = [line.removeprefix("import time:").split("|") for line in profile.splitlines()[1:] if line.count("|") == 2]
    print("the modules with the most time of their own, ms:")
    for own, _, name in sorted(rows, key=lambda row: -int(row[0]))[:12]:
        print(f"{int(own) / 1000:8.1f}  {name.strip()}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 9)
