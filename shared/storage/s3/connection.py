"""A client for S3: patient for a while, its requests tried again where that helps, its errors turned into ours."""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any, Final, TypeVar

from boto3.session import Session
from botocore.config import Config
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectionClosedError,
    ConnectTimeoutError,
    EndpointConnectionError,
    HTTPClientError,
    ReadTimeoutError,
    ResponseStreamingError,
)

from shared.errors import ObjectNotFound, PreconditionFailed, StoreUnavailable
from shared.storage.silence import is_silence

Returned = TypeVar("Returned")

# The longest silence that is borne, s. A write waits for one more: it asks for leave before it sends its body.
PATIENCE: Final = 4
# As long may a server be silent that puts a large object together.
LONG_PATIENCE: Final = 60
# Seconds before the second and third try.
WAITS: Final = (0.5, 1.0)

NOT_THERE: Final = {"NoSuchKey", "NoSuchUpload", "404", "NotFound"}
# Two conditional writes met; which of them wins is not settled yet.
UNSETTLED: Final = "ConditionalRequestConflict"
# What was not carried out, and may be tried again whatever it was.
NOT_YET: Final = {"SlowDown", "RequestTimeout", "ServiceUnavailable", UNSETTLED}
# Answers that say nothing about the request: our credential is refused, or the bucket is missing or elsewhere.
PASSING: Final = {
    HTTPStatus.MOVED_PERMANENTLY,
    HTTPStatus.TEMPORARY_REDIRECT,
    HTTPStatus.UNAUTHORIZED,
    HTTPStatus.FORBIDDEN,
    HTTPStatus.REQUEST_TIMEOUT,
    HTTPStatus.CONFLICT,
    HTTPStatus.TOO_MANY_REQUESTS,
}
OURS: Final = {"NoSuchBucket", "RequestTimeout", "ExpiredToken", "InvalidToken", "AuthorizationHeaderMalformed"}

logging.getLogger("botocore").setLevel(logging.WARNING)


def connect(*, endpoint: str | None, region: str | None, patience: float = PATIENCE) -> Any:
    """A client for S3, with the credentials of boto3's own chain: environment, files, container, instance; sends nothing.

    Args:
        endpoint: `https://host` of another server than Amazon's.
        region: of the bucket; without one, that of boto3's chain.
        patience: longest silence that is borne, s.

    Raises:
        ValueError: one of them cannot be used.
    """
    config = Config(
        connect_timeout=PATIENCE,
        read_timeout=patience,
        # `sent` tries again by itself: boto3 would also do so after a silence, and a store that hangs would cost three time-outs.
        retries={"total_max_attempts": 1, "mode": "standard"},
        signature_version="s3v4",
        # Other servers do not answer to `bucket.host`, and know nothing of checksums that are sent behind the body.
        s3={"addressing_style": "path" if endpoint else "virtual"},
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
        max_pool_connections=50,
    )
    try:
        return Session().client("s3", endpoint_url=endpoint, region_name=region or ("us-east-1" if endpoint else None), config=config)
    except (BotoCoreError, ValueError) as error:
        raise ValueError(f"LIENZO_S3_ENDPOINT or LIENZO_S3_REGION cannot be used: {type(error).__name__}.") from None


def sent(operation: str, path: str, call: Callable[[], Returned], *, repeatable: bool = True) -> Returned:
    """The answer of a call, tried three times within two seconds; but not after a silence.

    Args:
        operation: for the facts of an error.
        path: for the facts of an error.
        call: sends one request and reads the answer.
        repeatable: False for a request that must not happen twice: it is tried again only when it was not carried out.
    """
    for wait in WAITS:
        try:
            return call()
        except (BotoCoreError, ClientError) as error:
            if not _try_again(error, repeatable=repeatable):
                raise _translation(error, operation, path) from None
        time.sleep(wait)
    with translated(operation, path):
        return call()


@contextmanager
def translated(operation: str, path: str) -> Iterator[None]:
    """Turn the SDK's errors into ours.

    Their text and their cause stay behind: both may hold the signed address of a request.
    """
    try:
        yield
    except (BotoCoreError, ClientError) as error:
        raise _translation(error, operation, path) from None


def _try_again(error: Exception, *, repeatable: bool) -> bool:
    if isinstance(error, ClientError):
        status, code = _answer(error)
        not_yet = code in NOT_YET or status == HTTPStatus.TOO_MANY_REQUESTS
        return not_yet or (repeatable and status >= HTTPStatus.INTERNAL_SERVER_ERROR)
    if isinstance(error, ReadTimeoutError | ConnectTimeoutError) or is_silence(error):
        return False
    if isinstance(error, EndpointConnectionError):
        return True
    return repeatable and isinstance(error, ConnectionClosedError | HTTPClientError | ResponseStreamingError)


def _translation(error: BotoCoreError | ClientError, operation: str, path: str) -> Exception:
    if not isinstance(error, ClientError):
        return StoreUnavailable(operation=operation, path=path, status=None, reason=type(error).__name__)
    status, code = _answer(error)
    facts: dict[str, Any] = {"operation": operation, "path": path, "status": status, "reason": code}
    if code in OURS or (status in PASSING and code != UNSETTLED) or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return StoreUnavailable(**facts)
    if code in NOT_THERE:
        return ObjectNotFound(**facts)
    if status == HTTPStatus.PRECONDITION_FAILED or code == UNSETTLED:
        return PreconditionFailed(**facts)
    unexpected: Exception = error
    return unexpected


def _answer(error: ClientError) -> tuple[int, str]:
    status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    return int(status), str(error.response.get("Error", {}).get("Code", ""))
