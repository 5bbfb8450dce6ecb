"""Shared access signatures for one blob, by the account's key or by a user delegation key of the managed identity.

The SDK can make them too, but only for its newest service version, which an emulator or a sovereign cloud may not know yet.
"""

import base64
import hmac
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Lock
from typing import Final
from urllib.parse import urlencode

from azure.storage.blob import BlobServiceClient, UserDelegationKey

from shared.errors import StoreUnavailable
from shared.storage.azure.connection import API_VERSION, translated

# Clocks differ: a signature is valid from a little before now.
SKEW: Final = timedelta(minutes=5)
# A user delegation key costs a request; one that lives an hour longer than asked for serves the next signatures too.
SPARE: Final = timedelta(hours=1)
LONGEST_KEY: Final = timedelta(days=7)

READ: Final = "r"
WRITE: Final = "cw"


class Signatures:
    """Signs for blobs of one account. Safe to use from several threads.

    Args:
        client: of the account; with an account key or a credential of Entra ID.
        clock: gives the time.
    """

    def __init__(self, client: BlobServiceClient, clock: Callable[[], datetime]) -> None:
        self._client = client
        self._clock = clock
        self._lock = Lock()
        self._delegation: tuple[datetime, UserDelegationKey] | None = None

    def token(self, container: str, name: str, permission: str, expires_at: datetime, *, disposition: str = "") -> str:
        """The query string that permits something with one blob until a moment.

        Args:
            container: of the blob.
            name: of the blob.
            permission: READ or WRITE.
            expires_at: the moment, UTC, to the second.
            disposition: Content-Disposition of the answers.

        Raises:
            StoreUnavailable: the connection has nothing to sign with, or the service gives no key.
        """
        account_key = getattr(self._client.credential, "account_key", None)
        key = None if account_key else self._delegation_key(expires_at)
        fields = {
            "sp": permission,
            "se": _moment(expires_at),
            "spr": "https" if self._client.url.startswith("https:") else "https,http",
            "sv": API_VERSION,
            "sr": "b",
            "rscd": disposition,
        }
        if key:
            fields |= {
                "skoid": key.signed_oid or "",
                "sktid": key.signed_tid or "",
                "skt": key.signed_start or "",
                "ske": key.signed_expiry or "",
                "sks": key.signed_service or "",
                "skv": key.signed_version or "",
            }
        resource = f"/blob/{self._client.account_name}/{container}/{name}"
        secret = base64.b64decode(account_key or (key.value if key else None) or "")
        signature = hmac.digest(secret, _text(fields, resource, delegated=key is not None).encode(), "sha256")
        return urlencode({name: value for name, value in fields.items() if value} | {"sig": base64.b64encode(signature).decode()})

    def _delegation_key(self, expires_at: datetime) -> UserDelegationKey:
        if not hasattr(self._client.credential, "get_token"):
            raise StoreUnavailable(operation="sign", reason="the connection has neither an account key nor a managed identity to sign with")
        with self._lock:
            if self._delegation is None or self._delegation[0] < expires_at:
                moment = self._clock()
                until = min(max(expires_at, moment) + SPARE, moment + LONGEST_KEY)
                with translated("sign", ""):
                    self._delegation = (until, self._client.get_user_delegation_key(moment - SKEW, until))
            return self._delegation[1]


def _text(fields: dict[str, str], resource: str, *, delegated: bool) -> str:
    """What is signed: the fields in the order of the service's documentation, for versions from 2020-12-06 on."""
    signer = ("skoid", "sktid", "skt", "ske", "sks", "skv", "saoid", "suoid", "scid") if delegated else ("si",)
    last = ("sip", "spr", "sv", "sr", "snapshot", "ses", "rscc", "rscd", "rsce", "rscl", "rsct")
    first = [fields["sp"], "", fields["se"], resource]
    return "\n".join([*first, *(fields.get(name, "") for name in (*signer, *last))])


def _moment(time: datetime) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ")
