"""JSON Web Tokens of this service: ES256, the key by `kid`, and a kind and an audience that no other kind of token has."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from shared.errors import Unauthorized
from shared.security.keyring import Keyring
from shared.security.keys import ALGORITHM

# Clocks of two machines differ.
LEEWAY_SECONDS = 30
# Ours have about 500 characters; what is far longer is not even looked at.
MAX_LENGTH = 2048


@dataclass(frozen=True)
class TokenKind:
    """One kind of token.

    Attributes:
        type: of the header.
        issuer: who issues it.
        audience: for whom it is.
        claims: those that it must have.
    """

    type: str
    issuer: str
    audience: str
    claims: tuple[str, ...]

    def sign(self, keyring: Keyring, issued: int, seconds: int, claims: Mapping[str, str]) -> str:
        """Make a token.

        Args:
            keyring: whose newest key signs.
            issued: the time, seconds since 1970.
            seconds: its life, s.
            claims: what it says beside issuer, audience and times.

        Raises:
            Unavailable: there is no signing key.
        """
        import jwt  # noqa: PLC0415  only when used: it takes 0.1 s to import, which a cold start would pay

        newest = keyring.signing(issued)
        said = {"iss": self.issuer, "aud": self.audience, "iat": issued, "exp": issued + seconds, **claims}
        return jwt.encode(said, newest.private, ALGORITHM, headers={"typ": self.type, "kid": newest.kid})

    def read(self, keyring: Keyring, token: str) -> dict[str, Any]:
        """What a token says.

        Raises:
            Unauthorized: it is not one of these, was altered or is expired; the fact `reason` says which.
            Unavailable: there is no signing key.
        """
        import jwt  # noqa: PLC0415  as in `sign`

        if len(token) > MAX_LENGTH:
            raise Unauthorized(reason="too long")
        # Who could forge this header gains nothing: it only chooses among our own keys, and the algorithm is not taken from it.
        try:
            header = jwt.get_unverified_header(token)
            key = next((key for key in keyring.all() if key.kid == header.get("kid")), None)
            if key is None or header.get("typ") != self.type:
                raise Unauthorized(reason="another key or kind of token")
            claims: dict[str, Any] = jwt.decode(
                token,
                key.private.public_key(),
                algorithms=[ALGORITHM],
                audience=self.audience,
                issuer=self.issuer,
                leeway=LEEWAY_SECONDS,
                options={"require": list(self.claims), "strict_aud": True},
            )
        except jwt.InvalidTokenError as error:
            raise Unauthorized(reason=type(error).__name__) from None
        # PyJWT takes "9999999999" for a time; we never write such.
        if not all(type(claims[name]) is int for name in ("iat", "exp")):
            raise Unauthorized(reason="times that are no integers")
        return claims
