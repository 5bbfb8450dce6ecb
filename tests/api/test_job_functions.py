"""The functions that a job's messages wake."""

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import azure.functions as func
import pytest

from blob_triggers import jobs
from shared.errors import StoreUnavailable
from shared.gallery import JobRuns
from shared.gallery.jobs import job_message
from shared.resources import Resources
from tests.fixtures.api import Client
from tests.fixtures.pictures import jpeg

CONTEXT = SimpleNamespace(invocation_id="1")


@pytest.fixture
def functions(resources: Resources) -> dict[str, Any]:
    """Each function by its name."""
    app = func.FunctionApp()
    app.register_functions(jobs.blueprint(resources))
    return {str(function.get_function_name()): function for function in app.get_functions()}


def call(function: Any, text: str) -> None:
    """Call one as the worker does."""
    function.get_user_function()(func.QueueMessage(body=text.encode()), CONTEXT)


def test_they_listen_on_the_queue_and_on_its_poison(functions: dict[str, Any]) -> None:
    """In the account of the pictures; before `web` in the alphabet."""
    bindings = {name: function.get_bindings_dict()["bindings"][0] for name, function in functions.items()}

    assert {name: (each["queueName"], each["connection"]) for name, each in bindings.items()} == {
        "jobs_run": ("lienzo-jobs", "AzureWebJobsStorage"),
        "jobs_poison": ("lienzo-jobs-poison", "AzureWebJobsStorage"),
    }
    assert max(functions) < "web"


def test_a_turn_is_one_line_in_the_log(functions: dict[str, Any], ana: Client, caplog: pytest.LogCaptureFixture) -> None:
    """With ids and numbers, and nothing of the pictures."""
    image = ana.upload(jpeg(40, 30), "secreto.jpg").json["id"]
    job = ana.post("/api/jobs", {"kind": "preset", "preset": "grey", "images": [image], "name": "Ana"}).json
    caplog.clear()

    with caplog.at_level("INFO", "lienzo"):
        call(functions["jobs_run"], job_message(job["id"]))

    (line,) = [record.getMessage() for record in caplog.records if record.name == "lienzo"]
    assert {"event": "job", "job": job["id"], "status": "finished", "items": 1}.items() <= json.loads(line).items()
    assert "secreto" not in line
    assert "Ana" not in line


@pytest.mark.parametrize(("error", "code"), [(StoreUnavailable(operation="get"), "store_unavailable"), (ValueError("x"), "internal_error")])
def test_what_is_raised_reaches_the_host(
    functions: dict[str, Any], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, error: Exception, code: str
) -> None:
    """It delivers the message again; the log says why, once."""

    def broken(*_: object) -> None:
        raise error

    monkeypatch.setattr(JobRuns, "run", broken)

    with caplog.at_level("INFO", "lienzo"), pytest.raises(type(error)):
        call(functions["jobs_run"], "{}")

    (line,) = [json.loads(record.getMessage()) for record in caplog.records if record.name == "lienzo"]
    assert (line["status"], line["code"]) == ("retry", code)


def test_poison_ends_the_job(functions: dict[str, Any], ana: Client) -> None:
    """Its items say so."""
    image = ana.upload(jpeg(40, 30)).json["id"]
    job = ana.post("/api/jobs", {"kind": "preset", "preset": "grey", "images": [image]}).json

    call(functions["jobs_poison"], job_message(job["id"]))

    assert ana.get(f"/api/jobs/{job['id']}").json["state"] == "failed"


def test_the_host_tries_five_times_with_a_pause() -> None:
    """As the documentation says; and it takes no more messages at once than a small instance can work on."""
    queues = json.loads((Path(__file__).parent.parent.parent / "host.json").read_text())["extensions"]["queues"]

    assert (queues["maxDequeueCount"], queues["visibilityTimeout"]) == (5, "00:00:30")
    assert queues["batchSize"] + queues["newBatchThreshold"] == 4
