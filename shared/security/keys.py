"""Signing keys: a JWK Set with private EC keys on P-256, from a setting or from a file that is made when it is missing."""

import hmac
import json
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shared.config import Settings
from shared.errors import Unavailable
from shared.secret_files import make_once

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

ALGORITHM = "ES256"
CURVE = "P-256"
_PSEUDONYMS = b"lienzo: pseudonyms of addresses"


@dataclass(frozen=True)
class SigningKey:
    """One key pair.

    Attributes:
        kid: its name in tokens.
        private: what signs.
        public: JWK of what verifies; no secret.
        not_before: when it begins to sign, seconds since 1970; until then it is only published.
    """

    kid: str
    private: "EllipticCurvePrivateKey" = field(repr=False)
    public: dict[str, str] = field(repr=False)
    not_before: int = 0

    @cached_property
    def pseudonyms(self) -> bytes:
        """What pseudonyms are made with, 32 bytes, which tell nothing of the key."""
        secret = self.private.private_numbers().private_value
        return hmac.digest(secret.to_bytes(32, "big"), _PSEUDONYMS, "sha256")


def load_keys(settings: Settings) -> tuple[SigningKey, ...]:
    """The keys of the settings, newest first; makes the file when there is none and this is not an Azure instance.

    Raises:
        Unavailable: there are none, or they cannot be used; the message says where they are looked for, and nothing of them.
    """
    if settings.signing_keys:
        return _parse(settings.signing_keys.get_secret_value(), "LIENZO_SIGNING_KEYS")
    if settings.in_azure:
        raise Unavailable("The service has no signing key: LIENZO_SIGNING_KEYS is not set.", retry_after=60)
    path = key_file(settings)
    try:
        if not path.exists():
            make_once(path, json.dumps({"keys": [new_key()]}))
        return _parse(path.read_text(), "LIENZO_HOME/keys/signing.json")
    except OSError as error:
        raise _unusable("LIENZO_HOME/keys/signing.json", "cannot be read or made") from error


def key_file(settings: Settings) -> Path:
    """The file with the keys, where no setting holds them."""
    return settings.home / "keys" / "signing.json"


def new_key() -> dict[str, str]:
    """A new private key as a JWK, named by its thumbprint."""
    from cryptography.hazmat.primitives.asymmetric import ec  # noqa: PLC0415  see `_parse`
    from jwt.algorithms import ECAlgorithm  # noqa: PLC0415

    jwk = ECAlgorithm.to_jwk(ec.generate_private_key(ec.SECP256R1()), as_dict=True)
    return {**jwk, "use": "sig", "alg": ALGORITHM, "kid": thumbprint(jwk)}


def thumbprint(jwk: dict[str, Any]) -> str:
    """Name of a key: its RFC 7638 thumbprint, hex."""
    required = {name: jwk[name] for name in ("crv", "kty", "x", "y")}
    return sha256(json.dumps(required, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def _parse(text: str, where: str) -> tuple[SigningKey, ...]:
    # Only when used: PyJWT and cryptography take 0.1 s to import, which a cold start would pay.
    from jwt.exceptions import InvalidKeyError  # noqa: PLC0415

    try:
        keys = tuple(_key(jwk) for jwk in json.loads(text)["keys"])
    except (ValueError, TypeError, KeyError, InvalidKeyError):
        # Without the cause: its text may quote the key.
        raise _unusable(where, "is not a JWK Set with private EC keys on P-256") from None
    if not keys or len({key.kid for key in keys}) != len(keys):
        raise _unusable(where, "holds no keys, or two with the same name")
    return keys


def _key(jwk: dict[str, Any]) -> SigningKey:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey  # noqa: PLC0415  see `_parse`
    from jwt.algorithms import ECAlgorithm  # noqa: PLC0415

    private = ECAlgorithm.from_jwk(dict(jwk))
    if not isinstance(private, EllipticCurvePrivateKey) or jwk["crv"] != CURVE:
        raise TypeError
    kid = jwk.get("kid") or thumbprint(jwk)
    if not isinstance(kid, str):
        raise TypeError
    # Member by member, so that nothing private can slip into what is published.
    public = {"kty": "EC", "crv": CURVE, "x": jwk["x"], "y": jwk["y"], "use": "sig", "alg": ALGORITHM, "kid": kid}
    not_before = jwk.get("nbf", 0)
    if type(not_before) is not int:
        raise TypeError
    return SigningKey(kid, private, public, not_before)


def _unusable(where: str, reason: str) -> Unavailable:
    return Unavailable(f"The service has no signing key: {where} {reason}.", retry_after=60)
