"""A stand-in for the Azure CLI and for azd on the PATH, which answer as recorded and write down what they were asked."""

import json
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from infra.hooks import environment, patience
from tests.infra.environment import ENVIRONMENT

PROGRAM = """#!{python}
import json, os, pathlib, stat, sys
here = pathlib.Path(__file__).parent
asked = sys.argv[1:]
body = next((pathlib.Path(one[1:]) for one in asked if one.startswith("@")), None)
file = pathlib.Path(asked[asked.index("--file") + 1]) if "--file" in asked else None
call = {{"program": pathlib.Path(__file__).name, "asked": asked}}
for one in (body, file):
    if one:
        call["body"] = one.read_bytes().decode("latin-1")
        call["mode"] = stat.filemode(one.stat().st_mode)
text = " ".join([call["program"], *asked])
rules = json.loads((here / "rules.json").read_text())
for index, rule in enumerate(rules):
    if all(part in text for part in rule["parts"]):
        counter = here / f"count-{{index}}"
        count = int(counter.read_text()) if counter.exists() else 0
        counter.write_text(str(count + 1))
        answer = rule["answers"][min(count, len(rule["answers"]) - 1)]
        break
else:
    answer = {{"error": f"no answer is recorded for: {{text}}"}}
with open(here / "calls.jsonl", "a") as log:
    log.write(json.dumps(call) + "\\n")
if "error" in answer:
    sys.exit(answer["error"])
if "file" in answer:
    file.write_text(answer["file"])
print(answer["output"] if call["program"] == "azd" else json.dumps(answer.get("output")))
"""


@dataclass(frozen=True)
class Azure:
    """The stand-ins.

    Attributes:
        folder: where they and their records are.
    """

    folder: Path

    def answers(self, *parts: str, **first: Any) -> "Azure":
        """Answer calls that contain all parts: `output=` JSON, `error=` a text, or `file=` for what is downloaded.

        `each=` is a list of such answers, the last of which is given again and again. Rules that come first win.
        """
        rules = self._rules()
        rules.append({"parts": parts, "answers": first.get("each") or [first]})
        (self.folder / "rules.json").write_text(json.dumps(rules))
        return self

    def calls(self, *parts: str) -> list[dict[str, Any]]:
        """The calls that contain all parts, in their order."""
        log = self.folder / "calls.jsonl"
        made = [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []
        return [one for one in made if all(part in " ".join([one["program"], *one["asked"]]) for part in parts)]

    def _rules(self) -> list[dict[str, Any]]:
        rules: list[dict[str, Any]] = json.loads((self.folder / "rules.json").read_text())
        return rules


@pytest.fixture
def azure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Azure]:
    """`az` and `azd` that answer as told, with the values of an environment that was provisioned."""
    folder = tmp_path / "azure"
    folder.mkdir()
    (folder / "rules.json").write_text("[]")
    for name in ("az", "azd"):
        program = folder / name
        program.write_text(PROGRAM.format(python=sys.executable))
        program.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder), prepend=os.pathsep)
    for name, text in ENVIRONMENT.items():
        monkeypatch.setenv(name, text)
    environment._of_azd.cache_clear()
    yield Azure(folder)
    environment._of_azd.cache_clear()


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> "Clock":
    """Nobody waits in tests: pauses only move the clock."""
    made = Clock()
    monkeypatch.setattr(patience, "time", made)
    return made


class Clock:
    """A clock that pauses move.

    Attributes:
        now: its time, s.
    """

    def __init__(self) -> None:
        self.now = 0.0

    def monotonic(self) -> float:
        """The time."""
        return self.now

    def sleep(self, seconds: float) -> None:
        """Move it."""
        self.now += seconds
