"""The shape of the project: who imports whom, which settings are documented, what the app registers."""

import ast
import json
import re
import tomllib
from pathlib import Path

import pytest

from shared import __version__
from shared.config import Settings

ROOT = Path(__file__).parent.parent
CODE = [
    *ROOT.glob("*.py"),
    *(
        path
        for top in ("auth_functions", "transform_functions", "blob_triggers", "site_functions", "shared", "localhost")
        for path in (ROOT / top).rglob("*.py")
        if "node_modules" not in path.parts
    ),
]


def imported(path: Path) -> set[str]:
    """The full names of what a file imports, wherever in the file."""
    tree = ast.parse(path.read_text())
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    return names | {f"{node.module}.{alias.name}" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names}


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_imports_the_function_app(path: Path) -> None:
    """It stands on top; import-linter cannot say so of a module that is no package."""
    assert not any(name.split(".")[0] == "function_app" for name in imported(path))


@pytest.mark.parametrize(
    ("package", "homes"),
    [
        ("azure.storage", {"shared/storage", "localhost"}),
        ("azure.identity", {"shared/storage", "shared/entra.py"}),
        ("azure.core", {"shared/storage", "shared/entra.py", "shared/mail", "localhost"}),
        ("azure.communication", {"shared/mail"}),
        ("azure.monitor", {"shared/telemetry.py"}),
        ("boto3", {"shared/storage/s3"}),
        ("botocore", {"shared/storage/s3"}),
        ("azure.functions", {"auth_functions", "transform_functions", "blob_triggers", "site_functions", "shared/http", "localhost"}),
    ],
)
def test_an_sdk_stays_in_its_home(package: str, homes: set[str]) -> None:
    """import-linter knows no parts of the namespace package `azure`; function_app.py may import azure.functions."""
    users = {path.relative_to(ROOT).as_posix() for path in CODE if any(f"{name}.".startswith(f"{package}.") for name in imported(path))}

    assert users
    assert [user for user in users - {"function_app.py"} if not any(f"{user}/".startswith(f"{home}/") for home in homes)] == []


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_is_never_longer_than_300_lines(path: Path) -> None:
    """Past that it splits, by reason."""
    assert len(path.read_text().splitlines()) <= 300


def test_the_function_app_only_registers() -> None:
    """It has 60 lines at most."""
    assert len((ROOT / "function_app.py").read_text().splitlines()) <= 60


def settings() -> set[str]:
    """Every setting's environment variable."""
    return {f"LIENZO_{name.upper()}" for name in Settings.model_fields}


def test_every_setting_stands_in_the_example() -> None:
    """And nothing else that starts with LIENZO_."""
    values = json.loads((ROOT / "local.settings.json.example").read_text())["Values"]

    assert {name for name in values if name.startswith("LIENZO_")} == settings()


def test_the_examples_values_are_the_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    """`func start` with the example does what `make run` does."""
    values = json.loads((ROOT / "local.settings.json.example").read_text())["Values"]
    plain = Settings()
    for name, value in values.items():
        monkeypatch.setenv(name, value)

    assert Settings() == plain


@pytest.mark.parametrize("readme", ["README.md", "README.es.md"])
def test_every_setting_stands_in_the_readme(readme: str) -> None:
    """In its table of settings."""
    assert settings() <= set(re.findall(r"`(LIENZO_\w+)`", (ROOT / readme).read_text()))


def test_the_version_is_the_same_everywhere() -> None:
    """The package's and the project's."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]

    assert project["version"] == __version__


def test_host_json_has_an_empty_route_prefix() -> None:
    """The routes say `api/…` themselves, so that one app also serves the web app at `/`."""
    assert json.loads((ROOT / "host.json").read_text())["extensions"]["http"]["routePrefix"] == ""
