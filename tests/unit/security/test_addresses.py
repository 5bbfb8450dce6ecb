"""E-mail addresses and the accounts that they mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auth_functions.addresses import Address


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("Ana@Example.com", "ana@example.com"),
        ("ana.lopez+fotos@example.com", "ana.lopez+fotos@example.com"),
        ("u@bücher.example", "u@xn--bcher-kva.example"),
        ("u@XN--BCHER-KVA.example", "u@xn--bcher-kva.example"),
        ("re\u0301sume\u0301@example.com", "r\u00e9sum\u00e9@example.com"),
        ("STRAßE@example.com", "straße@example.com"),
        ("İbo@example.com", "İbo@example.com"),
    ],
)
def test_check_10_an_address_has_one_canonical_form(text: str, canonical: str) -> None:
    """ASCII letters lose their case, the domain becomes ASCII, and nothing else is touched."""
    assert Address.parse(text).canonical == canonical


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ana",
        "@example.com",
        "ana@",
        "ana@localhost",
        "a b@example.com",
        " ana@example.com",
        "ana@example.com\n",
        "ana@example.com ",
        "a\0@b.com",
        "Ana <ana@example.com>",
        '"a b"@example.com',
        "ana@[127.0.0.1]",
        f"{'a' * 65}@example.com",
        f"a@{'b.' * 130}com",
        "a@b@example.com",
        "a@ex_ample.com",
    ],
)
def test_check_09_what_is_no_address_is_refused(text: str) -> None:
    """Spaces around it are not taken away: who knows what else is wrong."""
    with pytest.raises(ValueError, match=r"\w"):
        Address.parse(text)


def test_a_huge_text_is_refused_before_it_is_read() -> None:
    """Whatever stands in it."""
    with pytest.raises(ValueError, match="254"):
        Address.parse("a" * 100_000 + "@example.com")


@given(st.emails())
def test_the_canonical_form_is_its_own(text: str) -> None:
    """To canonicalise twice changes nothing."""
    try:
        canonical = Address.parse(text).canonical
    except ValueError:
        return

    assert Address.parse(canonical).canonical == canonical
