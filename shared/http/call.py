"""One HTTP call as handlers see it: facts about the request, never `func.HttpRequest`."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from shared.errors import Unauthorized
from shared.http.body import Form, read_form
from shared.resources import Resources
from shared.security.tokens import Identity


@dataclass(frozen=True)
class Call:
    """What a handler may know about the request and where it finds the services.

    Attributes:
        resources: the services of this process.
        identity: whose valid access token came with the call; None on public calls.
        method: in capitals.
        path: the URL's path, as sent.
        headers: with names in lower case.
        request_id: the invocation's id, as in the log.
        body: the raw bytes.
    """

    resources: Resources
    identity: Identity | None
    method: str
    path: str
    headers: Mapping[str, str]
    request_id: str
    body: bytes = field(repr=False)

    @property
    def user(self) -> Identity:
        """The caller, on calls that need one.

        Raises:
            Unauthorized: the call is public and came without a token.
        """
        if self.identity is None:
            raise Unauthorized
        return self.identity

    def header(self, name: str) -> str:
        """A request header by its name in any case; empty when it was not sent."""
        return self.headers.get(name.lower(), "")

    def cookie(self, name: str) -> str | None:
        """A cookie's value, or None."""
        for pair in self.header("cookie").split(";"):
            key, equals, value = pair.strip().partition("=")
            if equals and key == name:
                return value
        return None

    def form(self) -> Form:
        """The body as a multipart form; raises as `read_form`."""
        return read_form(self.body, self.header("content-type"))


def bearer_token(header: str) -> str | None:
    """The token of an Authorization header, or None when there is no such header.

    Raises:
        Unauthorized: the header is there but is not one `Bearer` token (RFC 6750, section 2.1).
    """
    if not header:
        return None
    scheme, _, token = header.partition(" ")
    if scheme.lower() != "bearer" or not token or not token.isascii() or any(c in " ,\t" for c in token):
        raise Unauthorized("The Authorization header must be: Bearer and one access token.")
    return token
