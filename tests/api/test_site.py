"""Health, OpenAPI, the documentation page and the web app's files."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from openapi_spec_validator import validate

from shared.http.endpoint import Endpoint
from shared.resources import Resources
from shared.storage import open_store
from site_functions import web
from tests.fixtures.api import ENDPOINTS, Client


def test_alive_is_answered_without_looking_at_anything(api: Client) -> None:
    """It is for the platform that restarts processes."""
    assert api.get("/api/health/live").json["status"] == "alive"


def test_ready_checks_every_part(api: Client) -> None:
    """Database, store and keys."""
    answer = api.get("/api/health/ready")

    assert answer.status == 200
    assert answer.json == {"status": "ready", "checks": {"database": "ok", "store": "ok", "keys": "ok"}}


def test_ready_says_what_is_missing(resources: Resources, monkeypatch: pytest.MonkeyPatch) -> None:
    """503 with words, without a secret."""
    monkeypatch.setenv(
        "AzureWebJobsStorage", "DefaultEndpointsProtocol=http;AccountName=a;AccountKey=c2VjcmV0;BlobEndpoint=http://127.0.0.1:9/a;"
    )
    dead = Resources.from_settings(resources.settings)

    answer = Client(replace(resources, store=dead.store)).get("/api/health/ready")

    assert (answer.status, answer.json["status"], answer.json["checks"]["database"]) == (503, "unavailable", "ok")
    assert answer.json["checks"]["store"] != "ok"
    assert b"c2VjcmV0" not in answer.data


def test_openapi_is_valid_and_complete(api: Client) -> None:
    """Every endpoint but the pages stands in it, with answers and problems."""
    document = api.get("/api/openapi.json").json

    validate(document)
    listed = {(method.upper(), path) for path, item in document["paths"].items() for method in item}
    assert listed == {(declared.method, f"/{declared.route}") for declared in ENDPOINTS if declared.name != "web"}


def test_openapi_describes_recipes(api: Client) -> None:
    """Each operation with the ranges of its fields."""
    schemas = api.get("/api/openapi.json").json["components"]["schemas"]

    assert schemas["Blur"]["properties"]["sigma"]["description"]
    assert schemas["Recipe"]["additionalProperties"] is False


def test_openapi_can_be_asked_for_conditionally(api: Client) -> None:
    """304 while it is the same."""
    etag = api.get("/api/openapi.json").headers["etag"]

    assert api.get("/api/openapi.json", if_none_match=etag).status == 304


def test_the_documentation_page_loads_only_our_own_files(api: Client) -> None:
    """And its policy forbids all others."""
    answer = api.get("/api/docs")

    assert answer.status == 200
    assert answer.headers["content-type"].startswith("text/html")
    assert not re.search(rb'(src|href)="(https?:)?//', answer.data)
    assert answer.headers["content-security-policy"].startswith("default-src 'self'")


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/api/no-such-thing"), ("POST", "/api/images/x/y/z"), ("GET", "/missing.js"), ("PUT", "/")]
)
def test_what_is_not_there_is_a_problem_not_a_page(api: Client, method: str, path: str) -> None:
    """Only other paths get the web app."""
    answer = api.call(method, path)

    assert (answer.status, answer.code) == (404, "not_found")


@pytest.fixture
def dist(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A built web app of three files, and a file beside it that must stay there."""
    folder = tmp_path / "dist"
    (folder / "media").mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html><html></html>")
    (folder / "main-ABCDEFGH.js").write_text("1")
    (folder / "media" / "logo.svg").write_text("<svg/>")
    (tmp_path / "secret.txt").write_text("secret")
    monkeypatch.setattr(web, "DIST", folder)
    return folder


@pytest.mark.parametrize("path", ["/", "/gallery", "/images/7/edit"])
def test_every_other_path_is_the_app(api: Client, dist: Path, path: str) -> None:
    """So that deep links work; the page itself is never kept."""
    answer = api.get(path)

    assert (answer.status, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert answer.headers["cache-control"] == "public, no-cache"
    assert "script-src 'self'" in answer.headers["content-security-policy"]


def test_the_page_may_talk_to_the_store_and_to_nothing_else(api: Client, resources: Resources, dist: Path) -> None:
    """Large files go straight there."""
    policy = api.get("/").headers["content-security-policy"]

    assert f"connect-src 'self' {resources.store.origin};" in policy


def test_a_store_at_our_own_address_widens_nothing(api: Client, resources: Resources, dist: Path) -> None:
    """The local one."""
    local = open_store(resources.settings.model_copy(update={"store": "local"}))

    policy = Client(replace(resources, store=local)).get("/").headers["content-security-policy"]

    assert "connect-src 'self';" in policy


def test_the_page_is_served_without_a_store(api: Client, resources: Resources, dist: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A connection that is missing is told by what needs it."""
    monkeypatch.delenv("AzureWebJobsStorage")
    nowhere = open_store(resources.settings)

    answer = Client(replace(resources, store=nowhere)).get("/")

    assert answer.status == 200
    assert "connect-src 'self';" in answer.headers["content-security-policy"]


def test_hashed_files_may_be_kept_for_ever(api: Client, dist: Path) -> None:
    """Their name changes with their content."""
    answer = api.get("/main-ABCDEFGH.js")

    assert "javascript" in answer.headers["content-type"]
    assert "immutable" in answer.headers["cache-control"]
    assert api.get("/main-ABCDEFGH.js", if_none_match=answer.headers["etag"]).status == 304


@pytest.mark.parametrize(
    ("accepted", "encoding", "data"),
    [
        ("gzip, deflate, br", "br", b"brotli"),
        ("gzip", "gzip", b"gzipped"),
        ("br;q=0, gzip;q=0.5", "gzip", b"gzipped"),
        ("identity", None, b"1"),
        ("", None, b"1"),
    ],
)
def test_files_go_out_compressed_as_the_client_takes_them(
    api: Client, dist: Path, accepted: str, encoding: str | None, data: bytes
) -> None:
    """Made at build time; caches tell the forms apart."""
    (dist / "main-ABCDEFGH.js.br").write_bytes(b"brotli")
    (dist / "main-ABCDEFGH.js.gz").write_bytes(b"gzipped")

    answer = api.get("/main-ABCDEFGH.js", accept_encoding=accepted)

    assert (answer.headers.get("content-encoding"), answer.data, answer.headers["vary"]) == (encoding, data, "Accept-Encoding")
    assert api.get("/main-ABCDEFGH.js", accept_encoding=accepted, if_none_match=answer.headers["etag"]).status == 304


def test_each_form_of_a_file_has_its_own_etag(api: Client, dist: Path) -> None:
    """Or a cache would mix them up."""
    (dist / "main-ABCDEFGH.js.br").write_bytes(b"brotli")

    plain, small = (api.get("/main-ABCDEFGH.js", accept_encoding=accepted).headers["etag"] for accepted in ("", "br"))

    assert plain != small


def test_compressed_files_are_no_files_of_their_own(api: Client, dist: Path) -> None:
    """There is one address for all forms."""
    (dist / "main-ABCDEFGH.js.br").write_bytes(b"brotli")

    assert api.get("/main-ABCDEFGH.js.br").status == 404


@pytest.mark.parametrize(
    "path", ["/../secret.txt", "/media/../../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "//etc/passwd.txt"]
)
def test_nothing_outside_the_app_is_served(api: Client, dist: Path, path: str) -> None:
    """Whatever the path says."""
    answer = api.get(path)

    assert answer.status == 404
    assert b"secret" not in answer.data.replace(path.encode(), b"")


def test_an_app_that_is_not_built_says_how_to_build_it(api: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page, not an error."""
    monkeypatch.setattr(web, "DIST", tmp_path / "nothing")

    answer = api.get("/")

    assert answer.status == 503
    assert b"make build" in answer.data


def test_web_sorts_after_every_other_function() -> None:
    """The host takes the first match in alphabetical order, and the web function matches everything."""
    names = [declared.name.lower() for declared in ENDPOINTS]

    assert max(names) == "web"
    assert len(set(names)) == len(names)


def test_no_endpoint_hides_another() -> None:
    """For each pair of routes that can match the same path with the same method, the more special one sorts first."""

    def shape(declared: Endpoint) -> list[str]:
        return ["*" if part.startswith("{") else part for part in declared.route.split("/")]

    documented = [declared for declared in ENDPOINTS if declared.name != "web"]
    for general in documented:
        for special in documented:
            same = general.method == special.method and len(shape(general)) == len(shape(special)) and general is not special
            if same and all(a in {"*", b} for a, b in zip(shape(general), shape(special), strict=True)):
                assert special.name < general.name
