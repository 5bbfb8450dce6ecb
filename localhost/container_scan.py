"""Finds new blobs by listing containers, as the real host does with an emulator."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from azure.core.exceptions import AzureError, ResourceNotFoundError
from azure.storage.blob import ContainerClient

from localhost.blob_message import BlobMessage, quoted
from localhost.path_pattern import PathPattern
from localhost.receipts import Receipts, key

LOG = logging.getLogger(__name__)
EVERY_SECONDS = 1.0  # the real host: 2


@dataclass
class Watched:
    """A function and the container that it watches.

    Attributes:
        seen: versions of blobs that need no look any more.
    """

    function_id: str
    pattern: PathPattern
    container: ContainerClient
    seen: set[str] | None = None


@dataclass
class ContainerScan:
    """Lists each container once a second; what has no receipt is notified.

    A blob is known by its name and ETag. So a new version, or a mere change of metadata, is news; a deletion is not.
    """

    watched: list[Watched]
    receipts: Receipts
    notify: Callable[[BlobMessage], None]
    _stopping: threading.Event = field(default_factory=threading.Event)

    def start(self) -> None:
        """Scan, in a thread."""
        threading.Thread(target=self._scan, name="scan", daemon=True).start()

    def stop(self) -> None:
        """Stop soon."""
        self._stopping.set()

    def _scan(self) -> None:
        while not self._stopping.is_set():
            for watched in self.watched:
                try:
                    self._look(watched)
                except ResourceNotFoundError:
                    LOG.debug("%s does not exist yet", watched.container.container_name)
                except AzureError as error:
                    LOG.warning("%s cannot be listed: %s", watched.container.container_name, str(error).partition("\n")[0])
                except Exception:
                    LOG.exception("%s could not be scanned:", watched.container.container_name)
            self._stopping.wait(EVERY_SECONDS)

    def _look(self, watched: Watched) -> None:
        if watched.seen is None:
            self.receipts.prepare()
            watched.seen = self.receipts.completed(watched.function_id)
        found = set()
        for blob in watched.container.list_blobs():
            kind = str(getattr(blob.blob_type, "value", blob.blob_type))
            message = BlobMessage(watched.function_id, watched.container.container_name, blob.name, quoted(blob.etag), kind)
            version = key(message)
            found.add(version)
            if version in watched.seen:
                continue
            if watched.pattern.match(blob.name) is not None and self.receipts.begin(message):
                self.notify(message)
                self.receipts.complete(message)
            watched.seen.add(version)
        # Forget what is gone: otherwise memory would grow with every file that was ever dropped.
        watched.seen &= found
