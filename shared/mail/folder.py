"""Mail into files, for a machine on which nobody waits for mail."""

import secrets
from datetime import UTC, datetime

from shared.config import Settings
from shared.errors import MailUnavailable
from shared.mail.base import Message


class FolderMailer:
    """Writes each message to `LIENZO_HOME/mail/<time>-<random>.eml`, which mail programs open. Newer files have greater names."""

    def __init__(self, settings: Settings) -> None:
        self._folder = settings.home / "mail"
        self._sender = settings.mail_sender
        self._in_azure = settings.in_azure

    def send(self, message: Message) -> None:
        """As `Mailer.send`."""
        if self._in_azure:
            # The file would be lost with the instance, and the person would wait.
            raise MailUnavailable("The service sends no mail: set LIENZO_MAIL to smtp or azure.", retry_after=60)
        name = f"{datetime.now(UTC):%Y%m%dT%H%M%S.%f}-{secrets.token_hex(4)}.eml"
        draft = self._folder / f".{name}"
        try:
            # Links in mail are as good as passwords: only this user reads them.
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            draft.touch(mode=0o600)
            draft.write_bytes(message.as_email(self._sender).as_bytes())
            draft.rename(self._folder / name)
        except OSError as error:
            raise MailUnavailable(cause=type(error).__name__) from error
