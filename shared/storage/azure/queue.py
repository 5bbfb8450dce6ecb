"""A queue of Azure Storage, or of its emulator Azurite."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Self

from azure.core.exceptions import ResourceExistsError
from azure.storage.queue import QueueClient, TextBase64EncodePolicy

from shared.errors import ObjectNotFound, StoreUnavailable
from shared.storage.azure.connection import API_VERSION, PATIENCE, Retry, translated


@dataclass(frozen=True)
class AzureQueue:
    """A `MessageQueue`."""

    client: QueueClient

    @classmethod
    def connect(cls, connection: str, name: str, environ: Mapping[str, str]) -> Self:
        """A queue of the storage account that a setting names, found as the Functions host finds it; sends nothing.

        Args:
            connection: name of the setting with a connection string; without one, the prefix of `__queueServiceUri` or
                `__accountName` for a managed identity, the one with `__clientId` if given.
            name: of the queue.
            environ: the environment variables.

        Raises:
            StoreUnavailable: no such setting, or one that cannot be used.
        """
        options: dict[str, Any] = {
            "api_version": API_VERSION,
            "retry_policy": Retry(),
            "connection_timeout": PATIENCE,
            "read_timeout": PATIENCE,
            "message_encode_policy": TextBase64EncodePolicy(),  # the host takes anything else for poison
        }
        try:
            if text := environ.get(connection):
                return cls(QueueClient.from_connection_string(text, name, **options))
            if url := _account_url(connection, environ):
                from azure.identity import ManagedIdentityCredential  # noqa: PLC0415  slow to import, and not needed on a laptop

                credential = ManagedIdentityCredential(client_id=environ.get(f"{connection}__clientId") or None)
                return cls(QueueClient(url, name, credential=credential, **options))
        except ValueError:
            # Its text may hold a part of the connection string.
            reason = f"The storage connection in {connection} is not a valid connection string or https address."
        else:
            reason = f"Set {connection} to a connection string, or {connection}__queueServiceUri for a managed identity."
        raise StoreUnavailable(operation="connect", queue=name, reason=reason)

    def send(self, text: str, *, delay: timedelta = timedelta(0)) -> None:
        """See `MessageQueue.send`."""
        try:
            self._send(text, delay)
        except ObjectNotFound:
            self.ensure()
            self._send(text, delay)

    def ensure(self) -> None:
        """See `MessageQueue.ensure`."""
        with translated("ensure", self.client.queue_name), suppress(ResourceExistsError):
            self.client.create_queue()

    def _send(self, text: str, delay: timedelta) -> None:
        with translated("send", self.client.queue_name):
            self.client.send_message(text, visibility_timeout=int(delay.total_seconds()))


def _account_url(name: str, environ: Mapping[str, str]) -> str | None:
    account = environ.get(f"{name}__accountName")
    return environ.get(f"{name}__queueServiceUri") or (f"https://{account}.queue.core.windows.net" if account else None)
