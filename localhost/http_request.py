"""An HTTP request as a function sees it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

import azure.functions as func
from azure.functions.meta import Datum

from localhost.converter import converter


@dataclass(frozen=True)
class Incoming:
    """A request as it came over the wire.

    Attributes:
        method: in capitals.
        raw_path: as sent, percent-encoded.
        query: as sent, without the question mark.
        headers: by name in lower case; the values of repeated ones are joined by commas.
        body: empty when the request did not say how long it is: the real host then does not read it either.
    """

    method: str
    raw_path: bytes
    query: str
    headers: Mapping[str, str]
    body: bytes = b""

    @classmethod
    def of_scope(cls, scope: Mapping[str, Any], body: bytes) -> "Incoming":
        """Take it from an ASGI scope."""
        raw_path: bytes = scope["raw_path"]
        if not raw_path.startswith(b"/"):
            # The request line of a proxy's client has the whole URL.
            raw_path = b"/" + raw_path.partition(b"://")[2].partition(b"/")[2]
        return cls(scope["method"].upper(), raw_path, scope["query_string"].decode("latin-1"), joined(scope["headers"]), body)

    @property
    def url(self) -> str:
        """Absolute, as the client wrote it."""
        question = f"?{self.query}" if self.query else ""
        return f"http://{self.headers.get('host', 'localhost')}{self.raw_path.decode('latin-1')}{question}"

    def parameters(self) -> dict[str, str]:
        """The query's parameters: repeated ones are joined by commas, those without a value are dropped, whatever their case.

        The real host drops the empty ones because the Python worker does not say that it could take them.
        """
        found: dict[str, list[str]] = {}
        spelling: dict[str, str] = {}
        for name, value in parse_qsl(self.query, keep_blank_values=True):
            found.setdefault(spelling.setdefault(name.lower(), name), []).append(value)
        return {name: ",".join(values) for name, values in found.items() if any(values)}

    def as_argument(self, route_params: Mapping[str, str]) -> func.HttpRequest:
        """What the parameter of an HTTP trigger gets."""
        value = {
            "method": Datum(self.method, "string"),
            "url": Datum(self.url, "string"),
            "headers": _strings(self.headers),
            "query": _strings(self.parameters()),
            "params": _strings(route_params),
            "body": Datum(self.body, "bytes"),
        }
        made: func.HttpRequest = converter("httpTrigger").decode(Datum(value, "http"), trigger_metadata={})
        return made


def joined(headers: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """Headers by name in lower case, with repeated ones joined by commas."""
    found: dict[str, list[str]] = {}
    for name, value in headers:
        found.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1"))
    return {name: ",".join(values) for name, values in found.items()}


def _strings(values: Mapping[str, str]) -> dict[str, Datum]:
    return {name: Datum(value, "string") for name, value in values.items()}
