"""The app inside Microsoft's own worker library, on Python 3.13: it loads, and its functions do the main job.

Not part of `make test`: it needs the tool that makes a Python 3.13 root, named by LIENZO_PY313 (`.ci/run` sets it).
"""

import base64
import json
import os
import re
import shutil
import subprocess
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from shared.config import Settings
from shared.storage import open_store
from tests.fixtures.api import ENDPOINTS, PASSWORD
from tests.fixtures.azurite import Azurite
from tests.fixtures.pictures import jpeg

ROOT = Path(__file__).parent.parent.parent
TOOL = os.environ.get("LIENZO_PY313")
SETUP_SECONDS = 600

pytestmark = [pytest.mark.timeout(SETUP_SECONDS), pytest.mark.skipif(not TOOL, reason="LIENZO_PY313 does not name the Python 3.13 tool")]

Run = Callable[[list[dict[str, Any]]], list[str]]


@pytest.fixture
def run(azurite: Azurite) -> Iterator[Run]:
    """Calls functions through the worker: each call's answer is one line of its output, after one line per function."""
    home = f".local/worker-{uuid.uuid4().hex}"

    def called(calls: list[dict[str, Any]]) -> list[str]:
        # The tool sees the app's folder as /app, and only that.
        file = ROOT / home / "calls.json"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(calls))
        environment = {**os.environ, "AzureWebJobsStorage": azurite.connection_string, "LIENZO_HOME": home}
        command = [str(TOOL), "worker", str(ROOT), f"/app/{home}/calls.json"]
        finished = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603  our own tool
        assert finished.returncode == 0, finished.stdout + finished.stderr
        return finished.stdout.splitlines()

    yield called
    shutil.rmtree(ROOT / home, ignore_errors=True)


def test_the_worker_lists_every_function(run: Run) -> None:
    """Each endpoint, and the blob, queue and timer triggers."""
    listed = {line.split(" ", 1)[0] for line in run([])}

    assert {declared.name for declared in ENDPOINTS} | {"blob_dropped", "blob_poison", "jobs_run", "jobs_poison", "sweep"} <= listed


def test_the_main_job_runs_in_the_worker(run: Run, azurite: Azurite, monkeypatch: pytest.MonkeyPatch) -> None:
    """Register, log in, upload, preview, and a dropped file."""
    monkeypatch.setenv("AzureWebJobsStorage", azurite.connection_string)
    store = open_store(Settings())
    store.put("uploads/thumbnail/worker.jpg", jpeg(640, 480))
    account = {"email": f"{uuid.uuid4().hex}@example.com", "password": PASSWORD}

    registered, logged_in, dropped = _answers(
        run(
            [
                {"function": "auth_register", "method": "POST", "path": "/api/auth/register", "json": account},
                {"function": "auth_login", "method": "POST", "path": "/api/auth/login", "json": account},
                {"function": "blob_dropped", "blob": "uploads/thumbnail/worker.jpg"},
            ]
        )
    )
    assert (registered["status"], logged_in["status"], dropped["failed"]) == (201, 200, None)
    assert json.loads(store.get("outputs/thumbnail/worker.jpg.json").data)["status"] == "done"

    bearer = {"Authorization": f"Bearer {json.loads(logged_in['body'])['accessToken']}"}
    upload = {"function": "images_upload", "method": "POST", "path": "/api/images", "query": {"filename": "a.jpg"}}
    (uploaded,) = _answers(
        run([{**upload, "headers": {**bearer, "content-type": "image/jpeg"}, "base64": base64.b64encode(jpeg(320, 240)).decode()}])
    )
    assert uploaded["status"] == 201

    params = {"id": json.loads(uploaded["body"])["id"]}
    preview = {"function": "images_preview", "method": "POST", "path": "/api/images/x/preview", "params": params, "headers": bearer}
    previewed, me = _answers(
        run([{**preview, "json": {"preset": "thumbnail"}}, {"function": "auth_me", "path": "/api/auth/me", "headers": bearer}])
    )
    headers = {name.lower(): value for name, value in previewed["headers"].items()}
    assert (previewed["status"], re.sub(r"\W", "", str(headers["content-type"]).lower())[-9:]) == (200, "imagewebp"), headers
    assert json.loads(me["body"])["email"] == account["email"]


def _answers(lines: list[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in lines if line.startswith('{"function"')]
