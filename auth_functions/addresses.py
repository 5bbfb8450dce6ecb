"""E-mail addresses: which ones are accepted, and which two are the same account."""

import unicodedata
from dataclasses import dataclass
from typing import Self

MAX_LENGTH = 254


@dataclass(frozen=True)
class Address:
    """An e-mail address.

    Attributes:
        text: as mail is sent to it.
        canonical: the identity. The domain in its ASCII form, the local part without regard to the case of ASCII letters; more than
            that, such as folding accents or dropping dots, would make one account of two people.
    """

    text: str
    canonical: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read an address; asks no name server.

        Raises:
            ValueError: it is none, in words.
        """
        from email_validator import validate_email  # noqa: PLC0415  only when used: it takes 30 ms to import

        if len(text) > MAX_LENGTH:
            raise ValueError(f"An e-mail address has {MAX_LENGTH} characters at most.")
        # Domains that end in `.test` are for tests and reach nobody, so they do no harm.
        found = validate_email(text, check_deliverability=False, test_environment=True, strict=True)
        local = unicodedata.normalize("NFC", found.local_part).translate(_ASCII_LOWER)
        domain = found.ascii_domain
        if not domain:
            raise ValueError("The part after the @-sign is not the name of a domain.")
        return cls(text=found.normalized, canonical=f"{local}@{domain.lower()}")

    @property
    def local_part(self) -> str:
        """What stands before the @-sign."""
        return self.text.rpartition("@")[0]


# `str.lower` would also fold letters that are not ASCII, some of them into ASCII.
_ASCII_LOWER = {upper: upper + 32 for upper in range(ord("A"), ord("Z") + 1)}
