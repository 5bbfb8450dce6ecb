"""One-time tokens: what a link in a mail carries to prove that it was read."""

import secrets
from dataclasses import dataclass, field
from hashlib import sha256

SECRET_BYTES = 32
MAX_TEXT = 128


@dataclass(frozen=True)
class OneTimeSecret:
    """A token for one purpose.

    Attributes:
        text: as it stands in the link: base64url, 43 characters, 256 random bits.
        purpose: what it is good for; a token for something else has another digest.
    """

    text: str = field(repr=False)
    purpose: str

    @classmethod
    def new(cls, purpose: str) -> "OneTimeSecret":
        """Make a token that nobody can guess."""
        return cls(secrets.token_urlsafe(SECRET_BYTES), purpose)

    @property
    def digest(self) -> bytes:
        """What the database finds it by, 32 bytes."""
        return sha256(f"{self.purpose} {self.text}".encode("utf-8", "surrogatepass")).digest()
