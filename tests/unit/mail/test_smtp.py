"""Mail by SMTP, to a server of this test that speaks as much of it as is needed."""

import socket
import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from shared.config import Settings
from shared.errors import LienzoError, MailRefused, MailUnavailable
from shared.mail import Message, open_mailer
from tests.fixtures.tls import TlsServer

LETTER = Message(to="ana@example.com", subject="Hello", text="Hello, Ana.\n", language="en")


class Server(TlsServer):
    """An SMTP server that takes one mail after the other.

    Args:
        folder: for its certificate, which is for 127.0.0.1.
        implicit: TLS from the first byte.
        starttls: offers TLS.
        answers: what it says to some commands instead of 250.
    """

    def __init__(self, folder: Path, *, implicit: bool = False, starttls: bool = True, answers: dict[str, str] | None = None) -> None:
        self.heard: list[str] = []
        self.in_the_clear: list[str] = []
        self._implicit, self._starttls, self._answers = implicit, starttls, answers or {}
        super().__init__(folder)

    def settings(self, home: Path, **changed: Any) -> Settings:
        """An app that sends through it."""
        scheme = "smtps" if self._implicit else "smtp"
        url = SecretStr(f"{scheme}://lienzo:s%40cret@127.0.0.1:{self.port}")
        values: dict[str, Any] = {"smtp_ca": self.ca, "mail_sender": "Lienzo <no-reply@pictures.example>", **changed}
        return Settings(home=home, mail="smtp", smtp_url=url, **values)

    def talk(self, connection: socket.socket) -> None:
        """Take what the client says, over TLS as soon as it wants."""
        if self._implicit:
            self._encrypt(connection, greets=True)
        else:
            self._talk(connection, greets=True)

    def _encrypt(self, connection: socket.socket, *, greets: bool) -> None:
        with self.context.wrap_socket(connection, server_side=True) as secure:
            self._talk(secure, greets=greets)

    def _talk(self, connection: socket.socket, *, greets: bool) -> None:
        is_secure = isinstance(connection, ssl.SSLSocket)
        if greets:
            connection.sendall(b"220 here\r\n")
        with connection.makefile("rb") as lines:
            while line := lines.readline().decode().rstrip("\r\n"):
                (self.heard if is_secure else self.in_the_clear).append(line)
                verb = line.partition(" ")[0].upper()
                connection.sendall(self._answer(verb, is_secure=is_secure).encode())
                if verb == "STARTTLS":
                    break
                if verb == "DATA":
                    while lines.readline() != b".\r\n":
                        pass
                    connection.sendall(b"250 taken\r\n")
            else:
                return
        self._encrypt(connection, greets=False)

    def _answer(self, verb: str, *, is_secure: bool) -> str:
        if verb == "EHLO":
            tls = "250-STARTTLS\r\n" if self._starttls and not is_secure else ""
            return f"250-here\r\n{tls}250 AUTH PLAIN\r\n"
        usual = {"STARTTLS": "220 go", "AUTH": "235 in", "DATA": "354 go", "QUIT": "221 bye"}
        return f"{self._answers.get(verb) or usual.get(verb, '250 fine')}\r\n"


@pytest.fixture
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Server]:
    """A server as the parameter says."""
    made = Server(tmp_path, **getattr(request, "param", {}))
    yield made
    made.close()


@pytest.mark.parametrize("server", [{}, {"implicit": True}], ids=["STARTTLS", "TLS"], indirect=True)
def test_mail_is_sent_over_tls(server: Server, tmp_path: Path) -> None:
    """The password, which may have any characters, and the message."""
    open_mailer(server.settings(tmp_path)).send(LETTER)

    assert "AUTH PLAIN AGxpZW56bwBzQGNyZXQ=" in server.heard
    assert [line.split()[:2] for line in server.heard if line.startswith(("mail", "rcpt"))] == [
        ["mail", "FROM:<no-reply@pictures.example>"],
        ["rcpt", "TO:<ana@example.com>"],
    ]
    assert not any("AUTH" in line or "ana@" in line for line in server.in_the_clear)


@pytest.mark.parametrize("server", [{"starttls": False}], indirect=True)
def test_a_server_without_tls_gets_nothing(server: Server, tmp_path: Path) -> None:
    """No password and no mail."""
    with pytest.raises(MailUnavailable):
        open_mailer(server.settings(tmp_path)).send(LETTER)

    assert [line.partition(" ")[0].upper() for line in server.in_the_clear] == ["EHLO"]


@pytest.mark.parametrize("server", [{}, {"implicit": True}], ids=["STARTTLS", "TLS"], indirect=True)
def test_a_certificate_of_nobody_is_refused(server: Server, tmp_path: Path) -> None:
    """Before the password is sent."""
    with pytest.raises(MailUnavailable):
        open_mailer(server.settings(tmp_path, smtp_ca=None)).send(LETTER)

    assert server.heard == []


@pytest.mark.parametrize(
    ("server", "error"),
    [
        ({"answers": {"RCPT": "550 no such mailbox"}}, MailRefused),
        ({"answers": {"RCPT": "450 later"}}, MailUnavailable),
        ({"answers": {"MAIL": "451 busy"}}, MailUnavailable),
        ({"answers": {"AUTH": "535 wrong password"}}, MailUnavailable),
    ],
    indirect=["server"],
)
def test_a_refusal_for_good_is_told_from_one_for_now(server: Server, tmp_path: Path, error: type[LienzoError]) -> None:
    """Only the second is worth another try."""
    with pytest.raises(error) as refused:
        open_mailer(server.settings(tmp_path)).send(LETTER)

    assert "ana@" not in f"{refused.value} {refused.value.facts}"


def test_an_address_that_this_server_cannot_write_is_refused(server: Server, tmp_path: Path) -> None:
    """It does not offer SMTPUTF8."""
    with pytest.raises(MailRefused):
        open_mailer(server.settings(tmp_path)).send(Message(to="josé@example.com", subject="Hola", text="", language="es"))


def test_a_server_that_is_not_there_is_unavailable(tmp_path: Path) -> None:
    """And so is a setting that names none."""
    for url in ("smtp://127.0.0.1:1", "http://127.0.0.1", "smtp:"):
        settings = Settings(home=tmp_path, mail="smtp", smtp_url=SecretStr(url))
        with pytest.raises(MailUnavailable):
            open_mailer(settings).send(LETTER)
