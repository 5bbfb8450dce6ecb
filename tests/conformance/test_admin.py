"""What the host says of itself, and functions run by hand."""

import httpx
import pytest
from azure.storage.blob import BlobServiceClient

from tests.conformance.conftest import Hosts

FINE = """
@app.route(route="Hello/{Name}", methods=["GET"])
def hello(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("hello")
"""
EVENTS = """
@app.blob_trigger(arg_name="b", path="unwatched/{name}", connection="AzureWebJobsStorage", source="EventGrid")
def on_blob(b: func.InputStream) -> None:
    record(b.name, b.read().decode())
"""


def test_the_home_page_and_how_to_be_without_it(hosts: Hosts) -> None:
    """Only where no function has the root."""
    with (
        hosts.start(hosts.write(FINE)).client as plain,
        hosts.start(hosts.write(FINE), AzureWebJobsDisableHomepage="true").client as without,
    ):
        home = plain.get("/")

        assert (home.status_code, home.headers["content-type"], without.get("/").status_code) == (200, "text/html", 204)


def test_status_and_ping(web: httpx.Client) -> None:
    """What probes and tools ask."""
    status = web.get("/admin/host/status").json()

    assert (status["state"], bool(status["id"]), bool(status["version"])) == ("Running", True, True)
    assert (web.get("/admin/host/ping").status_code, web.post("/admin/host/ping").status_code) == (200, 200)


def test_every_function_is_listed(hosts: Hosts) -> None:
    """With its URL in lower case, which only HTTP functions have, and its bindings."""
    with hosts.start(hosts.write(FINE + EVENTS)).client as client:
        listed = {function["name"]: function for function in client.get("/admin/functions").json()}

        assert listed["hello"]["invoke_url_template"] == f"{client.base_url}/api/hello/{{name}}"
        assert listed["on_blob"]["invoke_url_template"] is None
        assert [binding["type"] for binding in listed["hello"]["config"]["bindings"]] == ["httpTrigger", "http"]
        assert client.get("/admin/functions/HELLO").json() == listed["hello"]


def test_a_blob_function_run_by_hand(hosts: Hosts, storage: BlobServiceClient, container: str) -> None:
    """Once, with the blob that the call names."""
    storage.create_container(container).upload_blob("x.txt", b"by hand")
    host = hosts.start(hosts.write(EVENTS))
    with host.client as client:
        assert client.post("/admin/functions/on_blob", json={"input": f"{container}/x.txt"}).status_code == 202
        host.wait_for(lambda host: bool(host.records()))

    assert host.records() == [[f"{container}/x.txt", "by hand"]]


@pytest.mark.parametrize(("name", "body", "status"), [("no_such", '{"input": ""}', 404), ("hello", "", 400), ("hello", "{}", 400)])
def test_what_cannot_be_run_by_hand(web: httpx.Client, name: str, body: str, status: int) -> None:
    """An unknown function, and a body that is not what it must be."""
    assert web.post(f"/admin/functions/{name}", content=body).status_code == status
