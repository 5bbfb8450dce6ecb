"""Signed URLs of the local store: tokens that our own endpoint takes.

A token is a JSON object and its HMAC. The key lies in a file of its own, so that giving it away, or renewing it, has nothing to do
with sessions; it is found by its `kid`, so that a new key can be put before the old one.
"""

import base64
import binascii
import hmac
import json
import secrets
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from shared.errors import StoreUnavailable
from shared.secret_files import make_once
from shared.storage.signed import InvalidLink, LinkExpired

ROUTE: Final = "api/store"
PURPOSE: Final = b"lienzo: signed URL of the local store\0"
_KEY_BYTES: Final = 32


@dataclass(frozen=True)
class Grant:
    """What a token permits.

    Attributes:
        method: GET or PUT.
        path: of the object.
        expires: when the token stops being taken, seconds since 1970.
        size: bytes that a PUT has.
        media_type: of the object that a PUT writes.
        filename: under which a browser saves what it gets.
        upload: id of the upload that a PUT is a part of.
        number: of that part.
    """

    method: str
    path: str
    expires: int
    size: int | None = None
    media_type: str | None = None
    filename: str | None = None
    upload: str | None = None
    number: int | None = None


class LocalUrls:
    """Makes signed URLs and reads their tokens.

    Args:
        key_file: a JSON object with `keys`, newest first, each with `kid` and `k` (base64url); made when it is missing.
        base_url: where clients reach this service.
    """

    def __init__(self, key_file: Path, base_url: str) -> None:
        self._key_file = key_file
        self._base_url = base_url

    def url(self, grant: Grant) -> str:
        """The URL of a grant.

        Raises:
            StoreUnavailable: there is no key, and none can be made.
        """
        kid, key = next(iter(self._keys().items()))
        claims = {name: value for name, value in asdict(grant).items() if value is not None}
        text = json.dumps({"kid": kid, **claims}, ensure_ascii=False, separators=(",", ":")).encode()
        return f"{self._base_url}/{ROUTE}/{_written(text)}.{_written(_signature(key, text))}"

    def grant(self, token: str, clock: Callable[[], datetime]) -> Grant:
        """What a token permits.

        Raises:
            InvalidLink: it is none of ours.
            LinkExpired: its time is over.
            StoreUnavailable: there is no key.
        """
        head, _, tail = token.partition(".")
        try:
            text, given = _read(head), _read(tail)
            claims: dict[str, Any] = json.loads(text)
            key = self._keys()[claims.pop("kid")]
        except (ValueError, KeyError, TypeError, AttributeError, binascii.Error):
            raise InvalidLink from None
        if not hmac.compare_digest(_signature(key, text), given):
            raise InvalidLink
        grant = Grant(**claims)
        if clock().timestamp() >= grant.expires:
            raise LinkExpired
        return grant

    def _keys(self) -> dict[str, bytes]:
        try:
            if not self._key_file.exists():
                key = {"kid": secrets.token_hex(4), "k": _written(secrets.token_bytes(_KEY_BYTES))}
                make_once(self._key_file, json.dumps({"keys": [key]}))
            found = {key["kid"]: _read(key["k"]) for key in json.loads(self._key_file.read_text())["keys"]}
        except (OSError, ValueError, KeyError, TypeError):
            # Without the cause: its text may quote the key.
            raise _unusable("cannot be read or made") from None
        if not found or min(map(len, found.values())) < _KEY_BYTES:
            raise _unusable(f"holds no keys, or one of fewer than {_KEY_BYTES} bytes")
        return found


def _unusable(reason: str) -> StoreUnavailable:
    return StoreUnavailable(operation="sign", reason=f"LIENZO_HOME/keys/urls.json {reason}")


def _signature(key: bytes, text: bytes) -> bytes:
    return hmac.digest(key, PURPOSE + text, "sha256")


def _written(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _read(text: str) -> bytes:
    data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    if _written(data) != text:  # the last character has bits that do not count: one token would have several spellings
        raise ValueError
    return data
