"""The running service answers as its OpenAPI document says, whatever it is asked: schemathesis makes up the questions."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.fixtures.api import PASSWORD
from tests.fixtures.pictures import jpeg
from tests.fixtures.stack import Stack

# How long questions are made up, s; `.ci/run` takes longer.
SECONDS = int(os.environ.get("LIENZO_SCHEMA_SECONDS", "45"))
CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"
# These end the session that asks.
ENDING = r"^/api/auth/(logout|me/delete|password|sessions/)"
# The objects that exist are asked for by name; what changes or removes them gets ids that are made up.
KNOWN = {
    "images": ("GET /api/images/{id}", "/content", "/thumbnail", "/metadata", "/stats", "/renditions"),
    "renditions": ("GET /api/renditions/{id}", "/content"),
    "presets": ("GET /api/presets/{id}", "/versions"),
}
MADE_WITH = ("POST /api/images/{id}/preview", "POST /api/images/{id}/renditions", "POST /api/images/{id}")

pytestmark = pytest.mark.timeout(SECONDS + 240)


def made(answer: httpx.Response) -> dict[str, Any]:
    """What a call made."""
    assert answer.status_code in {200, 201, 202}, answer.text
    found: dict[str, Any] = answer.json()
    return found


@pytest.fixture
def token(stack: Stack) -> str:
    """An account's."""
    account = {"email": "schema@example.com", "password": PASSWORD}
    session: str = made(httpx.post(f"{stack.base_url}/api/auth/register", json=account))["accessToken"]
    return session


@pytest.fixture
def configuration(stack: Stack, token: str, tmp_path: Path) -> Path:
    """Of schemathesis: the ids of objects that exist."""
    with httpx.Client(base_url=stack.base_url, headers={"Authorization": f"Bearer {token}"}) as client:
        image = made(client.post("/api/images?filename=a.jpg", content=jpeg(80, 60), headers={"Content-Type": "image/jpeg"}))["id"]
        ids = {
            "images": image,
            "renditions": made(client.post(f"/api/images/{image}/renditions", json={"preset": "grey"}))["id"],
            "presets": made(client.post("/api/presets", json={"name": "mine", "recipe": {"steps": [{"op": "flip"}]}}))["id"],
        }
    lines: list[str] = []
    for kind, (first, *others) in KNOWN.items():
        for operation in (first, *(first + other for other in others), *(MADE_WITH if kind == "images" else ())):
            lines += ["[[operations]]", f"include-name = {json.dumps(operation)}", f'parameters = {{ "path.id" = "{ids[kind]}" }}', ""]
    file = tmp_path / "schemathesis.toml"
    file.write_text("\n".join(lines))
    return file


def test_every_answer_is_a_declared_one(stack: Stack, token: str, configuration: Path) -> None:
    """Its status, its media type and its body; and none is a 5xx."""
    command = [
        *(str(Path(sys.executable).parent / "st"), "--config-file", str(configuration), "run", f"{stack.base_url}/api/openapi.json"),
        *("--header", f"Authorization: Bearer {token}", "--exclude-path-regex", ENDING),
        *("--phases", "coverage,fuzzing", "--checks", CHECKS, "--max-time", str(SECONDS), "--max-examples", "25"),
        *("--workers", "2", "--continue-on-failure", "--suppress-health-check", "all", "--warnings", "off", "--no-color"),
    ]
    ran = subprocess.run(command, cwd=configuration.parent, capture_output=True, text=True, check=False)  # noqa: S603  our own command line

    assert ran.returncode == 0, ran.stdout[-20_000:] + ran.stderr[-2000:]
    assert "Tested: " in ran.stdout
