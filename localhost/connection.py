"""Connections to storage, by the name of the setting that holds them."""

import os
from base64 import b64decode

from azure.storage.blob import BlobServiceClient
from azure.storage.queue import QueueClient, TextBase64EncodePolicy

from localhost.refusal import Refusal

HOST_STORAGE = "AzureWebJobsStorage"


def connection_string(name: str) -> str:
    """The connection string in the setting NAME or AzureWebJobsNAME.

    Raises:
        Refusal: when there is none.
    """
    for setting in (name, f"AzureWebJobs{name}"):
        if found := os.environ.get(setting):
            return found
    raise Refusal(f"The setting {name} must hold the connection string of a storage account. The local host knows no managed identities.")


def blob_service(name: str) -> BlobServiceClient:
    """The blobs of the account; it opens no connection yet."""
    return BlobServiceClient.from_connection_string(connection_string(name))


def queue(name: str, queue_name: str) -> QueueClient:
    """A queue of the account whose messages are Base64 on the wire, as every extension has them by default.

    What is received is still encoded: were it decoded by the client, one bad message would lose the others of its batch.
    """
    return QueueClient.from_connection_string(
        connection_string(name),
        queue_name,
        message_encode_policy=TextBase64EncodePolicy(),
    )


def decoded(content: str) -> str:
    """The text of a message.

    Raises:
        ValueError: when it is not Base64 of UTF-8.
    """
    return b64decode(content, validate=True).decode()
