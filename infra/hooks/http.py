"""Calls to the deployed service."""

import json
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Any, Final

from infra.hooks.failure import Failure

ANSWER_SECONDS: Final = 60


@dataclass(frozen=True)
class Answer:
    """An answer of the service.

    Attributes:
        status: of HTTP.
        body: its bytes.
    """

    status: int
    body: bytes

    @property
    def json(self) -> Any:
        """The body as JSON.

        Raises:
            Failure: it is none.
        """
        try:
            return json.loads(self.body)
        except ValueError:
            raise Failure(f"Expected JSON with status {self.status} but received {self.body[:80]!r}") from None


def call(method: str, url: str, body: bytes | dict[str, Any] | None = None, **headers: str) -> Answer:
    """Call an address.

    Args:
        method: of HTTP.
        url: the address.
        body: bytes, or an object that is sent as JSON.
        **headers: with `_` for `-`.

    Raises:
        Failure: no answer.
    """
    sent = {name.replace("_", "-"): text for name, text in headers.items()}
    if isinstance(body, dict):
        sent["Content-Type"] = "application/json"
        body = json.dumps(body).encode()
    request = urllib.request.Request(url, data=body, method=method, headers=sent)  # noqa: S310  azd's own address
    try:
        with urllib.request.urlopen(request, timeout=ANSWER_SECONDS) as answer:  # noqa: S310  as above
            return Answer(answer.status, answer.read())
    except urllib.error.HTTPError as error:
        return Answer(error.code, error.read())
    except OSError as error:
        raise Failure(f"{url} does not answer: {error}") from None
