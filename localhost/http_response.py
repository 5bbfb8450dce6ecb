"""An HTTP response, made from what a function returned."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from http.cookies import Morsel, SimpleCookie
from typing import Any
from urllib.parse import quote

from localhost.converter import encoded
from localhost.function import Function

TEXT = "text/plain; charset=utf-8"
WITHOUT_BODY = {204, 205, 304}


@dataclass(frozen=True)
class Outgoing:
    """A response before it goes over the wire."""

    status: int
    body: bytes = field(default=b"", repr=False)
    headers: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of_json(cls, status: int, value: object) -> "Outgoing":
        """A response of the host itself."""
        return cls(status, json.dumps(value).encode(), (("content-type", "application/json; charset=utf-8"),))

    @classmethod
    def of_result(cls, function: Function, result: Any) -> "Outgoing":
        """Take what a function returned.

        Raises:
            TypeError: when it is neither an HttpResponse nor a string.
            ValueError: when it says another length than it has, or a header is not of plain ASCII; Kestrel breaks such a response off.
        """
        datum = encoded("http", result, function.return_type)
        if datum.type == "string":
            return cls._of_text(datum.value)
        value = datum.value
        headers = {name: header.value for name, header in value["headers"].items()}
        body = value["body"].value
        return cls._checked(int(value["status_code"].value), headers, body, _cookies(value["cookies"] or ()))

    @classmethod
    def _of_text(cls, text: str) -> "Outgoing":
        # The real host takes a string for JSON first, and JSON with a body for a response.
        try:
            found = json.loads(text)
        except ValueError:
            return cls(200, text.encode(), (("content-type", TEXT),))
        if not isinstance(found, dict) or "body" not in found:
            return cls(200, json.dumps(found, indent=2).encode(), (("content-type", TEXT),))
        body = found["body"]
        headers = {"content-type": TEXT, **{name.lower(): str(value) for name, value in (found.get("headers") or {}).items()}}
        status = int(found.get("statusCode") or found.get("status") or 200)
        return cls._checked(status, headers, (body if isinstance(body, str) else json.dumps(body)).encode(), ())

    @classmethod
    def _checked(cls, status: int, headers: Mapping[str, str], body: bytes, cookies: Iterable[str]) -> "Outgoing":
        length = next((value for name, value in headers.items() if name.lower() == "content-length"), None)
        # A response to HEAD has a length and no body.
        if length is not None and body and int(length) != len(body):
            raise ValueError(f"the response says Content-Length: {length} and has {len(body)} bytes")
        pairs = [*((name.lower(), str(value)) for name, value in headers.items()), *(("set-cookie", cookie) for cookie in cookies)]
        if bad := [name for name, value in pairs if not (value.isascii() and value.isprintable())]:
            raise ValueError(f"these headers have characters that Kestrel does not send: {', '.join(bad)}")
        return cls(status, body, tuple(pairs))

    def wire_headers(self) -> list[tuple[bytes, bytes]]:
        """The headers as bytes, with the length."""
        found = list(self.headers)
        if self.status in WITHOUT_BODY:
            found = [(name, value) for name, value in found if name != "content-length"]
        elif not any(name == "content-length" for name, _ in found):
            found.append(("content-length", str(len(self.body))))
        return [(name.encode("latin-1"), value.encode("latin-1")) for name, value in found]

    def wire_body(self, method: str) -> bytes:
        """The body as far as this method and status have one."""
        return b"" if method == "HEAD" or self.status in WITHOUT_BODY else self.body


def _cookies(parsed: "Iterable[SimpleCookie]") -> list[str]:
    return [_cookie(morsel) for cookie in parsed for morsel in cookie.values()]


def _cookie(morsel: "Morsel[str]") -> str:
    """A cookie as ASP.NET writes it: attributes in lower case and in its order; those it does not know are lost."""
    text = f"{morsel.key}={quote(morsel.value, safe='~')}"
    for attribute in ("expires", "max-age", "domain", "path"):
        if morsel[attribute]:
            text += f"; {attribute}={morsel[attribute]}"
    if morsel["secure"]:
        text += "; secure"
    if morsel["samesite"]:
        text += f"; samesite={morsel['samesite'].lower()}"
    return text + ("; httponly" if morsel["httponly"] else "")
