"""Access tokens: JWTs (RFC 9068) signed with ES256, which any service can verify with the public keys."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from shared.config import Settings
from shared.errors import Unauthorized
from shared.security.keyring import Keyring
from shared.security.keys import ALGORITHM

TYPE = "at+jwt"
CLAIMS = ("iss", "aud", "sub", "sid", "iat", "exp", "jti")
# Clocks of two machines differ.
LEEWAY_SECONDS = 30
# Ours have about 500 characters; what is far longer is not even looked at.
MAX_LENGTH = 2048


@dataclass(frozen=True)
class Identity:
    """Who makes a call: the account, and the session that the access token came from."""

    user_id: UUID
    session_id: UUID


class AccessTokens:
    """Issues access tokens and verifies them. Safe to use from several threads; the keys are read on first use."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.keyring = Keyring(settings)

    @property
    def seconds(self) -> int:
        """Life of a token, s."""
        return self._settings.access_token_seconds

    @property
    def audience(self) -> str:
        """For whom the tokens are."""
        return f"{self._settings.public_url}/api"

    def prepare(self) -> None:
        """Make the signing key where it is missing.

        Raises:
            Unavailable: there is none and it cannot be made.
        """
        self.keyring.all()

    def jwks(self) -> dict[str, list[dict[str, str]]]:
        """The public keys as a JWK Set (RFC 7517), newest first; raises as `prepare`."""
        return {"keys": [dict(key.public) for key in self.keyring.all()]}

    def issue(self, user_id: UUID, session_id: UUID, now: datetime) -> str:
        """Make a token.

        Args:
            user_id: the account.
            session_id: the log-in that it comes from.
            now: the time, aware.

        Raises:
            Unavailable: there is no signing key.
        """
        import jwt  # noqa: PLC0415  only when used: it takes 0.1 s to import, which a cold start would pay

        issued = int(now.timestamp())
        newest = self.keyring.signing(issued)
        claims = {
            "iss": self._settings.public_url,
            "aud": self.audience,
            "sub": str(user_id),
            "sid": str(session_id),
            "iat": issued,
            "exp": issued + self.seconds,
            "jti": secrets.token_urlsafe(16),
        }
        return jwt.encode(claims, newest.private, ALGORITHM, headers={"typ": TYPE, "kid": newest.kid})

    def verify(self, token: str) -> Identity:
        """Whose token it is.

        Raises:
            Unauthorized: it is not one of ours, was altered or is expired; the fact `reason` says which.
            Unavailable: there is no signing key.
        """
        import jwt  # noqa: PLC0415  as in `issue`

        if len(token) > MAX_LENGTH:
            raise Unauthorized(reason="too long")
        # Who could forge this header gains nothing: it only chooses among our own keys, and the algorithm is not taken from it.
        try:
            header = jwt.get_unverified_header(token)
            key = next((key for key in self.keyring.all() if key.kid == header.get("kid")), None)
            if key is None or header.get("typ") != TYPE:
                raise Unauthorized(reason="another key or kind of token")
            claims = jwt.decode(
                token,
                key.private.public_key(),
                algorithms=[ALGORITHM],
                audience=self.audience,
                issuer=self._settings.public_url,
                leeway=LEEWAY_SECONDS,
                options={"require": list(CLAIMS), "strict_aud": True},
            )
        except jwt.InvalidTokenError as error:
            raise Unauthorized(reason=type(error).__name__) from None
        return _identity(claims)


def _identity(claims: dict[str, Any]) -> Identity:
    # PyJWT takes "9999999999" for a time; we never write such.
    if not all(type(claims[name]) is int for name in ("iat", "exp")):
        raise Unauthorized(reason="times that are no integers")
    try:
        return Identity(UUID(claims["sub"]), UUID(claims["sid"]))
    except (ValueError, TypeError, AttributeError):
        raise Unauthorized(reason="ids that are no UUIDs") from None
