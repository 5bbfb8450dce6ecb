"""One storage account: the client that all calls share, and its containers."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime
from functools import cached_property

from azure.storage.blob import BlobClient, BlobServiceClient

from shared.errors import PreconditionFailed, StoreUnavailable
from shared.storage.azure.connection import translated
from shared.storage.azure.signing import Signatures
from shared.storage.pieces import PIECE
from shared.storage.rules import check_container, check_path
from shared.storage.signed import now


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

    def _blob(self, path: str) -> BlobClient:
        return self._client.get_blob_client(*check_path(path))
