"""A client for Azure Blob Storage: found by the name of a setting, patient for a while, its errors turned into ours."""

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any, Final

from azure.core.exceptions import AzureError, HttpResponseError, ServiceRequestTimeoutError, ServiceResponseTimeoutError
from azure.storage.blob import BlobServiceClient, ExponentialRetry, StorageErrorCode

from shared.errors import ObjectNotFound, PreconditionFailed, StoreUnavailable
from shared.storage.silence import is_silence

MEBIBYTE: Final = 1024 * 1024

# The SDK's newest version is refused by the Azurite of the day; nothing here needs more than this one.
API_VERSION: Final = "2024-11-04"
# The longest silence that is borne, s.
PATIENCE: Final = 5
# As long may the service be silent that copies a large blob.
LONG_PATIENCE: Final = 60
# Up to this size an object goes up in one request, which must then be sent within PATIENCE; a larger one goes up in blocks.
ONE_REQUEST: Final = 4 * MEBIBYTE

# A block list is invalid when another write of the same blob was committed meanwhile: that one discards all blocks.
LOST: Final = {StorageErrorCode.BLOB_ALREADY_EXISTS, StorageErrorCode.CONTAINER_ALREADY_EXISTS, StorageErrorCode.INVALID_BLOCK_LIST}
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
        if isinstance(error, (ServiceRequestTimeoutError, ServiceResponseTimeoutError)) or (error and is_silence(error)):
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


@contextmanager
def translated(operation: str, path: str) -> Iterator[None]:
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
    if status == HTTPStatus.PRECONDITION_FAILED or code in LOST:
        return PreconditionFailed(**facts)
    if status is None or status in PASSING or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return StoreUnavailable(**facts)
    return error
