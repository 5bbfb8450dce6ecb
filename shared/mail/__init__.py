"""Mail: `open_mailer` gives what sends a `Message`, into a folder, by SMTP or by Azure Communication Services."""

from shared.mail.base import Mailer, Message, open_mailer

__all__ = ["Mailer", "Message", "open_mailer"]
