"""Refresh tokens: 256 random bits that a client keeps; the database keeps only what cannot be turned back into them."""

import hmac
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from hashlib import sha256

from shared.errors import InvalidRefreshToken

SECRET_BYTES = 32
TEXT_LENGTH = 43
_SEAL = b"lienzo: the refresh token after this one"


@dataclass(frozen=True)
class RefreshSecret:
    """A refresh token.

    Attributes:
        value: 32 random bytes.
    """

    value: bytes = field(repr=False)

    @classmethod
    def new(cls) -> "RefreshSecret":
        """Make a token that nobody can guess."""
        return cls(secrets.token_bytes(SECRET_BYTES))

    @classmethod
    def parse(cls, text: str) -> "RefreshSecret":
        """Read a token as a client sends it.

        Raises:
            InvalidRefreshToken: it has another form than ours.
        """
        try:
            value = urlsafe_b64decode(text.encode("ascii") + b"=")
        except ValueError:
            raise InvalidRefreshToken from None
        made = cls(value)
        # One token, one spelling: the decoder overlooks foreign characters and spare bits.
        if len(value) != SECRET_BYTES or made.text != text:
            raise InvalidRefreshToken
        return made

    @property
    def text(self) -> str:
        """The token as a client gets it: base64url, 43 characters."""
        return urlsafe_b64encode(self.value).decode("ascii").rstrip("=")

    @property
    def digest(self) -> bytes:
        """SHA-256 of the token, 32 bytes: what the database finds it by. No salt, for there is nothing to guess."""
        return sha256(self.value).digest()

    def seal(self, following: "RefreshSecret") -> bytes:
        """The next token, 32 bytes, in a form that only who holds this one can open; seal one only, ever."""
        return self._mask(following.value)

    def open(self, sealed: bytes) -> "RefreshSecret":
        """The token that was sealed with this one."""
        return RefreshSecret(self._mask(sealed))

    def _mask(self, data: bytes) -> bytes:
        # A pad as long as the secret that is used once, from a key that no one else knows and the database only has a hash of.
        pad = hmac.digest(self.value, _SEAL, "sha256")
        return bytes(a ^ b for a, b in zip(data, pad, strict=True))
