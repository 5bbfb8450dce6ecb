"""What opens a share: the token in its link, and for one with a password the key that the password gives."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from shared.config import Settings
from shared.errors import Unauthorized
from shared.security.jwts import TokenKind
from shared.security.keyring import Keyring

TOKEN_BYTES = 32
# Of the token as it stands in a link: base64url without padding.
TOKEN_CHARACTERS = 43
KEY_SECONDS = 3600
TYPE = "share+jwt"
CLAIMS = ("iss", "aud", "sub", "lock", "iat", "exp")


def new_token() -> str:
    """A token that nobody can guess: 256 random bits."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def token_digest(token: str) -> bytes:
    """What the database finds a token by, 32 bytes."""
    return sha256(token.encode()).digest()


@dataclass(frozen=True)
class ShareKeys:
    """Issues the keys of shares with a password and verifies them.

    A key is good for one share, for an hour, and as long as the share has that very password and link.
    """

    settings: Settings
    keyring: Keyring

    def issue(self, share_id: UUID, token_hash: bytes, password_hash: str, now: datetime) -> str:
        """Make a key.

        Args:
            share_id: what it opens.
            token_hash: of the share's link.
            password_hash: of the share's password.
            now: the time, aware.

        Raises:
            Unavailable: there is no signing key.
        """
        said = {"sub": str(share_id), "lock": _lock(token_hash, password_hash)}
        return self._kind.sign(self.keyring, int(now.timestamp()), KEY_SECONDS, said)

    def verify(self, key: str, share_id: UUID, token_hash: bytes, password_hash: str) -> None:
        """Return when a key opens a share; the other arguments are those of `issue`.

        Raises:
            Unauthorized: it does not, or it has expired.
            Unavailable: there is no signing key.
        """
        claims = self._kind.read(self.keyring, key)
        if (claims["sub"], claims["lock"]) != (str(share_id), _lock(token_hash, password_hash)):
            raise Unauthorized(reason="the key of another share, password or link")

    @property
    def _kind(self) -> TokenKind:
        return TokenKind(TYPE, self.settings.public_url, f"{self.settings.public_url}/s", CLAIMS)


def _lock(token_hash: bytes, password_hash: str) -> str:
    """Stands for a password and a link. Both are salted or random, so that nothing can be tried against it."""
    return sha256(token_hash + password_hash.encode()).hexdigest()[:32]
