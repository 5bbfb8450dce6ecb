"""Templates and workflows, judged by other people's checkers.

Not part of `make test`: LIENZO_BICEP_CHECK names the folder of the checker of templates, and LIENZO_LINTERS a folder with `python` (which
has tree-sitter and tree-sitter-bicep), `checkov`, `actionlint` and `zizmor`.
"""

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.linters.more_types import types

ROOT = Path(__file__).parent.parent.parent
TEMPLATES = sorted((ROOT / "infra/bicep").rglob("*.bicep"))
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
CHECKER = os.environ.get("LIENZO_BICEP_CHECK")
LINTERS = Path(os.environ.get("LIENZO_LINTERS", ""))

pytestmark = pytest.mark.timeout(600)


def run(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run one of the linters in the project's folder; skips where it is missing."""
    path = LINTERS / program
    if not path.is_file():
        pytest.skip(f"LIENZO_LINTERS names no folder with {program}")
    return subprocess.run([str(path), *arguments], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603  named by the caller


def test_the_checker_of_templates_finds_nothing(tmp_path: Path) -> None:
    """With the shapes of types that it does not bring along; its last line counts the findings."""
    if not CHECKER:
        pytest.skip("LIENZO_BICEP_CHECK names no folder")
    slice_ = json.loads((Path(CHECKER) / "types-slice.json").read_text())
    (tmp_path / "types.json").write_text(json.dumps({**slice_, **types()}))

    checked = run("python", f"{CHECKER}/bicep_check.py", str(tmp_path / "types.json"), *map(str, TEMPLATES))

    assert checked.stdout.splitlines() == ["0 findings"], checked.stdout + checked.stderr


def test_checkov_finds_nothing_that_is_not_explained() -> None:
    """And reads every template: one that it cannot parse is one that it does not check."""
    checked = run("checkov", "-d", "infra/bicep", "--framework", "bicep", "--skip-download", "--quiet", "-o", "json")
    report = json.loads(checked.stdout)

    assert [(one["check_id"], one["resource"]) for one in report["results"]["failed_checks"]] == []
    assert report["summary"]["parsing_errors"] == 0
    assert report["summary"]["passed"] > 20


def test_actionlint_finds_nothing() -> None:
    """In the workflows."""
    checked = run("actionlint", "-no-color", *map(str, WORKFLOWS))

    assert WORKFLOWS
    assert checked.stdout + checked.stderr == ""


def test_zizmor_finds_nothing() -> None:
    """Neither injections, nor tokens that may do too much."""
    checked = run("zizmor", "--offline", "--no-progress", "--format", "json", *map(str, WORKFLOWS))

    assert [(one["ident"], one["locations"][0]["symbolic"]["key"]) for one in json.loads(checked.stdout)] == []
