"""Network addresses of callers, for counting tries; never for deciding who somebody is."""

from ipaddress import IPv6Address, ip_address

# A household or a server has at least so much of IPv6, and could call from each of its addresses once.
IPV6_NETWORK_BITS = 64


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
