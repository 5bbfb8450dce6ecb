"""One bucket: the client that all calls share, and how paths become keys."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from functools import cached_property
from http import HTTPStatus
from typing import Any, Final

from botocore.exceptions import ClientError

from shared.errors import InvalidInput, StoreUnavailable
from shared.storage.base import DEFAULT_TYPE, Stat
from shared.storage.pieces import PIECE
from shared.storage.rules import HASH_NAME, check_container, check_path
from shared.storage.s3.connection import LONG_PATIENCE, sent
from shared.storage.signed import now

LONGEST_KEY: Final = 1024  # bytes in UTF-8
HOME_REGION: Final = "us-east-1"  # the one that must not be named when a bucket is made


class Bucket:
    """A bucket of S3, whose keys are the paths: a container is the first folder.

    Args:
        name: of the bucket.
        connect: gives the client that all threads share, when the store is first used; takes its `patience`.
        page_size: objects per request of a listing.
        part_size: bytes per request of a stream; S3 takes 5 MiB and more.
        clock: gives the time, for signatures.
    """

    def __init__(
        self,
        name: str,
        connect: Callable[..., Any],
        *,
        page_size: int = 1000,
        part_size: int = PIECE,
        clock: Callable[[], datetime] = now,
    ) -> None:
        self._name = name
        self._connect = connect
        self._page_size = page_size
        self._part_size = part_size
        self._clock = clock

    @cached_property
    def _client(self) -> Any:
        return self._connected()

    @cached_property
    def _patient_client(self) -> Any:
        """For what may take long; a store that is dead has been noticed before."""
        return self._connected(patience=LONG_PATIENCE)

    def _connected(self, **options: float) -> Any:
        try:
            return self._connect(**options)
        except ValueError as error:
            raise StoreUnavailable(operation="connect", reason=str(error)) from None

    def ensure(self, containers: Iterable[str]) -> None:
        """See `ObjectStore.ensure`. A container is a prefix, which needs no making; a bucket that is missing is made."""
        for name in containers:
            check_container(name)
        try:
            sent("ensure", "", lambda: self._client.list_objects_v2(Bucket=self._name, MaxKeys=1))
        except StoreUnavailable as error:
            if error.facts.get("reason") != "NoSuchBucket":
                raise
            self._make()

    def probe(self) -> None:
        """See `ObjectStore.probe`."""
        sent("probe", "", lambda: self._client.list_objects_v2(Bucket=self._name, MaxKeys=1))

    def _make(self) -> None:
        region = self._client.meta.region_name
        place = {} if region == HOME_REGION else {"CreateBucketConfiguration": {"LocationConstraint": region}}

        def make() -> None:
            try:
                self._client.create_bucket(Bucket=self._name, **place)
            except ClientError as error:
                if error.response["Error"]["Code"] != "BucketAlreadyOwnedByYou":
                    raise

        sent("ensure", self._name, make)

    def _at(self, path: str) -> dict[str, str]:
        """The arguments that name an object.

        Raises:
            InvalidInput: no path, or one that is too long for S3.
        """
        check_path(path)
        if len(path.encode()) > LONGEST_KEY:
            raise InvalidInput(f"This path is too long for S3: it has more than {LONGEST_KEY} bytes in UTF-8.", given=repr(path[:200]))
        return {"Bucket": self._name, "Key": path}

    def _head(self, path: str, **options: Any) -> Stat:
        # The answer to HEAD has no body, and so no code that tells a missing bucket from a missing object.
        return stat_of(path, sent("stat", path, lambda: self._client.head_object(**self._at(path), **options)))


def stat_of(path: str, found: Mapping[str, Any]) -> Stat:
    """What an answer of S3 says of an object."""
    # Of a part, the length is the part's, and the size of the whole stands in the range: `bytes 0-9/100`.
    _, _, whole = found.get("ContentRange", "").rpartition("/")
    metadata = {name.lower().replace("-", "_"): value for name, value in found.get("Metadata", {}).items()}
    digest = metadata.pop(HASH_NAME, None)
    return Stat(
        path,
        int(whole or found["ContentLength"]),
        found["ETag"].strip('"'),
        moment(found["LastModified"]),
        found.get("ContentType") or DEFAULT_TYPE,
        metadata,
        digest,
    )


def moment(time: datetime) -> datetime:
    """A time of S3's, UTC, to the second: some answers have more than others."""
    return time.astimezone(UTC).replace(microsecond=0)


def kept(metadata: Mapping[str, str], digest: str | None) -> dict[str, str]:
    """Metadata for S3. Proxies drop headers with underscores; our names have no hyphens, so that these can stand for them."""
    held = {**metadata, HASH_NAME: digest} if digest else metadata
    return {name.replace("_", "-"): value for name, value in held.items()}


def is_status(error: ClientError, status: HTTPStatus) -> bool:
    """Whether an error is the answer with this status."""
    return bool(error.response.get("ResponseMetadata", {}).get("HTTPStatusCode") == status)
