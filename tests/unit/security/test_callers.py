"""Where a call comes from, as far as a proxy that we trust tells."""

import pytest

from shared.http.addresses import client_address


@pytest.mark.parametrize(
    ("forwarded", "proxies", "address"),
    [
        ("192.0.2.1", 1, "192.0.2.1"),
        ("192.0.2.1:50000", 1, "192.0.2.1"),
        ("1.2.3.4, 192.0.2.1:50000", 1, "192.0.2.1"),
        ("1.2.3.4,192.0.2.1 , 10.0.0.1", 2, "192.0.2.1"),
        ("[2001:db8:1:2:3:4:5:6]:443", 1, "2001:db8:1:2::"),
        ("2001:db8:1:2:ffff::1", 1, "2001:db8:1:2::"),
        ("::ffff:192.0.2.1", 1, "192.0.2.1"),
    ],
)
def test_check_16_the_trusted_proxys_entry_counts(forwarded: str, proxies: int, address: str) -> None:
    """Counted from the right; of IPv6 the network, of which a household has all addresses."""
    assert client_address(forwarded, proxies) == address


@pytest.mark.parametrize(
    ("forwarded", "proxies"),
    [("192.0.2.1", 0), ("", 1), ("192.0.2.1", 2), ("unknown", 1), ("<script>", 1), ("192.0.2.1, ", 1), ("192.0.2.256", 1), ("[::1", 0)],
)
def test_check_16_without_a_trusted_entry_the_address_is_not_known(forwarded: str, proxies: int) -> None:
    """Nothing is made up of what a caller wrote."""
    assert client_address(forwarded, proxies) is None
