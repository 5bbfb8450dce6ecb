"""The message that says: this function has work with this version of this blob. It travels through a queue, and poison keeps it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

EMULATOR = "devstoreaccount1"


@dataclass(frozen=True)
class BlobMessage:
    """One blob for one function.

    Attributes:
        function_id: `Host.Functions.NAME`.
        etag: in quotes.
    """

    function_id: str
    container: str
    blob: str
    etag: str
    blob_type: str = "BlockBlob"

    @property
    def path(self) -> str:
        """`container/blob`."""
        return f"{self.container}/{self.blob}"

    @property
    def text(self) -> str:
        """As the real host writes it, character for character."""
        values = {
            "Type": "BlobTrigger",
            "FunctionId": self.function_id,
            "BlobType": self.blob_type,
            "ContainerName": self.container,
            "BlobName": self.blob,
            "ETag": self.etag,
        }
        return json.dumps(values, indent=2, ensure_ascii=False)

    @classmethod
    def parse(cls, text: str) -> "BlobMessage":
        """Read a message.

        Raises:
            ValueError: when it is not one.
        """
        try:
            found = json.loads(text)
            return cls(found["FunctionId"], found["ContainerName"], found["BlobName"], found["ETag"], found["BlobType"])
        except (KeyError, TypeError) as error:
            raise ValueError(f"this is no blob message: {text[:200]!r}") from error

    @classmethod
    def of_event(cls, function_id: str, event: Mapping[str, Any]) -> "BlobMessage":
        """Take it from an Event Grid event, whatever its type and subject: the real host looks at neither.

        Raises:
            ValueError: when it names no blob.
        """
        try:
            data = event["data"]
            container, blob = split_url(str(data["url"]))
            return cls(function_id, container, blob, quoted(str(data["eTag"])), str(data["blobType"]))
        except (KeyError, TypeError) as error:
            raise ValueError(f"the event lacks {error}") from error


def split_url(url: str) -> tuple[str, str]:
    """The container and the blob in a URL, also in one of an emulator, which has the account in its path.

    Raises:
        ValueError: when it has no blob.
    """
    parts = urlsplit(url)
    path = unquote(parts.path).removeprefix("/")
    host = parts.hostname or ""
    if path.startswith(f"{EMULATOR}/") or host.replace(".", "").isdigit():
        path = path.partition("/")[2]
    return split_path(path)


def split_path(path: str) -> tuple[str, str]:
    """The container and the blob in `container/blob`.

    Raises:
        ValueError: when one of them is missing.
    """
    container, _, blob = path.partition("/")
    if not container or not blob:
        raise ValueError(f"{path!r} is not container/blob")
    return container, blob


def quoted(etag: str) -> str:
    """An ETag in quotes, which listings leave out."""
    return f'"{etag.strip(chr(34))}"'
