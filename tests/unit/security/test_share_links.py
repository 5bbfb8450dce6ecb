"""Tokens and keys of shares."""

import base64
import json
import string
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import jwt
import pytest
from pydantic import SecretStr

from shared.config import Settings
from shared.errors import Unauthorized
from shared.security.keyring import Keyring
from shared.security.keys import new_key
from shared.security.share_links import KEY_SECONDS, TOKEN_CHARACTERS, ShareKeys, new_token, token_digest
from shared.security.tokens import AccessTokens

SHARE = UUID("019a0000-0000-7000-8000-000000000001")
HASH, LINK = "$argon2id$v=19$m=8,t=1,p=1$c2FsdA$aGFzaA", b"\x01" * 32
OLD, NEW = new_key(), new_key()


def keys(home: Path, *signing: dict[str, str]) -> ShareKeys:
    """Keys of shares that are signed with these."""
    settings = Settings(home=home, signing_keys=SecretStr(json.dumps({"keys": signing})))
    return ShareKeys(settings, Keyring(settings))


def test_a_token_cannot_be_guessed() -> None:
    """256 bits that an address can carry, never the same twice."""
    tokens = {new_token() for _ in range(100)}

    assert len(tokens) == 100
    assert {len(token) for token in tokens} == {TOKEN_CHARACTERS}
    assert set("".join(tokens)) <= set(string.ascii_letters + string.digits + "-_")
    assert len(base64.urlsafe_b64decode(next(iter(tokens)) + "=")) == 32


def test_tokens_are_found_by_their_hash() -> None:
    """32 bytes."""
    assert (len(token_digest("a")), token_digest("a") == token_digest("b")) == (32, False)


def test_a_key_opens_its_share(tmp_path: Path) -> None:
    """It says which of our keys signed it, when it ends, and nothing of the password."""
    made = keys(tmp_path, NEW, OLD)
    key = made.issue(SHARE, LINK, HASH, datetime.now(UTC))
    header, claims = jwt.get_unverified_header(key), jwt.decode(key, options={"verify_signature": False})

    made.verify(key, SHARE, LINK, HASH)

    assert header == {"alg": "ES256", "kid": NEW["kid"], "typ": "share+jwt"}
    assert claims["exp"] - claims["iat"] == KEY_SECONDS
    assert HASH not in json.dumps(claims)


@pytest.mark.parametrize(
    ("share_id", "link", "password_hash"),
    [(UUID(int=1), LINK, HASH), (SHARE, b"\x02" * 32, HASH), (SHARE, LINK, HASH.replace("aGFzaA", "b3RoZXI"))],
)
def test_a_key_opens_nothing_else(tmp_path: Path, share_id: UUID, link: bytes, password_hash: str) -> None:
    """Neither another share, nor after another link or password."""
    made = keys(tmp_path, NEW)
    key = made.issue(SHARE, LINK, HASH, datetime.now(UTC))

    with pytest.raises(Unauthorized):
        made.verify(key, share_id, link, password_hash)


def test_a_key_ends(tmp_path: Path) -> None:
    """After an hour, and half a minute for clocks that differ."""
    made = keys(tmp_path, NEW)
    key = made.issue(SHARE, LINK, HASH, datetime.now(UTC) - timedelta(seconds=KEY_SECONDS + 60))

    with pytest.raises(Unauthorized):
        made.verify(key, SHARE, LINK, HASH)


def test_a_key_stays_good_when_the_signing_keys_rotate(tmp_path: Path) -> None:
    """Until the key that signed it is taken out."""
    key = keys(tmp_path, OLD).issue(SHARE, LINK, HASH, datetime.now(UTC))

    keys(tmp_path, NEW, OLD).verify(key, SHARE, LINK, HASH)

    with pytest.raises(Unauthorized):
        keys(tmp_path, NEW).verify(key, SHARE, LINK, HASH)


def test_an_access_token_is_no_key_nor_the_other_way_round(tmp_path: Path) -> None:
    """Even though one key signs both."""
    made = keys(tmp_path, NEW)
    tokens, now = AccessTokens(made.settings), datetime.now(UTC)

    with pytest.raises(Unauthorized):
        made.verify(tokens.issue(SHARE, SHARE, now), SHARE, LINK, HASH)
    with pytest.raises(Unauthorized):
        tokens.verify(made.issue(SHARE, LINK, HASH, now))


@pytest.mark.parametrize("key", ["", "x", "a.b.c", "a" * 4000])
def test_what_is_no_key_opens_nothing(tmp_path: Path, key: str) -> None:
    """And is told apart without an error of another kind."""
    with pytest.raises(Unauthorized):
        keys(tmp_path, NEW).verify(key, SHARE, LINK, HASH)
