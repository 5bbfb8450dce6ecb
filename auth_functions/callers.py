"""Who calls, as far as the network tells: for counting tries and for the list of sessions, never for deciding who somebody is."""

import unicodedata
from dataclasses import dataclass, field
from typing import Self

from shared.http.addresses import client_address
from shared.http.call import Call

MAX_CLIENT = 200


@dataclass(frozen=True)
class Caller:
    """The other end of a call.

    Attributes:
        address: network address, or the network of an IPv6 address; None when no proxy that we trust tells.
        client: the User-Agent header, shortened.
        request_id: the invocation's id.
    """

    address: str | None = field(repr=False)
    client: str | None
    request_id: str

    @classmethod
    def of(cls, call: Call) -> Self:
        """Who makes a call."""
        address = client_address(call.header("x-forwarded-for"), call.resources.settings.proxies)
        printable = "".join(c for c in call.header("user-agent")[:MAX_CLIENT] if not unicodedata.category(c).startswith("C"))
        return cls(address, printable.strip() or None, call.request_id)
