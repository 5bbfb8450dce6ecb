"""Receipts: blobs of the host that say which version of which blob a function has been given already."""

import logging

from azure.core.exceptions import HttpResponseError, ResourceExistsError
from azure.storage.blob import BlobServiceClient

from localhost.blob_message import BlobMessage

LOG = logging.getLogger(__name__)
CONTAINER = "azure-webjobs-hosts"
INCOMPLETE = {"Incomplete": "Incomplete"}


class Receipts:
    """The receipts of one host. They outlive it, so that a restart does not run anything again.

    The real host also takes a lease on each, because several instances may scan at once; here there is one.
    """

    def __init__(self, service: BlobServiceClient, host_id: str) -> None:
        self._container = service.get_container_client(CONTAINER)
        self._prefix = f"blobreceipts/{host_id}/"

    def prepare(self) -> None:
        """Make the container when it is missing."""
        try:
            self._container.create_container()
        except ResourceExistsError:
            LOG.debug("%s exists", CONTAINER)

    def completed(self, function_id: str) -> set[str]:
        """`ETag/container/blob` of all that a function has been given, in one go."""
        prefix = f"{self._prefix}{function_id}/"
        found = self._container.list_blobs(name_starts_with=prefix, include=["metadata"])
        return {blob.name.removeprefix(prefix) for blob in found if "Incomplete" not in (blob.metadata or {})}

    def begin(self, message: BlobMessage) -> bool:
        """Write an incomplete receipt; False when there is a complete one: then there is nothing to do."""
        receipt = self._container.get_blob_client(self._name(message))
        try:
            receipt.upload_blob(b"", metadata=INCOMPLETE)
        except ResourceExistsError:
            return "Incomplete" in (receipt.get_blob_properties().metadata or {})
        except HttpResponseError as error:
            # The name of a receipt is longer than that of its blob, and a name has 1024 characters at most.
            LOG.warning("%s has no receipt, and will run again after a restart: %s", message.path, error.reason)
        return True

    def complete(self, message: BlobMessage) -> None:
        """Say that the function has been given the blob, whatever comes of it."""
        try:
            self._container.get_blob_client(self._name(message)).set_blob_metadata({})
        except HttpResponseError as error:
            LOG.debug("no receipt for %s: %s", message.path, error)

    def _name(self, message: BlobMessage) -> str:
        return f"{self._prefix}{message.function_id}/{key(message)}"


def key(message: BlobMessage) -> str:
    """What tells one version of one blob from all others."""
    return f"{message.etag}/{message.path}"
