"""The package that goes to Azure, run as Azure runs it: unpacked, with nothing but requirements.txt, on Python 3.13, in Microsoft's worker.

Not part of `make test`: it needs the tool that makes a Python 3.13 root, named by LIENZO_PY313 (`.ci/run` sets it).
"""

import json
import os
import subprocess
import uuid
import zipfile
from pathlib import Path

import pytest

from shared.config import Settings
from shared.storage import open_store
from tests.fixtures.api import PASSWORD
from tests.fixtures.azurite import Azurite
from tests.fixtures.pictures import jpeg
from tests.infra.package import pack

TOOL = os.environ.get("LIENZO_PY313")

pytestmark = [pytest.mark.timeout(900), pytest.mark.skipif(not TOOL, reason="LIENZO_PY313 does not name the Python 3.13 tool")]


def test_the_main_job_runs_from_the_package(azurite: Azurite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Register, log in, and a dropped file."""
    app = tmp_path / "app"
    with zipfile.ZipFile(pack(tmp_path / "package.zip")) as package:
        package.extractall(app)
    monkeypatch.setenv("AzureWebJobsStorage", azurite.connection_string)
    store = open_store(Settings())
    store.put("uploads/thumbnail/package.jpg", jpeg(640, 480))
    account = {"email": f"{uuid.uuid4().hex}@example.com", "password": PASSWORD}
    calls = [
        {"function": "auth_register", "method": "POST", "path": "/api/auth/register", "json": account},
        {"function": "auth_login", "method": "POST", "path": "/api/auth/login", "json": account},
        {"function": "blob_dropped", "blob": "uploads/thumbnail/package.jpg"},
    ]
    (app / "calls.json").write_text(json.dumps(calls))

    command = [str(TOOL), "worker", str(app), "/app/calls.json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  our own tool

    assert done.returncode == 0, done.stdout + done.stderr
    answers = [json.loads(line) for line in done.stdout.splitlines() if line.startswith('{"function"')]
    assert [answers[0]["status"], answers[1]["status"], answers[2]["failed"]] == [201, 200, None]
    assert json.loads(store.get("outputs/thumbnail/package.jpg.json").data)["status"] == "done"
