"""What a function sees of a request."""

from collections.abc import Iterator

import httpx

from tests.conformance.conftest import Hosts


def test_queries_and_headers_are_joined_and_empty_parameters_dropped(web: httpx.Client) -> None:
    """Header names are in lower case, and the URL is absolute."""
    seen = web.get("/api/echo?a=1&a=2&b=&c", headers=[("X-Two", "1"), ("x-two", "2")]).json()

    assert seen["params"] == {"a": "1,2"}
    assert seen["headers"]["x-two"] == "1,2"
    assert seen["url"] == f"{web.base_url}/api/echo?a=1&a=2&b=&c".replace("//api", "/api")


def test_a_body_without_a_length_is_not_read(web: httpx.Client) -> None:
    """A chunked one is empty; one with its length arrives byte for byte."""

    def chunks() -> Iterator[bytes]:
        yield b"abc"

    data = bytes(range(256)) * 300

    assert web.post("/api/echo", content=chunks()).json()["body"] == ""
    assert web.post("/api/echo", content=data).json()["body"] == data.hex()


def test_a_body_over_the_limit_is_an_error_of_the_host(hosts: Hosts) -> None:
    """500 without a body, and the function does not run."""
    app = """
@app.route(route="take")
def take(req: func.HttpRequest) -> func.HttpResponse:
    record(len(req.get_body()))
    return func.HttpResponse("taken")
"""
    host = hosts.start(hosts.write(app), FUNCTIONS_REQUEST_BODY_SIZE_LIMIT="1000")
    with host.client as client:
        fits, big = client.post("/api/take", content=bytes(1000)), client.post("/api/take", content=bytes(1001))

    assert (fits.status_code, big.status_code, big.content) == (200, 500, b"")
    assert host.records() == [[1000]]
