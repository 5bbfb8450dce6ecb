"""What mail is, and the one thing that a mailer does."""

from dataclasses import dataclass, field
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import formatdate, make_msgid, parseaddr
from typing import Protocol

from shared.config import Settings


@dataclass(frozen=True)
class Message:
    """A mail in plain text.

    Attributes:
        to: the stored address of an account, its domain in ASCII. Never one that a caller just sent.
        subject: one line.
        text: paragraphs.
        language: of both, `es` or `en`.
    """

    to: str = field(repr=False)
    subject: str
    text: str = field(repr=False)
    language: str

    def as_email(self, sender: str) -> EmailMessage:
        """The message as it goes over the wire (RFC 5322).

        Args:
            sender: `Name <address>`.
        """
        name, address = parseaddr(sender)
        # All in ASCII, for servers that take nothing else; but an address may need more.
        made = EmailMessage(policy=(SMTP if self.to.isascii() else SMTPUTF8).clone(cte_type="7bit"))
        # As it is where it can be, so that a link in a file is one that can be copied.
        made.set_content(self.text, cte="7bit" if self.text.isascii() else "quoted-printable")
        made["From"] = _address(address, name)
        made["To"] = _address(self.to)
        made["Subject"] = self.subject
        made["Date"] = formatdate()
        made["Message-ID"] = make_msgid(domain=address.rpartition("@")[2])
        made["Content-Language"] = self.language
        # RFC 3834: nobody's "I am on holiday" comes back.
        made["Auto-Submitted"] = "auto-generated"
        return made


def _address(text: str, name: str = "") -> Address:
    # In its parts, for the parser of whole addresses takes ASCII only.
    local_part, _, domain = text.rpartition("@")
    return Address(name, local_part, domain)


class Mailer(Protocol):
    """Sends mail."""

    def send(self, message: Message) -> None:
        """Hand a message over; returns when another has taken it.

        Raises:
            MailUnavailable: nobody took it; trying later may help.
            MailRefused: nobody will ever take it.
        """


def open_mailer(settings: Settings) -> Mailer:
    """The mailer of the settings; connects to nothing yet."""
    if settings.mail == "smtp":
        from shared.mail.smtp import SmtpMailer  # noqa: PLC0415  each only when chosen

        return SmtpMailer(settings)
    if settings.mail == "azure":
        from shared.mail.azure import AzureMailer  # noqa: PLC0415

        return AzureMailer(settings)
    from shared.mail.folder import FolderMailer  # noqa: PLC0415

    return FolderMailer(settings)
