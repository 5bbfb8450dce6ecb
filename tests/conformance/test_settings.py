"""What stops a host, and what its settings say."""

import json

import pytest

from tests.conformance.conftest import Hosts

FINE = """
@app.route(route="value")
def value(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse(os.environ.get("VALUE"))
"""
OTHER_CLIENT = """
from azure.storage.blob import BlobClient
@app.blob_trigger(arg_name="b", path="box/{n}", connection="AzureWebJobsStorage")
def a(b: BlobClient) -> None: ...
"""
SAME_NAME = """
@app.route(route="a")
def a(req: func.HttpRequest) -> func.HttpResponse: ...

@app.route(route="b")
@app.function_name("a")
def b(req: func.HttpRequest) -> func.HttpResponse: ...
"""


def test_the_environment_beats_local_settings(hosts: Hosts) -> None:
    """What it lacks comes from the file."""
    folder = hosts.write(FINE, settings={"IsEncrypted": False, "Values": {"VALUE": "of the file"}})
    with hosts.start(folder).client as lacking, hosts.start(folder, VALUE="of the environment").client as having:
        assert (lacking.get("/api/value").text, having.get("/api/value").text) == ("of the file", "of the environment")


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("local.settings.json", '{"Values": {}}', '"IsEncrypted": false'),
        ("local.settings.json", '{"IsEncrypted": false, "Values": {"a": {"b": 1}}}', "must be flat"),
        ("host.json", "", "not valid JSON"),
        ("host.json", '{"version": "1.0"}', '"version": "2.0"'),
        ("host.json", None, "There is no"),
    ],
)
def test_files_that_stop_the_host(hosts: Hosts, name: str, text: str | None, said: str) -> None:
    """It says what is wrong, and leaves with code 1."""
    folder = hosts.write(FINE)
    if text is None:
        (folder / name).unlink()
    else:
        (folder / name).write_text(text)

    assert said in hosts.refused(folder)


@pytest.mark.parametrize(
    ("app", "said"),
    [
        ("@app.route(route='a')\ndef a(request: func.HttpRequest) -> func.HttpResponse: ...", "no binding: request"),
        ("@app.route(route='a')\ndef a(req: func.HttpRequest, more=1) -> func.HttpResponse: ...", "no binding: more"),
        ("@app.route(route='a')\ndef a(req: func.HttpRequest) -> dict: ...", "returned builtins.dict"),
        ("@app.route(route='a')\ndef a(req: func.HttpRequest) -> func.HttpResponse | None: ...", "not a type"),
        ("@app.route(route='a')\ndef a(req: 'Missing') -> func.HttpResponse: ...", "cannot be resolved"),
        (OTHER_CLIENT, "azurefunctions.extensions.bindings.blob"),
        ("other = func.FunctionApp()", "exactly one function app"),
        ("del app", "exactly one function app"),
        ("import no_such_module", "no_such_module"),
        (SAME_NAME, "unique function name"),
        ("asyncio.run(asyncio.sleep(0))", "running event loop"),
    ],
    ids=["name", "more", "dict", "union", "hint", "sdk", "two", "none", "import", "twice", "loop"],
)
def test_one_function_that_cannot_be_indexed_stops_the_host(hosts: Hosts, app: str, said: str) -> None:
    """Also the functions that are fine."""
    assert said in hosts.refused(hosts.write(FINE + app))


def test_a_variable_overrides_host_json(hosts: Hosts) -> None:
    """By its path, with two underscores between names."""
    folder = hosts.write(FINE, {"extensions": {"http": {"routePrefix": "v1"}}})
    with hosts.start(folder, AzureFunctionsJobHost__extensions__http__routePrefix="v2", VALUE="x").client as client:
        assert (client.get("/v1/value").status_code, client.get("/v2/value").status_code) == (404, 200)


def test_without_the_bundle_only_http_is_served(hosts: Hosts) -> None:
    """Blob functions are in error."""
    app = """
@app.blob_trigger(arg_name="b", path="box/{name}", connection="AzureWebJobsStorage")
def on_blob(b: func.InputStream) -> None: ...
"""
    folder = hosts.write(FINE + app)
    (folder / "host.json").write_text(json.dumps({"version": "2.0"}))
    with hosts.start(folder, VALUE="x").client as client:
        assert client.get("/api/value").text == "x"
        assert "not registered" in client.get("/admin/functions/on_blob/status").json()["errors"][0]


def test_a_taken_port_is_said(hosts: Hosts) -> None:
    """In one line, with what to do."""
    first = hosts.start(hosts.write(FINE))

    second = hosts.launch(hosts.write(FINE), "--port", str(first.port))

    assert second.process.wait(20) == 1
    assert f"Port {first.port} is taken" in second.log


def test_a_stopped_host_leaves_with_code_0(hosts: Hosts) -> None:
    """On SIGTERM."""
    assert hosts.start(hosts.write(FINE)).stop() == 0
