"""The object store on Azure Blob Storage, or on its emulator Azurite."""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cached_property
from http import HTTPStatus
from typing import Any, Final

from azure.core import MatchConditions
from azure.core.exceptions import AzureError, HttpResponseError, ServiceRequestTimeoutError, ServiceResponseTimeoutError
from azure.storage.blob import BlobClient, BlobProperties, BlobServiceClient, ContentSettings, ExponentialRetry, StorageErrorCode

from shared.errors import ObjectNotFound, PreconditionFailed, StoreUnavailable
from shared.storage.base import Stat, StoredObject, check_container, check_headers, check_path, check_prefix

MEBIBYTE: Final = 1024 * 1024

# The SDK's newest version is refused by the Azurite of the day; nothing here needs more than this one.
API_VERSION = "2024-11-04"
# The longest silence that is borne, s.
PATIENCE = 5
# Up to this size an object goes up in one request, which must then be sent within PATIENCE; a larger one goes up in blocks.
ONE_REQUEST = 4 * MEBIBYTE

EXISTS: Final = {StorageErrorCode.BLOB_ALREADY_EXISTS, StorageErrorCode.CONTAINER_ALREADY_EXISTS}
# Answers that say nothing about the request: our credential is refused, or the account or container is busy with something else.
PASSING: Final = {
    HTTPStatus.UNAUTHORIZED,
    HTTPStatus.FORBIDDEN,
    HTTPStatus.REQUEST_TIMEOUT,
    HTTPStatus.CONFLICT,
    HTTPStatus.TOO_MANY_REQUESTS,
}

# Every request is logged with its headers at INFO, and the Functions host keeps what the root logger gets.
logging.getLogger("azure").setLevel(logging.WARNING)


class Retry(ExponentialRetry):
    """Three tries within two seconds, but none after a silence: a store that hangs costs one time-out, not three."""

    def __init__(self) -> None:
        super().__init__(retry_total=2)

    def get_backoff_time(self, settings: dict[str, Any]) -> float:
        """Seconds before the next try: 0.5, then 1."""
        return 0.5 if settings["count"] == 1 else 1.0

    def increment(self, settings: dict[str, Any], request: Any, response: Any = None, error: AzureError | None = None) -> bool:
        """Count a failed try; True when another one follows."""
        if isinstance(error, (ServiceRequestTimeoutError, ServiceResponseTimeoutError)):
            return False
        return bool(super().increment(settings, request, response, error))


def connect(name: str, environ: Mapping[str, str]) -> BlobServiceClient:
    """A client for the storage account that a setting names, found as the Functions host finds it; sends nothing.

    Args:
        name: of the setting with a connection string (`UseDevelopmentStorage=true` is Azurite); without one, the prefix of
            `__blobServiceUri`, `__serviceUri` or `__accountName` for a managed identity, the one with `__clientId` if given.
        environ: the environment variables.

    Raises:
        ValueError: no such setting, or one that cannot be used.
    """
    options: dict[str, Any] = {
        "api_version": API_VERSION,
        "retry_policy": Retry(),
        "connection_timeout": PATIENCE,
        "read_timeout": PATIENCE,
        "max_single_put_size": ONE_REQUEST,
        "max_block_size": 2 * ONE_REQUEST,
        "max_single_get_size": 100 * MEBIBYTE,
    }
    try:
        if text := environ.get(name):
            return BlobServiceClient.from_connection_string(text, **options)
        if url := _account_url(name, environ):
            from azure.identity import ManagedIdentityCredential  # noqa: PLC0415  slow to import, and not needed on a laptop

            credential = ManagedIdentityCredential(client_id=environ.get(f"{name}__clientId") or None)
            return BlobServiceClient(url, credential, **options)
    except ValueError:
        # Its text may hold a part of the connection string.
        raise ValueError(
            f"The storage connection in {name} cannot be used: it is not a valid connection string or https address."
        ) from None
    raise ValueError(
        f"There is no storage connection: set {name} to a connection string, or {name}__blobServiceUri for a managed identity."
    )


def _account_url(name: str, environ: Mapping[str, str]) -> str | None:
    account = environ.get(f"{name}__accountName")
    url = environ.get(f"{name}__blobServiceUri") or environ.get(f"{name}__serviceUri")
    return url or (f"https://{account}.blob.core.windows.net" if account else None)


class AzureStore:
    """An `ObjectStore` in the blob service of one storage account.

    Args:
        connect: gives the client that all threads share, when the store is first used: an app whose connection is missing or
            broken still loads, and says so for each call that needs the store.
        page_size: objects per request of a listing.
    """

    def __init__(self, connect: Callable[[], BlobServiceClient], *, page_size: int = 1000) -> None:
        self._connect = connect
        self._page_size = page_size

    @cached_property
    def _client(self) -> BlobServiceClient:
        try:
            return self._connect()
        except ValueError as error:
            raise StoreUnavailable(operation="connect", reason=str(error)) from None

    def put(
        self,
        path: str,
        data: bytes,
        *,
        media_type: str = "application/octet-stream",
        metadata: Mapping[str, str] | None = None,
        if_absent: bool = False,
        if_match: str | None = None,
    ) -> Stat:
        """See `ObjectStore.put`."""
        metadata = dict(metadata or {})
        check_headers(media_type, metadata)
        container, _ = check_path(path)
        options: dict[str, Any] = {
            "content_settings": ContentSettings(media_type),
            "metadata": metadata,
            "overwrite": True,
            **_only(if_match),
        }
        if if_absent:
            options["match_condition"] = MatchConditions.IfMissing
        if if_absent or if_match:
            # A second try would find what a first one wrote whose answer got lost, and say that somebody else's write won.
            options |= {"retry_read": 0, "retry_status": 0}

        def upload() -> Mapping[str, Any]:
            with _translated("put", path):
                return self._blob(path).upload_blob(data, **options)

        try:
            written = upload()
        except ObjectNotFound:
            # To a write, only a missing container answers so.
            self.ensure([container])
            written = upload()
        return Stat(path, len(data), written["etag"].strip('"'), media_type, written["last_modified"], metadata)

    def get(self, path: str, *, offset: int = 0, length: int | None = None, if_match: str | None = None) -> StoredObject:
        """See `ObjectStore.get`."""
        # What a blob's own Content-Encoding says is not undone: the bytes that are stored are the ones wanted.
        options: dict[str, Any] = {"decompress": False, **_only(if_match)}
        if offset or length is not None:
            options |= {"offset": offset, "length": length}
        with _translated("get", path):
            try:
                if length != 0:
                    found = self._blob(path).download_blob(**options)
                    return StoredObject(_stat(path, found.properties), found.readall())
            except HttpResponseError as error:
                if error.status_code != HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
                    raise
            stat = _stat(path, self._blob(path).get_blob_properties(**_only(if_match)))
        if length != 0 and stat.bytes > offset:  # it was replaced by a longer one between the two calls
            return self.get(path, offset=offset, length=length, if_match=if_match)
        return StoredObject(stat, b"")

    def stat(self, path: str) -> Stat:
        """See `ObjectStore.stat`."""
        with _translated("stat", path):
            return _stat(path, self._blob(path).get_blob_properties())

    def delete(self, path: str) -> None:
        """See `ObjectStore.delete`."""
        with suppress(ObjectNotFound), _translated("delete", path):
            self._blob(path).delete_blob(delete_snapshots="include")

    def list(self, prefix: str) -> Iterator[Stat]:
        """See `ObjectStore.list`."""
        container, start = check_prefix(prefix)
        blobs = self._client.get_container_client(container).list_blobs(start or None, ["metadata"], results_per_page=self._page_size)

        def stats() -> Iterator[Stat]:
            with suppress(ObjectNotFound), _translated("list", prefix):
                for blob in blobs:
                    yield _stat(f"{container}/{blob.name}", blob)

        return stats()

    def ensure(self, containers: Iterable[str]) -> None:
        """See `ObjectStore.ensure`."""
        for name in containers:
            check_container(name)
            with suppress(PreconditionFailed), _translated("ensure", name):
                self._client.create_container(name)

    def probe(self) -> None:
        """See `ObjectStore.probe`."""
        with _translated("probe", ""):
            next(self._client.list_containers(results_per_page=1), None)

    def _blob(self, path: str) -> BlobClient:
        return self._client.get_blob_client(*check_path(path))


def _only(etag: str | None) -> dict[str, Any]:
    return {"etag": f'"{etag}"', "match_condition": MatchConditions.IfNotModified} if etag else {}


def _stat(path: str, found: BlobProperties) -> Stat:
    # Of a download, `size` is what was asked for, and the size of the whole stands in the range: `bytes 0-9/100`.
    _, _, whole = (found.content_range or "").rpartition("/")
    metadata = {name.lower(): value for name, value in (found.metadata or {}).items()}
    media_type = found.content_settings.content_type or "application/octet-stream"
    return Stat(path, int(whole or found.size), found.etag.strip('"'), media_type, found.last_modified, metadata)


@contextmanager
def _translated(operation: str, path: str) -> Iterator[None]:
    """Turn the SDK's errors into ours.

    Their text and their cause stay behind: both may hold the signed address of a request.
    """
    try:
        yield
    except AzureError as error:
        raise _translation(error, operation, path) from None


def _translation(error: AzureError, operation: str, path: str) -> Exception:
    status = error.status_code if isinstance(error, HttpResponseError) else None
    code = getattr(error, "error_code", None)
    facts: dict[str, Any] = {
        "operation": operation,
        "path": path,
        "status": status,
        "reason": getattr(code, "value", code) or type(error).__name__,
    }
    if status == HTTPStatus.NOT_FOUND:
        return ObjectNotFound(**facts)
    if status == HTTPStatus.PRECONDITION_FAILED or code in EXISTS:
        return PreconditionFailed(**facts)
    if status is None or status in PASSING or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return StoreUnavailable(**facts)
    return error
