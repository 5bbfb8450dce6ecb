"""Which store the settings open, and what it costs to have the choice."""

import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import ValidationError

from shared.config import APP_FOLDER, Settings
from shared.errors import StoreUnavailable
from shared.resources import Resources
from shared.storage import open_store
from shared.storage.azure import AzureStore
from shared.storage.local import LocalStore
from shared.storage.s3 import S3Store
from shared.storage.silence import is_silence

ROOT = Path(__file__).parent.parent.parent.parent


def test_the_settings_choose_the_store() -> None:
    """Nothing is sent, read or made by opening it."""
    assert isinstance(open_store(Settings()), AzureStore)
    assert isinstance(open_store(Settings(store="s3", s3_bucket="b")), S3Store)
    assert isinstance(open_store(Settings(store="local")), LocalStore)


def test_s3_needs_a_bucket() -> None:
    """The settings are refused without one."""
    with pytest.raises(ValidationError, match="LIENZO_S3_BUCKET"):
        Settings(store="s3")


def test_the_local_folder_is_the_apps() -> None:
    """From the app's folder, or in LIENZO_HOME; the working directory does not count."""
    assert Settings(home=Path("/srv/home")).pictures_folder == Path("/srv/home/store")
    assert Settings(store_folder=Path("data")).pictures_folder == APP_FOLDER / "data"
    assert Settings(store_folder=Path("/srv/data")).pictures_folder == Path("/srv/data")


@pytest.mark.parametrize("chosen", [{"store": "azure"}, {"store": "s3", "s3_bucket": "b"}, {"store": "local"}])
def test_dropped_files_are_always_in_azures_store(chosen: dict[str, str]) -> None:
    """Which is the pictures' own when they are there too."""
    resources = Resources.from_settings(Settings.model_validate(chosen))

    assert isinstance(resources.drops_store, AzureStore)
    assert (resources.drops_store is resources.store) == (chosen["store"] == "azure")


def test_an_endpoint_that_is_no_address_is_told_when_the_store_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the settings' names; opening the store does not fail."""
    store = open_store(Settings(store="s3", s3_bucket="b", s3_endpoint="not an address"))

    with pytest.raises(StoreUnavailable) as caught:
        store.stat("pictures/a")

    assert "LIENZO_S3_ENDPOINT" in str(caught.value.facts["reason"])


@pytest.mark.parametrize("store", ["azure", "local"])
def test_the_app_imports_no_s3_sdk_unless_it_is_chosen(store: str) -> None:
    """A cold start is paid by everybody."""
    script = "import sys, function_app; print(sorted({name.split('.')[0] for name in sys.modules} & {'boto3', 'botocore'}))"
    environment = {"LIENZO_STORE": store, "PATH": "/usr/bin:/bin"}

    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, env=environment, capture_output=True, text=True, check=True)  # noqa: S603  a script of ours

    assert done.stdout.strip() == "[]"


def test_a_silence_is_found_inside_other_errors() -> None:
    """Wherever an SDK has put it; a cut connection is none."""
    outer = ValueError()
    outer.__cause__ = TimeoutError()

    assert is_silence(outer)
    assert is_silence(OSError("aborted", TimeoutError("timed out")))
    assert not is_silence(ConnectionResetError("aborted", OSError()))
