"""The cases of the oracle, judged by its own comparison with the files that sharp made of them.

Not part of `make test`: it needs the oracle's folder, named by LIENZO_SHARP_ORACLE (`.ci/run` sets it). `tests/parity` runs sharp itself.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.parity.exceptions import EXCEPTIONS

ORACLE = os.environ.get("LIENZO_SHARP_ORACLE")

pytestmark = pytest.mark.skipif(not ORACLE, reason="LIENZO_SHARP_ORACLE does not name the folder of the oracle")


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """The judge's verdicts, one for each case."""
    oracle, out = Path(ORACLE or ""), tmp_path_factory.mktemp("candidate")
    cases = str(oracle / "cases-open.json")
    environment = os.environ | {"VIPS_CONCURRENCY": "1"}
    command = [sys.executable, "-m", "tests.parity", cases, str(oracle / "fixtures"), str(out)]
    subprocess.run(command, env=environment, check=True)  # noqa: S603  our own module
    judge = [sys.executable, "compare.py", str(oracle / "expected"), str(out), "--cases", cases, "--json", str(out / "report.json")]
    subprocess.run(judge, cwd=oracle, env=environment, check=False)  # noqa: S603  it exits with 1 when one case differs
    found: list[dict[str, Any]] = json.loads((out / "report.json").read_text())["rows"]
    return found


def test_every_case_is_exact_but_the_named_exceptions(rows: list[dict[str, Any]]) -> None:
    """And those differ in what their reason says, nothing else."""
    others = {row["id"]: row["detail"] for row in rows if row["verdict"] != "exact"}

    assert len(rows) > len(others)
    assert others == {id_: exception.detail for id_, exception in EXCEPTIONS.items()}


def test_no_header_differs(rows: list[dict[str, Any]]) -> None:
    """Neither density nor profile, pages, delays or EXIF."""
    assert [row["id"] for row in rows if row["header"]] == []
