"""How a MySQL server is connected to."""

import ssl
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Self

import pytest
from sqlalchemy import URL, Engine, create_engine

from shared.config import Settings
from shared.database import engine
from shared.database.engine import make_engine
from shared.errors import DatabaseUnavailable

MYSQL = "mysql+pymysql://user:secret@db.example.com:3306/name"


def arguments(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What SQLAlchemy and the driver are given."""
    given: dict[str, Any] = {}

    def recording(url: URL, **options: Any) -> Engine:
        given.update(options)
        return create_engine(url, **options)

    monkeypatch.setattr(engine, "create_engine", recording)
    make_engine(settings)
    return given


def test_tls_checks_certificate_and_host_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The driver does neither on its own."""
    context = arguments(Settings(home=tmp_path, database_url=MYSQL), monkeypatch)["connect_args"]["ssl"]

    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname
    assert context.minimum_version >= ssl.TLSVersion.TLSv1_2


def test_tls_can_be_turned_off_for_this_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A test server has no certificate."""
    assert "ssl" not in arguments(Settings(home=tmp_path, database_url=MYSQL, database_tls="off"), monkeypatch)["connect_args"]


def test_check_40_a_dead_server_is_known_within_six_seconds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even after a ping of a kept connection that never answers."""
    given = arguments(Settings(home=tmp_path, database_url=MYSQL), monkeypatch)["connect_args"]

    assert given["read_timeout"] + given["connect_timeout"] < 6


def test_check_40_the_pool_is_as_large_as_the_settings_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And never larger, so that all instances together stay below what the server takes; a kept connection is tried before use."""
    given = arguments(Settings(home=tmp_path, database_url=MYSQL, database_pool_size=3), monkeypatch)

    assert (given["pool_size"], given["max_overflow"], given["pool_pre_ping"]) == (3, 0, True)


def test_parameters_stay_out_of_exceptions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are addresses and hashes."""
    assert arguments(Settings(home=tmp_path, database_url=MYSQL), monkeypatch)["hide_parameters"]


@pytest.mark.parametrize("content", [None, "no certificate"])
def test_a_ca_that_cannot_be_read_is_named(tmp_path: Path, content: str | None) -> None:
    """By its setting."""
    ca = tmp_path / "ca.pem"
    if content:
        ca.write_text(content)

    with pytest.raises(DatabaseUnavailable, match="LIENZO_DATABASE_CA"):
        make_engine(Settings(home=tmp_path, database_url=MYSQL, database_ca=ca))


def test_the_password_is_never_shown(tmp_path: Path) -> None:
    """Neither by the settings nor by the engine."""
    settings = Settings(home=tmp_path, database_url=MYSQL)

    assert "secret" not in repr(settings) + repr(make_engine(settings))


def test_sqlalchemy_is_loaded_on_first_use() -> None:
    """It would cost each cold start 0.2 s."""
    heavy = "{'sqlalchemy', 'alembic', 'pymysql', 'jwt', 'argon2'}"
    code = f"import sys, shared.database, shared.security.tokens, shared.security.passwords; print({heavy} & set(sys.modules))"

    found = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=Path(__file__).parents[3])  # noqa: S603

    assert found.stdout.strip() == "set()"


class Cursor:
    """Of a server in this mode."""

    def __init__(self, mode: str) -> None:
        self.mode = mode

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        """Nothing to do."""

    def execute(self, statement: str) -> None:
        """Take the one statement."""
        assert statement == "SELECT @@session.sql_mode"

    def fetchone(self) -> tuple[str]:
        """Answer."""
        return (self.mode,)


@pytest.mark.parametrize(
    ("mode", "accepted"),
    [("STRICT_TRANS_TABLES,NO_ZERO_DATE", True), ("STRICT_ALL_TABLES", True), ("NO_ENGINE_SUBSTITUTION", False), ("", False)],
)
def test_a_server_that_cuts_texts_is_refused(mode: str, accepted: bool) -> None:  # noqa: FBT001  a column of the table
    """Whatever took the mode away that was asked for: two addresses could become one."""
    server = SimpleNamespace(cursor=lambda: Cursor(mode))
    if accepted:
        engine._assert_strict(server, None)
        return

    with pytest.raises(DatabaseUnavailable, match="strict"):
        engine._assert_strict(server, None)
