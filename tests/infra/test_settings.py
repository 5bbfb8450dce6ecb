"""The app's settings in Azure are settings that the code reads, and the other way round; so are its containers and queues."""

import os
import re
from typing import Any

import azure.functions as func
import pytest

import blob_triggers
from shared.config import Settings
from shared.gallery.job_limits import JOBS_QUEUE
from shared.resources import Resources
from tests.infra.templates import MAIN, MODULES, ROOT, app_settings

# Right as they are for Azure: limits, quotas and lives are the same everywhere, and the rest belongs to other stores, mailers and servers.
LEFT_AT_THE_DEFAULT = {
    "database_ca",
    "s3_bucket",
    "s3_endpoint",
    "s3_region",
    "store_folder",
    "smtp_url",
    "smtp_ca",
    "access_token_seconds",
    "session_idle_days",
    "session_days",
    "argon2_memory_kib",
    "argon2_passes",
    "argon2_parallel_hashes",
    "max_upload_bytes",
    "max_input_pixels",
    "max_frames",
    "max_output_side",
    "max_output_pixels",
    "render_seconds",
    "quota_bytes",
    "quota_pictures",
    "bin_days",
}
OF_THE_PLATFORM = {"AZURE_CLIENT_ID", "PYTHON_THREADPOOL_THREAD_COUNT"}


@pytest.fixture
def in_azure(monkeypatch: pytest.MonkeyPatch) -> Settings:
    """The settings as the code reads them in Azure, with stand-ins for what the template works out."""
    containers = MAIN.of("var")["containers"].value
    for name in [name for name in os.environ if name.startswith("LIENZO_")]:
        monkeypatch.delenv(name)
    for name, value in app_settings().items():
        if not name.startswith("LIENZO_"):
            continue
        text = re.sub(r"^containers ?\.(\w+)$", lambda found: containers[found[1]], value)
        text = {
            "LIENZO_DATABASE_POOL_SIZE": "3",
            "LIENZO_EMAIL_VERIFICATION": "on",
            "LIENZO_MAIL": "azure",
            "LIENZO_MAIL_ENDPOINT": "https://mail.example",
            "LIENZO_MAIL_SENDER": "Lienzo <no-reply@example.com>",
            "LIENZO_PUBLIC_URL": "https://app.example",
            "LIENZO_DATABASE_URL": "mysql+pymysql://app@host:3306/lienzo",
        }.get(name, text)
        monkeypatch.setenv(name, text)
    return Settings()


def test_every_setting_of_the_template_is_read() -> None:
    """A misspelt one would be ignored in silence."""
    fields = {f"LIENZO_{name.upper()}" for name in Settings.model_fields}

    assert {name for name in app_settings() if name.startswith("LIENZO_")} <= fields


def test_every_setting_of_the_code_is_decided() -> None:
    """Set in the template, or left at its default on purpose."""
    given = {name.removeprefix("LIENZO_").lower() for name in app_settings() if name.startswith("LIENZO_")}

    assert given | LEFT_AT_THE_DEFAULT == set(Settings.model_fields)
    assert given & LEFT_AT_THE_DEFAULT == set()


def test_other_settings_are_the_hosts_or_a_connections() -> None:
    """Nothing else is there."""
    prefixes = ("LIENZO_", "APPLICATIONINSIGHTS_", "AzureWebJobsStorage__", f"{app_settings()['LIENZO_STORAGE_CONNECTION']}__")

    assert {name for name in app_settings() if not name.startswith(prefixes)} == OF_THE_PLATFORM


def test_the_settings_fit_together(in_azure: Settings) -> None:
    """The code takes them."""
    assert in_azure.blob_source == "EventGrid"
    assert in_azure.database_auth == "entra"
    assert in_azure.store == "azure"


@pytest.mark.parametrize("connection", ["AzureWebJobsStorage", "PICTURES"])
def test_a_connection_has_blobs_and_queues_and_an_identity(connection: str) -> None:
    """Blob triggers need both."""
    given = {name.removeprefix(f"{connection}__") for name in app_settings() if name.startswith(f"{connection}__")}

    assert {"credential", "clientId", "blobServiceUri", "queueServiceUri"} <= given


def test_the_triggers_find_their_containers_and_queues(in_azure: Settings) -> None:
    """Each exists in the template, and its connection too."""
    found = [trigger for _, trigger in triggers(in_azure)]
    containers, queues = set(MAIN.of("var")["containers"].value.values()), set(MAIN.of("var")["queueNames"].value)

    assert {one["path"].split("/")[0] for one in found if one["type"] == "blobTrigger"} <= containers
    assert {one["queueName"] for one in found if one["type"] == "queueTrigger"} <= queues
    assert {one["connection"] for one in found if "connection" in one} == {"PICTURES"}


def test_every_blob_trigger_listens_to_event_grid(in_azure: Settings) -> None:
    """Flex Consumption has nothing else."""
    assert {one["source"] for _, one in triggers(in_azure) if one["type"] == "blobTrigger"} == {"EventGrid"}


def test_every_container_of_the_settings_is_made() -> None:
    """With its name."""
    fields = {name.removesuffix("_container") for name in Settings.model_fields if name.endswith("_container")}

    assert set(MAIN.of("var")["containers"].value) == fields


def test_the_queues_are_those_of_the_code() -> None:
    """Jobs, and what failed five times."""
    poison = re.search(r'POISON_QUEUE = "(.+)"', (ROOT / "blob_triggers/drops.py").read_text())

    assert poison
    assert set(MAIN.of("var")["queueNames"].value) == {JOBS_QUEUE, f"{JOBS_QUEUE}-poison", poison[1]}


def test_what_triggers_write_is_not_what_they_watch() -> None:
    """Otherwise they would run for ever; and what is cleaned up is not what is kept."""
    cleaned = {rule["container"] for rule in MODULES["picture-storage"].of("var")["cleaning"].value}

    assert {one.replace(" ", "") for one in cleaned} == {"containers.incoming", "containers.uploads", "deadLetterContainer"}


def triggers(settings: Settings) -> list[tuple[str, dict[str, Any]]]:
    """Name and trigger of each function that no request calls."""
    app = func.FunctionApp()
    for blueprint in blob_triggers.BLUEPRINTS:
        app.register_functions(blueprint(Resources.from_settings(settings)))
    found = ((one.get_function_name(), one.get_trigger()) for one in app.get_functions())
    return [(name, trigger.get_dict_repr()) for name, trigger in found if name and trigger]
