"""A token of the app's identity as the password: what a server gets, and when."""

import socket
import struct
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from azure.core.exceptions import ClientAuthenticationError
from pydantic import SecretStr, ValidationError

from shared import entra
from shared.config import Settings
from shared.database import Database
from shared.errors import DatabaseUnavailable
from tests.fixtures.tls import TlsServer

CLIENT_SSL = 0x800
CAPABILITIES = 0x0000_8000 | 0x200 | 0x8 | 0x80000 | 0x1 | CLIENT_SSL | 0x200000  # 4.1, secure, database, plug-ins, TLS, long data
DENIED = b"\xff" + struct.pack("<H", 1045) + b"#28000Access denied"


class RecordingServer(TlsServer):
    """Speaks MySQL's protocol as far as the password: asks for it in the clear, as Azure does, over TLS, and then denies access."""

    def __init__(self, folder: Path, host: str) -> None:
        self.passwords: list[str] = []
        self.encrypted: list[bool] = []
        super().__init__(folder, host)

    def talk(self, connection: socket.socket) -> None:
        """Greet, ask for TLS and the password."""
        salt = b"12345678" + b"123456789012\0"
        low, high = CAPABILITIES & 0xFFFF, CAPABILITIES >> 16
        greeting = b"\x0a8.0.40\0" + struct.pack("<I", 1) + salt[:8] + b"\0" + struct.pack("<HBHHB", low, 45, 2, high, 21)
        _send(connection, 0, greeting + b"\0" * 10 + salt[8:] + b"mysql_native_password\0")
        (asked,) = struct.unpack("<I", _receive(connection)[:4])
        self.encrypted.append(bool(asked & CLIENT_SSL))
        if not asked & CLIENT_SSL:
            return
        with self.context.wrap_socket(connection, server_side=True) as secure:
            _receive(secure)
            _send(secure, 3, b"\xfemysql_clear_password\0")
            self.passwords.append(_receive(secure).rstrip(b"\0").decode())
            _send(secure, 5, DENIED)


def _send(connection: socket.socket, number: int, payload: bytes) -> None:
    connection.sendall(struct.pack("<I", len(payload))[:3] + bytes([number]) + payload)


def _receive(connection: socket.socket) -> bytes:
    header = _exactly(connection, 4)
    return _exactly(connection, int.from_bytes(header[:3], "little"))


def _exactly(connection: socket.socket, length: int) -> bytes:
    data = b""
    while len(data) < length:
        part = connection.recv(length - len(data))
        if not part:
            raise ConnectionError
        data += part
    return data


class FakeCredential:
    """Gives another token each time."""

    def __init__(self) -> None:
        self.scopes: list[str] = []

    def get_token(self, *scopes: str, **_options: Any) -> SimpleNamespace:
        """A token, numbered."""
        self.scopes += scopes
        return SimpleNamespace(token=f"token {len(self.scopes)} " + "x" * 3000)


@pytest.fixture
def identity(monkeypatch: pytest.MonkeyPatch) -> FakeCredential:
    """The app's identity."""
    made = FakeCredential()
    monkeypatch.setattr(entra, "credential", lambda _settings: made)
    return made


@pytest.fixture(params=["127.0.0.1"])
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[RecordingServer]:
    """A server whose certificate is for the parameter."""
    made = RecordingServer(tmp_path, request.param)
    yield made
    made.close()


def settings(server: RecordingServer, home: Path, **changed: Any) -> Settings:
    """An app that uses it."""
    url = SecretStr(f"mysql+pymysql://app@127.0.0.1:{server.port}/lienzo")
    values: dict[str, Any] = {"database_auth": "entra", "database_ca": server.ca, **changed}
    return Settings(home=home, database_url=url, **values)


def test_check_40_each_connection_brings_a_token_of_its_own(server: RecordingServer, identity: FakeCredential, tmp_path: Path) -> None:
    """So one that expires in between does no harm; and it is sent as it is, over TLS."""
    database = Database(settings(server, tmp_path))

    for _ in range(2):
        with pytest.raises(DatabaseUnavailable):
            database.probe()
    database.close()

    assert server.passwords == [f"token {number} {'x' * 3000}" for number in (1, 2)]
    assert server.encrypted == [True, True]
    assert set(identity.scopes) == {"https://ossrdbms-aad.database.windows.net/.default"}


@pytest.mark.parametrize("server", ["127.0.0.2"], indirect=True)
@pytest.mark.usefixtures("identity")
def test_a_server_of_another_name_gets_no_token(server: RecordingServer, tmp_path: Path) -> None:
    """Its certificate is looked at first."""
    with pytest.raises(DatabaseUnavailable):
        Database(settings(server, tmp_path)).probe()

    assert server.passwords == []


@pytest.mark.usefixtures("identity")
def test_a_server_with_a_certificate_of_nobody_gets_no_token(server: RecordingServer, tmp_path: Path) -> None:
    """Only who is vouched for gets one."""
    with pytest.raises(DatabaseUnavailable):
        Database(settings(server, tmp_path, database_ca=None)).probe()

    assert server.passwords == []


def test_without_a_token_the_database_is_unavailable(server: RecordingServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As when its server does not answer; the server is not even asked."""

    def refuse(*_scopes: str) -> None:
        raise ClientAuthenticationError(message="no identity here")

    monkeypatch.setattr(entra, "credential", lambda _settings: SimpleNamespace(get_token=refuse))

    with pytest.raises(DatabaseUnavailable) as refused:
        Database(settings(server, tmp_path)).probe()

    assert refused.value.facts == {"cause": "ClientAuthenticationError"}
    assert server.passwords == []


def test_a_token_is_never_sent_without_tls(server: RecordingServer, tmp_path: Path) -> None:
    """Such settings are refused."""
    with pytest.raises(ValidationError, match="LIENZO_DATABASE_TLS"):
        settings(server, tmp_path, database_tls="off")


def test_in_azure_it_is_the_managed_identity(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the client id of the settings; nothing else is tried, which would take seconds."""
    monkeypatch.setenv("WEBSITE_INSTANCE_ID", "1")
    monkeypatch.setenv("AZURE_CLIENT_ID", "11111111-1111-1111-1111-111111111111")

    made = entra.credential(Settings(home=tmp_path))

    assert type(made).__name__ == "ManagedIdentityCredential"
