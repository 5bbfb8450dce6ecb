"""What a client gets of what a function returned."""

import httpx
import pytest


def test_types_and_repeated_headers(web: httpx.Client) -> None:
    """Only text has a charset, the last of repeated headers stays, and cookies stay all."""
    text, json, headers = web.get("/api/text"), web.get("/api/echo"), web.get("/api/headers")

    assert (text.headers["content-type"], json.headers["content-type"]) == ("text/plain; charset=utf-8", "application/json")
    assert headers.headers.get_list("x-a") == ["2"]
    assert headers.headers.get_list("set-cookie") == ["a=1; path=/; httponly", "b=2; samesite=lax"]


@pytest.mark.parametrize("what", ["raise", "none", "dict", "bytes"])
def test_a_failure_is_500_without_a_body(web: httpx.Client, what: str) -> None:
    """Raising is one; so is returning what the worker cannot send."""
    answer = web.get(f"/api/returns/{what}")

    assert (answer.status_code, answer.content) == (500, b"")


@pytest.mark.parametrize(("what", "status"), [("str", 200), ("json", 201)])
def test_a_string_is_text_unless_it_is_json_with_a_body(web: httpx.Client, what: str, status: int) -> None:
    """The host takes such JSON for a whole response."""
    answer = web.get(f"/api/returns/{what}")

    assert (answer.status_code, answer.text, answer.headers["content-type"]) == (status, "x", "text/plain; charset=utf-8")


@pytest.mark.parametrize("path", ["lies", "spanish"])
def test_a_header_that_kestrel_refuses_is_an_error(web: httpx.Client, path: str) -> None:
    """A length that lies, or a letter that is not ASCII: nothing of the response goes out."""
    answer = web.get(f"/api/{path}")

    assert (answer.status_code, answer.content) == (500, b"")
