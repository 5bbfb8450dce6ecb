"""Who may call what."""

import json
from collections.abc import Iterator

import httpx
import pytest

from tests.conformance.conftest import Hosts

KEYS = {
    "master": "of-the-master",
    "host.default": "of-the-host",
    "function.locked": "of-the-function",
    "system.blobs_extension": "of-blobs",
}
APP = """
@app.route(route="locked", auth_level="function")
def locked(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("in")

@app.route(route="secret", auth_level="admin")
def secret(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("in")

@app.route(route="open")
def open_to_all(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("in")
"""


@pytest.fixture(scope="module")
def guarded(hosts: Hosts) -> Iterator[httpx.Client]:
    """A client of a host that asks for keys."""
    folder = hosts.write(APP)
    (folder / "home" / "host").mkdir(parents=True)
    (folder / "home" / "host" / "keys.json").write_text(json.dumps(KEYS))
    with hosts.start(folder, "--enable-auth").client as client:
        yield client


def test_locally_no_key_is_asked_for(web: httpx.Client) -> None:
    """And a wrong one does no harm."""
    assert [web.get("/api/locked", headers=headers).text for headers in ({}, {"x-functions-key": "wrong"})] == ["in", "in"]


@pytest.mark.parametrize(
    ("path", "header", "status"),
    [
        ("/api/locked", None, 401),
        ("/api/locked", "wrong", 401),
        ("/api/locked", "of-the-function", 200),
        ("/api/locked", "of-the-host", 200),
        ("/api/locked?code=of-the-function", None, 200),
        ("/api/locked?code=of-the-function", "wrong", 401),
        ("/api/locked", "of-the-master", 200),
        ("/api/secret", "of-the-function", 401),
        ("/api/secret", "of-the-master", 200),
        ("/api/open", None, 200),
        ("/admin/host/status", None, 401),
        ("/admin/host/status", "of-the-master", 200),
        ("/admin/host/ping", None, 200),
    ],
)
def test_with_keys_each_opens_what_it_is_for(guarded: httpx.Client, path: str, header: str | None, status: int) -> None:
    """In the header or in the query, and the header wins; a refusal has no body."""
    answer = guarded.get(path, headers={"x-functions-key": header} if header else {})

    assert answer.status_code == status
    assert (answer.content == b"") == (status == 401 or path.endswith("ping"))


PREFLIGHT = {"Access-Control-Request-Method": "PUT", "Access-Control-Request-Headers": "x-a"}


def test_without_origins_a_preflight_finds_nothing(web: httpx.Client) -> None:
    """It goes to the routes like any other request."""
    assert web.options("/api/only_get", headers={"Origin": "http://localhost:5173", **PREFLIGHT}).status_code == 404


def test_cors_is_answered_to_the_origins_in_the_settings(hosts: Hosts) -> None:
    """Before any route, and to no other origin."""
    settings = {"IsEncrypted": False, "Values": {}, "Host": {"CORS": "http://localhost:5173"}}
    with hosts.start(hosts.write(APP, settings=settings)).client as client:
        known, strange = {"Origin": "http://localhost:5173"}, {"Origin": "http://localhost:9"}
        preflight = client.options("/api/no-such", headers={**known, **PREFLIGHT})

        assert preflight.status_code == 204
        assert [preflight.headers[f"access-control-allow-{what}"] for what in ("origin", "methods", "headers")] == [
            known["Origin"],
            "PUT",
            "x-a",
        ]
        assert "access-control-allow-origin" not in client.options("/api/open", headers={**strange, **PREFLIGHT}).headers
        assert client.get("/api/open", headers=known).headers["access-control-allow-origin"] == known["Origin"]
