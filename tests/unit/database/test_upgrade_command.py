"""`python -m shared.database`."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from shared.database.tables import REVISION

ROOT = Path(__file__).parents[3]


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command as an operator does."""
    kept = {name: value for name, value in os.environ.items() if name not in {"WEBSITE_INSTANCE_ID", "WEBSITE_HOSTNAME"}}
    command = [sys.executable, "-W", "error", "-m", "shared.database", *arguments]
    return subprocess.run(command, cwd=ROOT, env={**kept, **environment}, capture_output=True, text=True, check=False)  # noqa: S603  our own


@pytest.mark.parametrize("arguments", [(), ("upgrade",)])
def test_it_makes_the_tables_and_says_so(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    """The second time there is nothing to do."""
    first, second = (run(*arguments, LIENZO_HOME=str(tmp_path)) for _ in range(2))

    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    assert "was empty\n  applied 0001 Accounts" in first.stdout
    assert f"was at revision {REVISION}\n  nothing to do" in second.stdout


def test_a_server_that_is_not_there_is_an_exit_status() -> None:
    """With one line, without the password and without a traceback."""
    url = "mysql+pymysql://user:secret@127.0.0.1:9/name"

    failed = run(LIENZO_DATABASE_URL=url, LIENZO_DATABASE_TLS="off")

    assert failed.returncode == 1
    assert failed.stderr.count("\n") == 1
    assert "2003" in failed.stderr
    assert "secret" not in failed.stderr
