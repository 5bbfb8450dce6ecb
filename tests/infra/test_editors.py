"""The container for development and the tasks of VS Code: what they run exists, and runs on the container's Debian."""

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

from tests.infra.templates import ROOT

CONTAINER: dict[str, Any] = json.loads((ROOT / ".devcontainer/devcontainer.json").read_text())
TASKS: dict[str, dict[str, Any]] = {one["label"]: one for one in json.loads((ROOT / ".vscode/tasks.json").read_text())["tasks"]}
EXAMPLE = "local.settings.json.example"


def test_what_is_made_exists() -> None:
    """Each target of `make`, by its rule."""
    commands = [CONTAINER["postCreateCommand"], *(task["command"] for task in TASKS.values())]
    targets = {target for command in commands for made in re.findall(r"\bmake ([^&]+)", command) for target in made.split()}
    rules = set(re.findall(r"^([\w./-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))

    assert len(targets) >= 6
    assert targets - rules == set()


def test_settings_are_copied_once(tmp_path: Path) -> None:
    """By the `cp` of Debian 12; what somebody changed stays."""
    command = CONTAINER["postCreateCommand"].partition(" && ")[2]
    shutil.copy(ROOT / EXAMPLE, tmp_path)

    subprocess.run(["sh", "-c", command], cwd=tmp_path, check=True)  # noqa: S603, S607  our own command
    assert (tmp_path / "local.settings.json").read_text() == (ROOT / EXAMPLE).read_text()

    (tmp_path / "local.settings.json").write_text("mine")
    subprocess.run(["sh", "-c", command], cwd=tmp_path, check=True)  # noqa: S603, S607  as above
    assert (tmp_path / "local.settings.json").read_text() == "mine"


def test_tasks_wait_for_tasks_that_exist() -> None:
    """And so do launches."""
    launches = json.loads((ROOT / ".vscode/launch.json").read_text())["configurations"]
    named = {task["dependsOn"] for task in TASKS.values() if "dependsOn" in task}
    named |= {launch["preLaunchTask"] for launch in launches if "preLaunchTask" in launch}

    assert named
    assert named <= set(TASKS)


def test_the_container_has_the_extensions_that_are_recommended() -> None:
    """One list, in two places."""
    recommended = json.loads((ROOT / ".vscode/extensions.json").read_text())["recommendations"]

    assert CONTAINER["customizations"]["vscode"]["extensions"] == recommended


def test_the_container_has_the_versions_of_the_pipelines() -> None:
    """Of Python, as in Azure, and of Node.js."""
    parameters = json.loads((ROOT / "infra/bicep/main.parameters.json").read_text())["parameters"]
    python = re.search(r"=([\d.]+)", parameters["pythonVersion"]["value"])
    node = re.search(r'node-version: "(\d+)"', (ROOT / ".github/workflows/ci.yml").read_text())

    assert python
    assert node
    assert f"python:{python[1]}-" in CONTAINER["image"]
    assert CONTAINER["features"]["ghcr.io/devcontainers/features/node:1"]["version"] == node[1]
