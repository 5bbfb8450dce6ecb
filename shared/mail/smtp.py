"""Mail by SMTP, over TLS only."""

import smtplib
import ssl
from urllib.parse import SplitResult, unquote, urlsplit

from shared.config import Settings
from shared.errors import MailRefused, MailUnavailable
from shared.mail.base import Message

SECONDS = 10
PORTS = {"smtp": 587, "smtps": 465}
PERMANENT = 500


class SmtpMailer:
    """Sends each message over a connection of its own. Certificate and host name are checked before the password is sent."""

    def __init__(self, settings: Settings) -> None:
        url = settings.smtp_url.get_secret_value() if settings.smtp_url else ""
        self._server = urlsplit(url)
        self._ca = settings.smtp_ca
        self._sender = settings.mail_sender

    def send(self, message: Message) -> None:
        """As `Mailer.send`."""
        try:
            with self._connect(_checked(self._server)) as server:
                if self._server.username:
                    server.login(unquote(self._server.username), unquote(self._server.password or ""))
                server.send_message(message.as_email(self._sender))
        except smtplib.SMTPRecipientsRefused as error:
            codes = [code for code, _ in error.recipients.values()]
            if all(code >= PERMANENT for code in codes):
                raise MailRefused(cause=codes) from None
            raise MailUnavailable(cause=codes) from None
        except smtplib.SMTPNotSupportedError as error:
            if message.to.isascii():
                raise MailUnavailable(cause=str(error)) from None  # no TLS, or no log-in
            raise MailRefused(cause="SMTPUTF8") from None
        except smtplib.SMTPResponseException as error:
            raise MailUnavailable(cause=error.smtp_code) from None
        except (OSError, smtplib.SMTPException) as error:
            raise MailUnavailable(cause=type(error).__name__) from error

    def _connect(self, server: SplitResult) -> smtplib.SMTP:
        host, port = server.hostname or "", server.port or PORTS[server.scheme]
        context = ssl.create_default_context(cafile=self._ca)
        if server.scheme == "smtps":
            return smtplib.SMTP_SSL(host, port, timeout=SECONDS, context=context)
        connection = smtplib.SMTP(host, port, timeout=SECONDS)
        try:
            connection.starttls(context=context)  # raises where the server has no TLS: nothing goes in the clear
        except BaseException:
            connection.close()
            raise
        return connection


def _checked(server: SplitResult) -> SplitResult:
    if server.scheme not in PORTS or not server.hostname:
        raise MailUnavailable("LIENZO_SMTP_URL must look like smtp://user:password@host:587 or smtps://user:password@host:465.")
    return server
