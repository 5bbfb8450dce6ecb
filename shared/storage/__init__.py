"""Bytes: the object store, whichever backend keeps it."""

import os
from collections.abc import Mapping

from shared.config import Settings
from shared.storage.base import ObjectStore, Stat, StoredObject

__all__ = ["ObjectStore", "Stat", "StoredObject", "open_store"]


def open_store(settings: Settings, environ: Mapping[str, str] = os.environ) -> ObjectStore:
    """The store that the settings name. Nothing is read or sent until it is used, so it can be opened while the store is away.

    A connection that is missing or cannot be used is a `StoreUnavailable` of every call, whose facts name the setting.

    Args:
        settings: `store` names the backend, `storage_connection` the setting with its connection.
        environ: where that setting is looked up.
    """
    from shared.storage.azure import AzureStore, connect  # noqa: PLC0415  the SDK costs a cold start some 200 ms: only when used

    return AzureStore(lambda: connect(settings.storage_connection, environ))
