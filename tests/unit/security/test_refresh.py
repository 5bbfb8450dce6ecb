"""Refresh tokens."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.errors import InvalidRefreshToken
from shared.security.refresh import RefreshSecret


def test_check_28_a_token_is_256_random_bits() -> None:
    """In 43 characters that need no escaping anywhere."""
    made = {RefreshSecret.new().text for _ in range(100)}

    assert len(made) == 100
    assert {len(text) for text in made} == {43}
    assert len(RefreshSecret.new().value) == 32


def test_a_token_comes_back_from_its_text() -> None:
    """As the same one."""
    made = RefreshSecret.new()

    assert RefreshSecret.parse(made.text) == made


@given(st.text(max_size=60) | st.text(alphabet="AB-_=+/", min_size=40, max_size=46))
def test_a_text_is_a_token_in_one_spelling_or_none(text: str) -> None:
    """Nothing but the refusal is ever raised."""
    with suppress(InvalidRefreshToken):
        assert RefreshSecret.parse(text).text == text


@pytest.mark.parametrize("text", ["", "A" * 42, "A" * 44, "A" * 42 + "B", "A" * 43 + "=", "A" * 42 + "+", "é" * 43, " " + "A" * 43])
def test_another_form_is_refused(text: str) -> None:
    """Also the same bits in another spelling."""
    with pytest.raises(InvalidRefreshToken):
        RefreshSecret.parse(text)


def test_only_its_holder_opens_what_a_token_sealed() -> None:
    """The sealed form tells nothing of the token in it."""
    current, following, other = RefreshSecret.new(), RefreshSecret.new(), RefreshSecret.new()

    sealed = current.seal(following)

    assert current.open(sealed) == following
    assert other.open(sealed) != following
    assert sealed not in {following.value, following.digest, current.value, current.digest}
    assert len(sealed) == 32


def test_a_token_is_never_shown() -> None:
    """In logs and tracebacks."""
    made = RefreshSecret(b"s" * 32)

    assert "ss" not in repr(made)
