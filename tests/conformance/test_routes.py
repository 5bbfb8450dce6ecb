"""Which function answers a request."""

import json
import uuid

import httpx
import pytest

from tests.conformance.conftest import Hosts


def test_without_a_prefix_in_host_json_routes_are_below_api(web: httpx.Client) -> None:
    """And nowhere else: what is not there is 404 without a body."""
    inside, outside = web.get("/api/hello"), web.get("/hello")

    assert (inside.status_code, inside.text) == (200, "hello")
    assert (outside.status_code, outside.content) == (404, b"")


def test_an_empty_prefix_puts_routes_at_the_root(hosts: Hosts) -> None:
    """As the app has it."""
    app = """
@app.route(route="hello")
def hello(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("hello")
"""
    with hosts.start(hosts.write(app, {"extensions": {"http": {"routePrefix": ""}}})).client as client:
        assert (client.get("/hello").status_code, client.get("/api/hello").status_code) == (200, 404)


@pytest.mark.parametrize("method", ["POST", "HEAD", "OPTIONS"])
def test_a_wrong_method_is_not_found(web: httpx.Client, method: str) -> None:
    """Not 405, and no Allow header."""
    answer = web.request(method, "/api/only_get")

    assert (answer.status_code, answer.headers["content-length"], "allow" in answer.headers) == (404, "0", False)


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"])
def test_a_route_without_methods_takes_all(web: httpx.Client, method: str) -> None:
    """The function sees it in capitals."""
    answer = web.request(method, "/api/any_method")

    assert (answer.status_code, answer.headers["x-method"]) == (200, method)


@pytest.mark.parametrize(("one", "other", "runs"), [("a_item", "b_list", "a_item"), ("z_item", "b_list", "b_list")])
def test_the_first_match_in_the_order_of_names_wins(hosts: Hosts, one: str, other: str, runs: str) -> None:
    """Not the more specific route, and not the first in the file."""
    app = f"""
@app.route(route="items/{{id}}")
def {one}(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("{one}")

@app.route(route="items/list")
def {other}(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("{other}")
"""
    with hosts.start(hosts.write(app)).client as client:
        assert client.get("/api/items/list").text == runs


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("numbers/12", {"id": "12"}),
        ("numbers/x", None),
        ("numbers/99999999999", None),
        ("guids/{B9FD2A2D-5C3F-4B3D-8F1B-0A1B2C3D4E5F}", {"id": "{B9FD2A2D-5C3F-4B3D-8F1B-0A1B2C3D4E5F}"}),
        (f"guids/{uuid.UUID(int=7).hex}", {"id": uuid.UUID(int=7).hex}),
        ("guids/7", None),
        ("maybe", {}),
        ("maybe/7", {"id": "7"}),
        ("files/a/b", {"rest": "a/b"}),
        ("files", {}),
        ("FILES/A%20b", {"rest": "A b"}),
        ("maybe/a%2Fb", {"id": "a%2Fb"}),
        ("files/a/%2E%2E/b", {"rest": "b"}),
    ],
)
def test_parameters_of_routes(web: httpx.Client, path: str, expected: dict[str, str] | None) -> None:
    """Constraints, optional ones and the rest of the path; what was left out is absent."""
    answer = web.get(f"/api/{path}")

    assert answer.status_code == (404 if expected is None else 200)
    assert (json.loads(answer.text) if answer.text else None) == expected


def test_a_function_whose_route_is_taken_or_reserved_is_left_out(hosts: Hosts) -> None:
    """It is in error, and the others are served."""
    app = """
@app.route(route="same", methods=["GET", "POST"])
def a_first(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("a_first")

@app.route(route="Same/", methods=["POST"])
def b_second(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("b_second")

@app.route(route="administrators")
def c_reserved(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("c_reserved")

@app.route(route="same", methods=["PUT"])
def d_other_method(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("d_other_method")
"""
    with hosts.start(hosts.write(app)).client as client:
        errors = {name: client.get(f"/admin/functions/{name}/status").json() for name in ("a_first", "b_second", "c_reserved")}

        assert (client.post("/api/same").text, client.put("/api/same").text) == ("a_first", "d_other_method")
        assert client.get("/api/administrators").status_code == 404
        assert (errors["a_first"], list(errors["b_second"]), list(errors["c_reserved"])) == ({}, ["errors"], ["errors"])


def test_a_leading_slash_below_a_prefix_stops_the_host(hosts: Hosts) -> None:
    """ASP.NET refuses two slashes in a row."""
    app = """
@app.route(route="/x")
def x(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("x")
"""
    assert "two slashes in a row" in hosts.refused(hosts.write(app))
