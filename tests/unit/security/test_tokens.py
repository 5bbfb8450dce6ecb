"""Access tokens: what is accepted, and everything that is not."""

import hmac
import json
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import jwt
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from pydantic import SecretStr

from shared.config import Settings
from shared.errors import Unauthorized
from shared.security.keys import load_keys, new_key
from shared.security.tokens import AccessTokens, Identity

USER = UUID("019a0000-0000-7000-8000-000000000001")
SESSION = UUID("019a0000-0000-7000-8000-000000000002")
OLD, NEW = new_key(), new_key()


def with_keys(*keys: dict[str, str], home: Path) -> Settings:
    """Settings with these signing keys, newest first."""
    return Settings(home=home, signing_keys=SecretStr(json.dumps({"keys": keys})))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings with one key."""
    return with_keys(OLD, home=tmp_path)


@pytest.fixture
def tokens(settings: Settings) -> AccessTokens:
    """Tokens signed with it."""
    return AccessTokens(settings)


def forged(settings: Settings, claims: dict[str, Any] | None = None, **header: Any) -> str:
    """A token signed with our own key, with other claims (None: without) or another header."""
    now = int(time.time())
    made: dict[str, Any] = {
        "iss": settings.public_url,
        "aud": f"{settings.public_url}/api",
        "sub": str(USER),
        "sid": str(SESSION),
        "iat": now,
        "exp": now + 600,
        "jti": "1",
    }
    made = {name: value for name, value in {**made, **(claims or {})}.items() if value is not None}
    key = load_keys(settings)[0]
    return _encode({"alg": "ES256", "typ": "at+jwt", "kid": key.kid, **header}, made, key.private)


def _encode(header: dict[str, Any], claims: dict[str, Any], key: Any) -> str:
    signed = ".".join(_base64(json.dumps(part).encode()) for part in (header, claims))
    return f"{signed}.{_base64(jwt.algorithms.ECAlgorithm(jwt.algorithms.ECAlgorithm.SHA256).sign(signed.encode(), key))}"


def _base64(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")


def refused(tokens: AccessTokens, token: str) -> Unauthorized:
    """The refusal of a token."""
    with pytest.raises(Unauthorized) as error:
        tokens.verify(token)
    return error.value


def test_a_token_says_whose_it_is(tokens: AccessTokens) -> None:
    """The account and the session."""
    assert tokens.verify(tokens.issue(USER, SESSION, datetime.now(UTC))) == Identity(USER, SESSION)


def test_check_27_a_token_is_short_and_says_nothing_else(tokens: AccessTokens, settings: Settings) -> None:
    """Under 1 KB, for 10 minutes, as RFC 9068 wants it."""
    token = tokens.issue(USER, SESSION, datetime.now(UTC))

    header, claims = (json.loads(urlsafe_b64decode(part + "==")) for part in token.split(".")[:2])
    assert len(token) < 1000
    assert header == {"alg": "ES256", "typ": "at+jwt", "kid": OLD["kid"]}
    assert set(claims) == {"iss", "aud", "sub", "sid", "iat", "exp", "jti"}
    assert claims["exp"] - claims["iat"] == settings.access_token_seconds == tokens.seconds
    assert tokens.issue(USER, SESSION, datetime.now(UTC)) != token


def test_a_forgery_that_changes_nothing_is_accepted(tokens: AccessTokens, settings: Settings) -> None:
    """So that the others below are refused for the reason they name."""
    assert tokens.verify(forged(settings)) == Identity(USER, SESSION)


@pytest.mark.parametrize("claim", ["iss", "aud", "sub", "sid", "iat", "exp", "jti"])
def test_check_23_every_claim_is_required(tokens: AccessTokens, settings: Settings, claim: str) -> None:
    """A token without one is refused."""
    refused(tokens, forged(settings, {claim: None}))


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://evil.example"},
        {"aud": "https://evil.example/api"},
        {"aud": ["https://evil.example/api"]},
        {"aud": ["http://localhost:7071/api", "https://evil.example"]},
        {"sub": "1"},
        {"sub": 1},
        {"sid": "x"},
        {"sid": 7},
        {"exp": "9999999999"},
        {"exp": 9999999999.5},
        {"exp": True},
        {"iat": "1"},
        {"nbf": 9999999999},
    ],
)
def test_check_23_a_wrong_claim_is_refused(tokens: AccessTokens, settings: Settings, claims: dict[str, Any]) -> None:
    """Though the signature is right."""
    refused(tokens, forged(settings, claims))


@pytest.mark.parametrize(("seconds", "valid"), [(-570, True), (-625, True), (-631, False), (29, True), (45, False)])
def test_check_23_a_token_is_good_for_its_time(tokens: AccessTokens, seconds: int, valid: bool) -> None:  # noqa: FBT001  a column of the table
    """10 minutes, give or take half a minute of clocks that differ."""
    token = tokens.issue(USER, SESSION, datetime.now(UTC) + timedelta(seconds=seconds))

    if valid:
        assert tokens.verify(token).user_id == USER
    else:
        refused(tokens, token)


@pytest.mark.parametrize(("claim", "seconds", "valid"), [("nbf", 29, True), ("nbf", 45, False), ("iat", 29, True), ("iat", 45, False)])
def test_check_23_a_token_of_the_future_is_refused(
    tokens: AccessTokens,
    settings: Settings,
    claim: str,
    seconds: int,
    valid: bool,  # noqa: FBT001  a column of the table
) -> None:
    """But for clocks that differ."""
    token = forged(settings, {claim: int(time.time()) + seconds})

    if valid:
        assert tokens.verify(token).user_id == USER
    else:
        refused(tokens, token)


@pytest.mark.parametrize(
    "header",
    [
        {"typ": "JWT"},
        {"typ": "refresh+jwt"},
        {"typ": None},
        {"kid": "nobody's"},
        {"kid": "../../etc/passwd"},
        {"kid": "' OR 1=1 --"},
        {"kid": 7},
        {"kid": None},
        {"alg": "none"},
        {"alg": "nOnE"},
        {"alg": "HS256"},
        {"alg": "RS256"},
        {"alg": "ES384"},
        {"crit": ["x"], "x": 1},
        {"b64": False, "crit": ["b64"]},
    ],
)
def test_check_22_a_wrong_header_is_refused(tokens: AccessTokens, settings: Settings, header: dict[str, Any]) -> None:
    """It chooses among our own keys, and nothing else."""
    refused(tokens, forged(settings, **header))


@pytest.mark.parametrize("algorithm", ["none", "None", "nOnE"])
def test_check_22_an_unsigned_token_is_refused(tokens: AccessTokens, settings: Settings, algorithm: str) -> None:
    """Whatever it calls itself."""
    _, claims, _ = forged(settings).split(".")
    header = _base64(json.dumps({"alg": algorithm, "typ": "at+jwt", "kid": OLD["kid"]}).encode())

    refused(tokens, f"{header}.{claims}.")


def test_check_22_the_public_key_is_no_shared_secret(tokens: AccessTokens, settings: Settings) -> None:
    """HS256 with it, the classic confusion, is refused."""
    public = load_keys(settings)[0].private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    _, claims, _ = forged(settings).split(".")
    signed = f"{_base64(json.dumps({'alg': 'HS256', 'typ': 'at+jwt', 'kid': OLD['kid']}).encode())}.{claims}"

    refused(tokens, f"{signed}.{_base64(hmac.digest(public, signed.encode(), 'sha256'))}")


def test_check_22_the_token_does_not_bring_its_own_key(tokens: AccessTokens, tmp_path: Path) -> None:
    """Neither in its header nor behind an address in it."""
    thief = with_keys(NEW | {"kid": OLD["kid"]}, home=tmp_path)
    public = {name: NEW[name] for name in ("kty", "crv", "x", "y")}

    for header in ({}, {"jwk": public}, {"jku": "http://127.0.0.1:9/keys"}, {"x5u": "http://127.0.0.1:9/x"}):
        refused(tokens, forged(thief, **header))


def test_check_22_an_altered_token_is_refused(tokens: AccessTokens) -> None:
    """In any of its parts."""
    header, claims, signature = tokens.issue(USER, SESSION, datetime.now(UTC)).split(".")
    other = tokens.issue(SESSION, USER, datetime.now(UTC)).split(".")[1]

    for parts in (
        (header, other, signature),
        (header, claims, _base64(b"\0" * 64)),
        (header, claims, ""),
        (header, claims, signature[:-4]),
        (header, claims, signature, "", ""),
        (_base64(b'{"alg": "dir", "enc": "A128GCM"}'), "", claims, signature, signature),
        (header, claims),
    ):
        refused(tokens, ".".join(parts))


@pytest.mark.parametrize("token", ["", ".", "..", "a.b.c", "é.é.é", "a" * 100_000, "eyJhbGciOiJFUzI1NiJ9..", "\0"])
def test_what_is_no_token_is_refused(tokens: AccessTokens, token: str) -> None:
    """Whatever it is."""
    refused(tokens, token)


def test_check_25_keys_can_be_changed_without_ending_sessions(tmp_path: Path) -> None:
    """The new one signs, both verify, and the old one's tokens end when it is taken out."""
    before = AccessTokens(with_keys(OLD, home=tmp_path))
    during = AccessTokens(with_keys(NEW, OLD, home=tmp_path))
    after = AccessTokens(with_keys(NEW, home=tmp_path))
    old, new = (tokens.issue(USER, SESSION, datetime.now(UTC)) for tokens in (before, during))

    assert during.verify(old) == during.verify(new) == after.verify(new)
    assert [key["kid"] for key in during.jwks()["keys"]] == [NEW["kid"], OLD["kid"]]
    refused(after, old)
