"""The pages in a real browser: the tests in web/e2e, against the running stack."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.fixtures.stack import ROOT, Stack

CHROMIUM = shutil.which("chromium")


@pytest.mark.timeout(1200)  # many screens, in both themes and at several widths
@pytest.mark.skipif(not CHROMIUM, reason="Chromium is not installed (apt-get install chromium)")
def test_the_pages_pass_their_browser_tests(stack: Stack, tmp_path: Path) -> None:
    """Every flow; both languages, both themes, a phone's width, no other origin, no accessibility violation."""
    environment = {**os.environ, "BASE_URL": stack.base_url, "SCREENSHOTS": os.environ.get("SCREENSHOTS", str(tmp_path))}

    run = subprocess.run(
        # Two at once: each waits for its own pages half of the time.
        ["node", "--test", "--test-concurrency=2", "web/e2e/"],  # noqa: S607  the Node of the machine, as make uses
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert run.returncode == 0, run.stdout + run.stderr
    assert "# skipped 0" in run.stdout or "skipped 0" in run.stdout, run.stdout
