"""Bytes: the object store, whichever backend keeps it. `python -m shared.storage copy FROM TO` moves from one to another."""

import os
from collections.abc import Mapping
from functools import partial

from shared.config import Settings
from shared.storage.base import Listed, ObjectStore, ObjectStream, Stat, StoredObject
from shared.storage.signed import Part, SignedPut, Upload

__all__ = [
    "Listed",
    "ObjectStore",
    "ObjectStream",
    "Part",
    "SignedPut",
    "Stat",
    "StoredObject",
    "Upload",
    "open_host_store",
    "open_store",
]


def open_store(settings: Settings, environ: Mapping[str, str] = os.environ) -> ObjectStore:
    """The store that the settings name. Nothing is read or sent until it is used, so it can be opened while the store is away.

    A connection that is missing or cannot be used is a `StoreUnavailable` of every call, whose facts name the setting.

    Args:
        settings: `store` names the backend, and others say where it is.
        environ: where `storage_connection` is looked up.
    """
    if settings.store == "s3":
        from shared.storage.s3 import S3Store  # noqa: PLC0415  boto3 is imported only where it is used
        from shared.storage.s3 import connect as connect_s3  # noqa: PLC0415

        return S3Store(settings.s3_bucket or "", partial(connect_s3, endpoint=settings.s3_endpoint, region=settings.s3_region))
    if settings.store == "local":
        from shared.storage.local import LocalStore, LocalUrls  # noqa: PLC0415  it needs a system with file locks

        return LocalStore(settings.pictures_folder, LocalUrls(settings.home / "keys" / "urls.json", settings.public_url))
    return open_host_store(settings, environ)


def open_host_store(settings: Settings, environ: Mapping[str, str] = os.environ) -> ObjectStore:
    """The store on Azure, where the Functions host looks for dropped files; opened as `open_store` does.

    Args:
        settings: `storage_connection` names the setting with its connection.
        environ: where that setting is looked up.
    """
    from shared.storage.azure import AzureStore, connect  # noqa: PLC0415  the SDK costs a cold start some 200 ms: only when used

    return AzureStore(lambda: connect(settings.storage_connection, environ))
