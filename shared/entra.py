"""Who the app is for Azure: its managed identity, or on a developer's machine whoever is logged in there."""

import os
from threading import Lock
from typing import TYPE_CHECKING

from shared.config import Settings
from shared.errors import Unavailable

if TYPE_CHECKING:
    from azure.core.credentials import TokenCredential

DATABASE_SCOPE = "https://ossrdbms-aad.database.windows.net/.default"


def credential(settings: Settings) -> "TokenCredential":
    """The app's credential, of the user-assigned identity `AZURE_CLIENT_ID` when there is one. It keeps its tokens and renews them."""
    # Only when used: it takes 0.2 s to import.
    if settings.in_azure:
        from azure.identity import ManagedIdentityCredential  # noqa: PLC0415

        return ManagedIdentityCredential(client_id=os.environ.get("AZURE_CLIENT_ID") or None)
    from azure.identity import DefaultAzureCredential  # noqa: PLC0415

    return DefaultAzureCredential()


class Tokens:
    """Access tokens of the app's identity. Safe to use from several threads, which share one credential; it is made on first use."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = Lock()
        self._credential: TokenCredential | None = None

    def get(self, scope: str) -> str:
        """A token that is good for some minutes at least: the credential asks for a new one in time.

        Raises:
            Unavailable: Entra ID gives none.
        """
        from azure.core.exceptions import AzureError  # noqa: PLC0415  only when used: slow to import

        with self._lock:
            self._credential = self._credential or credential(self._settings)
        try:
            return self._credential.get_token(scope).token
        except AzureError as error:
            raise Unavailable(cause=type(error).__name__) from error
