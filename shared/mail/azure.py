"""Mail by Azure Communication Services."""

from email.utils import parseaddr
from functools import cached_property
from typing import Any

from shared.config import Settings
from shared.entra import credential
from shared.errors import MailRefused, MailUnavailable
from shared.mail.base import Message

CONNECT_SECONDS = 5
READ_SECONDS = 10
TOO_MANY = 429
CLIENT_ERRORS = range(400, 500)


class AzureMailer:
    """Sends with the app's managed identity. A message that the service has accepted is sent: delivery takes it seconds to minutes."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def send(self, message: Message) -> None:
        """As `Mailer.send`."""
        from azure.core.exceptions import AzureError, HttpResponseError  # noqa: PLC0415  see `_client`

        content = {
            "senderAddress": parseaddr(self._settings.mail_sender)[1],
            "recipients": {"to": [{"address": message.to}]},
            "content": {"subject": message.subject, "plainText": message.text},
            "headers": {"Auto-Submitted": "auto-generated", "Content-Language": message.language},
            "userEngagementTrackingDisabled": True,
        }
        try:
            # Nobody waits to see what becomes of it: by then it is the receiving server's.
            self._client.begin_send(content, polling=False)
        except HttpResponseError as error:
            status = error.status_code or 0
            if status in CLIENT_ERRORS and status not in {401, 403, 408, TOO_MANY}:
                raise MailRefused(cause=status) from None
            raise MailUnavailable(cause=status) from None
        except AzureError as error:
            raise MailUnavailable(cause=type(error).__name__) from error

    @cached_property
    def _client(self) -> Any:
        # Only when used: it takes long to import, and most installations have another mailer.
        from azure.communication.email import EmailClient  # noqa: PLC0415

        return EmailClient(
            self._settings.mail_endpoint or "",  # there is one: the settings are checked together
            credential(self._settings),
            connection_timeout=CONNECT_SECONDS,
            read_timeout=READ_SECONDS,
            retry_total=2,
        )
