"""Mail as it goes out, and into files."""

from email import message_from_bytes, policy
from pathlib import Path

import pytest
from pydantic import ValidationError

from shared.config import Settings
from shared.errors import MailUnavailable
from shared.mail import Message, open_mailer

LETTER = Message(to="ana@example.com", subject="Elige una contraseña", text="Hola, Ana:\n\n…\n", language="es")
IN_AZURE = ("WEBSITE_INSTANCE_ID", "WEBSITE_HOSTNAME")


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """The defaults."""
    for name in IN_AZURE:
        monkeypatch.delenv(name, raising=False)
    return Settings(home=tmp_path)


def test_a_message_has_what_mail_programs_want(settings: Settings) -> None:
    """Its own id and date, its language, and a note that no person wrote it."""
    mail = LETTER.as_email("Lienzo <no-reply@pictures.example>")

    assert (mail["From"], mail["To"], mail["Subject"]) == ("Lienzo <no-reply@pictures.example>", "ana@example.com", "Elige una contraseña")
    assert mail["Message-ID"].endswith("@pictures.example>")
    assert (mail["Auto-Submitted"], mail["Content-Language"]) == ("auto-generated", "es")
    assert mail.get_content() == LETTER.text
    assert mail.as_bytes().isascii()


@pytest.mark.parametrize("field", ["to", "subject"])
def test_a_line_break_begins_no_header(field: str) -> None:
    """A message that could carry another one is not made."""
    values = {"to": "ana@example.com", "subject": "Hello", "text": "", "language": "en", field: "a@b.example\r\nBcc: eva@example.com"}

    with pytest.raises(ValueError, match=r"(?i)linefeed|invalid|header|address"):
        Message(**values).as_email("no-reply@localhost")


def test_a_message_shows_no_address_and_no_link() -> None:
    """When it gets into a log."""
    assert repr(LETTER) == "Message(subject='Elige una contraseña', language='es')"


def test_mail_goes_into_files(settings: Settings) -> None:
    """In the order in which it was sent, for this user's eyes only."""
    mailer = open_mailer(settings)
    for number in range(3):
        mailer.send(Message(to="ana@example.com", subject=f"{number}", text="", language="en"))

    folder = settings.home / "mail"
    files = sorted(folder.iterdir())
    assert [message_from_bytes(file.read_bytes(), policy=policy.default)["Subject"] for file in files] == ["0", "1", "2"]
    assert {file.suffix for file in files} == {".eml"}
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}


def test_a_folder_that_cannot_be_written_is_unavailable(settings: Settings) -> None:
    """It may be again."""
    (settings.home / "mail").write_text("a file")

    with pytest.raises(MailUnavailable):
        open_mailer(settings).send(LETTER)


def test_in_azure_mail_into_a_folder_is_no_mail(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder would be lost; the message says which setting is missing."""
    monkeypatch.setenv("WEBSITE_INSTANCE_ID", "1")

    with pytest.raises(MailUnavailable, match="LIENZO_MAIL"):
        open_mailer(settings).send(LETTER)


@pytest.mark.parametrize(("mail", "missing"), [("smtp", "LIENZO_SMTP_URL"), ("azure", "LIENZO_MAIL_ENDPOINT")])
def test_a_mailer_without_its_setting_is_refused(tmp_path: Path, mail: str, missing: str) -> None:
    """When the app starts, not when the first mail is due."""
    with pytest.raises(ValidationError, match=missing):
        Settings.model_validate({"home": tmp_path, "mail": mail})
