"""`python -m tests.parity CASES.json FIXTURES_DIR OUT_DIR`: what the engine makes of cases that are written as calls of sharp."""

import sys
from collections import Counter
from pathlib import Path

from tests.parity.run import run


def main(arguments: list[str]) -> int:
    """Run a file of cases; the exit status is 2 when the arguments are wrong."""
    if len(arguments) != 3:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    results = run(*map(Path, arguments))
    sys.stdout.write(", ".join(f"{count} {status}" for status, count in Counter(one["status"] for one in results.values()).items()) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
