"""Who calls, as far as the network tells: for counting tries and for the list of sessions, never for deciding who somebody is."""

import unicodedata
from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_address
from typing import Self

from shared.http.call import Call

MAX_CLIENT = 200
# A household or a server has at least so much of IPv6, and could call from each of its addresses once.
IPV6_NETWORK_BITS = 64


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


def client_address(forwarded: str, proxies: int) -> str | None:
    """The address that the outermost of our own proxies saw; what stands before it in the header, anybody can write.

    Args:
        forwarded: X-Forwarded-For: each proxy adds whom it was called by to the right.
        proxies: how many of them are ours.
    """
    entries = [entry.strip() for entry in forwarded.split(",")]
    if not proxies or len(entries) < proxies:
        return None
    entry = entries[-proxies]
    # Azure adds the port: 192.0.2.1:50000, [2001:db8::1]:50000.
    if entry.startswith("["):
        entry = entry[1:].partition("]")[0]
    elif entry.count(":") == 1:
        entry = entry.partition(":")[0]
    try:
        address = ip_address(entry)
    except ValueError:
        return None
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(IPv6Address(int(address) >> IPV6_NETWORK_BITS << IPV6_NETWORK_BITS))
    return str(address)
