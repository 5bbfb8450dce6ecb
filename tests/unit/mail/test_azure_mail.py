"""Mail by Azure Communication Services: what is asked of its client."""

import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from azure.core.exceptions import HttpResponseError, ServiceRequestError

from shared.config import Settings
from shared.errors import LienzoError, MailRefused, MailUnavailable
from shared.mail import Message, azure, open_mailer

ENDPOINT = "https://name.communication.azure.com"
LETTER = Message(to="ana@example.com", subject="Hello", text="Hello, Ana.\n", language="en")


class EmailClient:
    """Stands for azure.communication.email.EmailClient."""

    made: list["EmailClient"]
    error: Exception | None = None

    def __init__(self, endpoint: str, credential: object, **options: Any) -> None:
        self.endpoint, self.credential, self.options = endpoint, credential, options
        self.sent: list[dict[str, Any]] = []
        self.made.append(self)

    def begin_send(self, message: dict[str, Any], *, polling: bool) -> None:
        """Take a message, or fail as the test says."""
        assert not polling
        if self.error:
            raise self.error
        self.sent.append(message)


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> type[EmailClient]:
    """The SDK, without a network."""
    module = ModuleType("azure.communication.email")

    class Fresh(EmailClient):
        made: list[EmailClient] = []  # noqa: RUF012  a class for this test alone

    monkeypatch.setattr(module, "EmailClient", Fresh, raising=False)
    monkeypatch.setitem(sys.modules, "azure.communication", ModuleType("azure.communication"))
    monkeypatch.setitem(sys.modules, "azure.communication.email", module)
    monkeypatch.setattr(azure, "credential", lambda _settings: "the app's identity")
    return Fresh


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """An app that sends so."""
    return Settings(home=tmp_path, mail="azure", mail_endpoint=ENDPOINT, mail_sender="Lienzo <no-reply@pictures.example>")


def test_a_message_is_handed_over(client: type[EmailClient], settings: Settings) -> None:
    """With the app's identity, and without tracking of who reads it; one client serves all messages."""
    mailer = open_mailer(settings)
    mailer.send(LETTER)
    mailer.send(LETTER)

    (made,) = client.made
    assert (made.endpoint, made.credential) == (ENDPOINT, "the app's identity")
    assert (
        made.sent
        == [
            {
                "senderAddress": "no-reply@pictures.example",
                "recipients": {"to": [{"address": "ana@example.com"}]},
                "content": {"subject": "Hello", "plainText": "Hello, Ana.\n"},
                "headers": {"Auto-Submitted": "auto-generated", "Content-Language": "en"},
                "userEngagementTrackingDisabled": True,
            }
        ]
        * 2
    )


def status(code: int) -> HttpResponseError:
    """An answer of the service."""
    error = HttpResponseError(message="no")
    error.status_code = code
    return error


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (status(400), MailRefused),
        (status(401), MailUnavailable),
        (status(429), MailUnavailable),
        (status(503), MailUnavailable),
        (ServiceRequestError("no network"), MailUnavailable),
    ],
)
def test_a_refusal_for_good_is_told_from_one_for_now(
    client: type[EmailClient], settings: Settings, error: Exception, expected: type[LienzoError], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A wrong identity or too many messages pass; a wrong address does not."""
    monkeypatch.setattr(client, "error", error)

    with pytest.raises(expected) as refused:
        open_mailer(settings).send(LETTER)

    assert type(refused.value) is expected


def test_the_sdk_is_only_loaded_where_it_is_chosen(tmp_path: Path) -> None:
    """It takes long."""
    open_mailer(Settings(home=tmp_path))

    assert "azure.communication.email" not in sys.modules
