"""Connections to storage, by the name of the setting that holds them."""

import os

from azure.storage.blob import BlobServiceClient
from azure.storage.queue import QueueClient, TextBase64DecodePolicy, TextBase64EncodePolicy

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
    """A queue of the account whose messages are Base64 on the wire, as every extension has them by default."""
    return QueueClient.from_connection_string(
        connection_string(name),
        queue_name,
        message_encode_policy=TextBase64EncodePolicy(),
        message_decode_policy=TextBase64DecodePolicy(),
    )
