"""One storage account: the client that all calls share, and its containers."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime
from functools import cached_property
from typing import Final
from urllib.parse import urlsplit

from azure.storage.blob import BlobClient, BlobServiceClient, CorsRule

from shared.errors import PreconditionFailed, StoreUnavailable
from shared.storage.azure.connection import translated
from shared.storage.azure.signing import Signatures
from shared.storage.pieces import PIECE
from shared.storage.rules import check_container, check_path
from shared.storage.signed import now

MAX_RULES: Final = 5
PREFLIGHT_SECONDS: Final = 3600


class Account:
    """The blob service of one storage account.

    Args:
        connect: gives the client that all threads share, when the store is first used: an app whose connection is missing or
            broken still loads, and says so for each call that needs the store.
        page_size: objects per request of a listing.
        part_size: bytes per request of a stream.
        clock: gives the time, for signatures.
    """

    def __init__(
        self,
        connect: Callable[[], BlobServiceClient],
        *,
        page_size: int = 1000,
        part_size: int = PIECE,
        clock: Callable[[], datetime] = now,
    ) -> None:
        self._connect = connect
        self._page_size = page_size
        self._part_size = part_size
        self._clock = clock

    @cached_property
    def _client(self) -> BlobServiceClient:
        try:
            return self._connect()
        except ValueError as error:
            raise StoreUnavailable(operation="connect", reason=str(error)) from None

    @cached_property
    def _signatures(self) -> Signatures:
        return Signatures(self._client, self._clock)

    def ensure(self, containers: Iterable[str]) -> None:
        """See `ObjectStore.ensure`."""
        for name in containers:
            check_container(name)
            with suppress(PreconditionFailed), translated("ensure", name):
                self._client.create_container(name)

    def probe(self) -> None:
        """See `ObjectStore.probe`."""
        with translated("probe", ""):
            next(self._client.list_containers(results_per_page=1), None)

    @property
    def origin(self) -> str | None:
        """See `ObjectStore.origin`."""
        url = urlsplit(self._client.url)
        return f"{url.scheme}://{url.netloc}"

    def admit(self, origin: str) -> None:
        """See `ObjectStore.admit`. It takes the account's key: in Azure, the template says it."""
        with translated("admit", ""):
            rules: list[CorsRule] = self._client.get_service_properties()["cors"]
            if not any(origin in str(rule.allowed_origins).split(",") for rule in rules):  # read, it is one text
                ours = CorsRule(
                    [origin],
                    ["GET", "HEAD", "PUT", "OPTIONS"],
                    allowed_headers=["content-type", "range", "x-ms-*"],
                    exposed_headers=["etag", "content-length", "content-range", "x-ms-*"],
                    max_age_in_seconds=PREFLIGHT_SECONDS,
                )
                self._client.set_service_properties(cors=[*rules[1 - MAX_RULES :], ours])

    def _blob(self, path: str) -> BlobClient:
        return self._client.get_blob_client(*check_path(path))
