"""The package that goes to Azure: what is in it, and that the app loads from it alone."""

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.infra.package import files, pack

TOPS = {"auth_functions", "transform_functions", "blob_triggers", "site_functions", "shared", "web"}
LIST = "import function_app; print(*sorted(f.get_function_name() for f in function_app.app.get_functions()))"


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package."""
    return pack(tmp_path_factory.mktemp("package") / "package.zip")


def test_the_package_holds_the_app_and_nothing_else() -> None:
    """No test, no local host, no template, no secret, no database."""
    found = set(files())

    assert {file.parts[0] for file in found if len(file.parts) > 1} <= TOPS
    assert {file.name for file in found if len(file.parts) == 1} == {"function_app.py", "host.json", "requirements.txt"}
    assert [file for file in found if file.parts[:1] == ("web",) and file.parts[:2] != ("web", "dist")] == []
    assert [file for file in found if re.search(r"\.sqlite|signing\.json|\.pyc$|settings\.json|\.map$", file.name)] == []


def test_the_package_is_small(package: Path) -> None:
    """A cold start unpacks it; packages of Python are added in Azure."""
    size = package.stat().st_size
    sys.stdout.write(f"package: {size / 1024:.0f} KiB\n")

    assert size < 8 * 1024 * 1024


def test_the_app_loads_from_the_package(package: Path, tmp_path: Path) -> None:
    """With a folder that is read-only in spirit, and no setting at all."""
    with zipfile.ZipFile(package) as opened:
        opened.extractall(tmp_path)
    environment = {name: text for name, text in os.environ.items() if not name.startswith(("LIENZO_", "AzureWebJobs", "WEBSITE_"))}

    done = subprocess.run(  # noqa: S603  our own Python
        [sys.executable, "-c", LIST], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
    assert {"auth_register", "images_upload", "blob_dropped", "blob_uploaded", "jobs_run", "sweep", "web"} <= set(done.stdout.split())
