"""The object store in a folder of this machine."""

from shared.storage.local.store import LocalStore
from shared.storage.local.urls import Grant, LocalUrls

__all__ = ["Grant", "LocalStore", "LocalUrls"]
