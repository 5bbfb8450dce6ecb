"""The object store on Azure Blob Storage, or on its emulator Azurite."""

from shared.storage.azure.connection import connect
from shared.storage.azure.store import AzureStore

__all__ = ["AzureStore", "connect"]
