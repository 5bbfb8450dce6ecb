"""Access tokens: JWTs (RFC 9068) signed with ES256, which any service can verify with the public keys."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from shared.config import Settings
from shared.errors import Unauthorized
from shared.security.jwts import TokenKind
from shared.security.keyring import Keyring

TYPE = "at+jwt"
CLAIMS = ("iss", "aud", "sub", "sid", "iat", "exp", "jti")


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
        issued = int(now.timestamp())
        said = {"sub": str(user_id), "sid": str(session_id), "jti": secrets.token_urlsafe(16)}
        return self._kind.sign(self.keyring, issued, self.seconds, said)

    def verify(self, token: str) -> Identity:
        """Whose token it is.

        Raises:
            Unauthorized: it is not one of ours, was altered or is expired; the fact `reason` says which.
            Unavailable: there is no signing key.
        """
        return _identity(self._kind.read(self.keyring, token))

    @property
    def _kind(self) -> TokenKind:
        return TokenKind(TYPE, self._settings.public_url, self.audience, CLAIMS)


def _identity(claims: dict[str, Any]) -> Identity:
    try:
        return Identity(UUID(claims["sub"]), UUID(claims["sid"]))
    except (ValueError, TypeError, AttributeError):
        raise Unauthorized(reason="ids that are no UUIDs") from None
