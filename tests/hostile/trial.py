"""Renders hostile cases in a process of its own, whose memory can be measured and which can be killed: `python -m tests.hostile.trial`.

It reads a line of JSON for each case (`file`, `recipe`, `limits`, `cut`) and answers with a line when it begins and with one that says
what came of it, and how much memory it has taken so far at most, in MB: itself, or a process that it started.
"""

import json
import resource
import sys
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from shared.errors import InvalidInput, LienzoError
from shared.imaging import Limits, Recipe, check, metadata, render, stats


def main() -> None:
    """Try every case that is asked for."""
    for line in sys.stdin:
        case = json.loads(line)
        data = Path(case["file"]).read_bytes()[: case["cut"]] if case["file"] else None
        _say(begins=True)
        _say(**_tried(data, case["recipe"], Limits(**case["limits"])), megabytes=_peak() // 1024)


def _tried(data: bytes | None, recipe: dict[str, Any] | str, limits: Limits) -> dict[str, Any]:
    try:
        return {"code": "made", "size": _made(data, recipe, limits)}
    except InvalidInput as error:
        return {"code": error.code, "faults": [fault.code for fault in error.faults]}
    except ValidationError:
        return {"code": "invalid"}
    except LienzoError as error:
        return {"code": error.code}
    except Exception as error:  # noqa: BLE001  this is the crash that is looked for
        return {"code": f"{type(error).__name__}: {error}"[:1000]}


def _made(data: bytes | None, recipe: dict[str, Any] | str, limits: Limits) -> list[int]:
    if isinstance(recipe, dict):
        output = render(data, Recipe.model_validate(recipe), limits).outputs[0]
        return [output.width, output.height]
    if recipe == "stats":
        stats(data or b"", limits)
        return []
    read = (check if recipe == "check" else metadata)(data or b"", limits)
    return [read.width, read.height]


def _peak() -> int:
    """The most memory that a process has taken so far, KiB: this one, one that it has started, or one that has ended."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    started = {child for task in Path("/proc/self/task").iterdir() for child in (task / "children").read_text().split()}
    return max(ended, *map(_peak_of, ["self", *started]))


def _peak_of(process: str) -> int:
    # not its resource usage: that begins with what the process had that started it
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM")), 0)


def _say(**facts: Any) -> None:
    print(json.dumps(facts), flush=True)  # noqa: T201  this is the answer


if __name__ == "__main__":
    main()
