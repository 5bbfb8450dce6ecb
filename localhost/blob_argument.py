"""What the parameter of a blob trigger gets: a client of the SDK, or the blob's content."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from azure.functions.meta import Datum
from azure.storage.blob import BlobProperties

from localhost.connection import blob_service
from localhost.converter import converter, extensions, is_sdk_type
from localhost.function import Function


@dataclass(frozen=True)
class ModelBindingData:
    """The host's words to a binding extension: where the blob is, and none of its bytes."""

    content: bytes
    version: str = "1.0"
    source: str = "AzureStorageBlobs"
    content_type: str = "application/json"


def blob_argument(function: Function, container: str, blob: str) -> Any:
    """Make the argument for one blob.

    Raises:
        azure.core.exceptions.ResourceNotFoundError: when the blob is gone and its content is wanted.
    """
    binding = function.trigger
    annotation, connection = function.types.get(binding.name), str(binding.raw["connection"])
    found = converter(binding.type, annotation)
    if is_sdk_type(annotation):
        place = {"Connection": connection, "ContainerName": container, "BlobName": blob}
        data = ModelBindingData(json.dumps(place).encode())
        return found.decode(extensions.Datum(data, "model_binding_data"), trigger_metadata={}, pytype=annotation)
    with blob_service(connection) as service:
        client = service.get_blob_client(container, blob)
        download = client.download_blob()
        content, properties, url = download.readall(), download.properties, client.url
    if annotation is str:
        return content.decode()
    if annotation is bytes:
        return content
    metadata = {
        "BlobTrigger": Datum(f"{container}/{blob}", "string"),
        "Uri": Datum(url, "string"),
        "Properties": Datum(json.dumps(_properties(properties)), "json"),
        "Metadata": Datum(json.dumps(dict(properties.metadata or {})), "json"),
    }
    return found.decode(Datum(content, "bytes"), trigger_metadata=metadata)


def _properties(properties: BlobProperties) -> dict[str, Any]:
    """The properties under their .NET names."""
    settings = properties.content_settings
    values: dict[str, Any] = {
        "BlobType": getattr(properties.blob_type, "value", properties.blob_type),
        "ContentLength": properties.size,
        "ContentType": settings.content_type,
        "ContentEncoding": settings.content_encoding,
        "ContentLanguage": settings.content_language,
        "CacheControl": settings.cache_control,
        "ContentDisposition": settings.content_disposition,
        "ETag": properties.etag,
        "LastModified": _time(properties.last_modified),
        "CreatedOn": _time(properties.creation_time),
        "Metadata": dict(properties.metadata or {}),
    }
    return {name: value for name, value in values.items() if value is not None}


def _time(value: datetime | None) -> str | None:
    return value.isoformat() if value else None
