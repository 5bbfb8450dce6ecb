"""Users of the database: their statements for Entra ID, and their rights on a real MySQL 9.

Only Azure's server knows users of Entra ID, so on MySQL 9 they are made with a password; all the rest is what Azure gets.
"""

import os
from collections.abc import Callable, Iterator, Sequence

import pytest
from sqlalchemy import URL, Connection, Engine, create_engine, make_url
from sqlalchemy.exc import DBAPIError

from infra.hooks import database, migrate
from infra.hooks.database_users import ROWS, TABLES, DatabaseUser, ensure_users, entra_user, users
from infra.hooks.failure import Failure
from infra.hooks.provisioned import provisioned
from tests.fixtures.databases import MYSQL9_CA, MYSQL9_URL, _overlook_host_name
from tests.infra.conftest import Azure
from tests.infra.environment import CLIENT

OTHER = "99999999-2222-3333-4444-555555555555"
PASSWORD = "a-token-of-entra-id"
DATABASE = "hooks"


def with_password(user: DatabaseUser) -> Sequence[str]:
    """As `entra_user`, on a server that is not Azure's."""
    return (f"CREATE USER '{user.name}' IDENTIFIED BY '{PASSWORD}' ATTRIBUTE '{{\"client\": \"{user.client_id}\"}}'",)


@pytest.fixture
def server() -> Iterator[Engine]:
    """A MySQL 9 as its administrator sees it, with an empty database and none of the users."""
    address = os.environ.get(MYSQL9_URL)
    if not address:
        pytest.skip(f"there is no MySQL 9: {MYSQL9_URL} is not set")
    made = make_url(address).set(username="root", password="", database=None)
    engine = create_engine(made, isolation_level="AUTOCOMMIT", connect_args={"ssl": {"ca": os.environ[MYSQL9_CA], "check_hostname": False}})
    clean = [f"DROP DATABASE IF EXISTS {DATABASE}", "DROP USER IF EXISTS 'hooks_app'@'%%', 'hooks_migrator'@'%%'"]
    with engine.connect() as connection:
        for statement in (*clean, f"CREATE DATABASE {DATABASE}"):
            connection.exec_driver_sql(statement)
    yield engine
    with engine.connect() as connection:
        for statement in clean:
            connection.exec_driver_sql(statement)
    engine.dispose()


@pytest.fixture
def admin(server: Engine) -> Iterator[Connection]:
    """A connection as the administrator."""
    with server.connect() as connection:
        yield connection


@pytest.fixture
def run(server: Engine) -> Callable[[str, str], None]:
    """Runs a statement as a user, in the app's database."""

    def as_user(name: str, statement: str) -> None:
        address = URL.create(**{**server.url.translate_connect_args(), "drivername": "mysql+pymysql"})
        address = address.set(username=name, password=PASSWORD, database=DATABASE)
        engine = create_engine(
            address, isolation_level="AUTOCOMMIT", connect_args={"ssl": {"ca": os.environ[MYSQL9_CA], "check_hostname": False}}
        )
        try:
            with engine.connect() as connection:
                connection.exec_driver_sql(statement)
        finally:
            engine.dispose()

    return as_user


APP = DatabaseUser("hooks_app", CLIENT, ROWS)
MIGRATOR = DatabaseUser("hooks_migrator", OTHER, TABLES)


def test_the_users_are_those_of_the_environment(azure: Azure) -> None:
    """The app changes rows, the migrator tables too."""
    app, migrator = users()

    assert (app.name, app.client_id, app.rights) == ("app", CLIENT, ROWS)
    assert set(migrator.rights) > set(app.rights)


def test_a_user_of_entra_id_is_bound_to_its_client_id() -> None:
    """Without the directory's help, which would take a role in it."""
    assert entra_user(APP) == (
        "SET aad_auth_validate_oids_in_tenant = OFF",
        f"CREATE AADUSER 'hooks_app' IDENTIFIED BY '{CLIENT}'",
    )


@pytest.mark.parametrize(("name", "client"), [("a'b", CLIENT), ("app", "x' OR 1"), ("x" * 33, CLIENT)])
def test_names_that_could_break_a_statement_are_refused(name: str, client: str) -> None:
    """They stand in it as they are."""
    with pytest.raises(Failure, match="cannot be a user of the database"):
        DatabaseUser(name, client, ROWS)


def test_the_app_may_change_rows_and_no_tables(admin: Connection, run: Callable[[str, str], None]) -> None:
    """On a real server."""
    ensure_users(admin, DATABASE, [APP, MIGRATOR], with_password)
    run("hooks_migrator", "CREATE TABLE t (a INT)")

    run("hooks_app", "INSERT INTO t VALUES (1)")

    with pytest.raises(DBAPIError, match="denied"):
        run("hooks_app", "CREATE TABLE u (a INT)")
    with pytest.raises(DBAPIError, match="denied"):
        run("hooks_app", "DROP TABLE t")


def test_running_again_changes_nothing(admin: Connection) -> None:
    """Not even a password."""
    ensure_users(admin, DATABASE, [APP], with_password)
    query = "SELECT authentication_string FROM mysql.user WHERE user = 'hooks_app'"
    before = admin.exec_driver_sql(query).scalar()

    ensure_users(admin, DATABASE, [APP], with_password)

    assert admin.exec_driver_sql(query).scalar() == before


def test_a_right_too_many_is_taken_away(admin: Connection, run: Callable[[str, str], None]) -> None:
    """Whoever gave it."""
    ensure_users(admin, DATABASE, [APP], with_password)
    admin.exec_driver_sql(f"GRANT CREATE ON {DATABASE}.* TO 'hooks_app'@'%%'")

    ensure_users(admin, DATABASE, [APP], with_password)

    with pytest.raises(DBAPIError, match="denied"):
        run("hooks_app", "CREATE TABLE u (a INT)")


def test_a_user_of_an_identity_that_was_made_anew_is_too(admin: Connection) -> None:
    """Otherwise the server would refuse the new identity's tokens."""
    ensure_users(admin, DATABASE, [APP], with_password)

    ensure_users(admin, DATABASE, [DatabaseUser("hooks_app", OTHER, ROWS)], with_password)

    attributes = admin.exec_driver_sql("SELECT user_attributes FROM mysql.user WHERE user = 'hooks_app'").scalar()
    assert OTHER in str(attributes)


@pytest.fixture
def environment(server: Engine, azure: Azure, monkeypatch: pytest.MonkeyPatch) -> Azure:
    """The environment's database is the MySQL 9, and the token is the password of whoever logs in."""
    monkeypatch.setenv("DATABASE_HOST", str(server.url.host))
    monkeypatch.setenv("DATABASE_PORT", str(server.url.port))
    monkeypatch.setenv("DATABASE_NAME", DATABASE)
    monkeypatch.setenv("DATABASE_CA", os.environ[MYSQL9_CA])
    monkeypatch.setenv("DATABASE_TLS_NAME", "any")
    monkeypatch.setenv("DATABASE_ADMIN", "hooks_admin")
    monkeypatch.setenv("DATABASE_APP_USER", "hooks_app")
    monkeypatch.setenv("DATABASE_MIGRATOR_USER", "hooks_migrator")
    _overlook_host_name(monkeypatch)
    return azure.answers("get-access-token", "--resource-type oss-rdbms", output={"accessToken": PASSWORD})


def test_the_migrator_makes_all_tables(environment: Azure, admin: Connection) -> None:
    """Its rights are enough, with a token for a password."""
    ensure_users(admin, DATABASE, [MIGRATOR], with_password)

    migrate._by_hand()

    tables = set(admin.exec_driver_sql(f"SHOW TABLES IN {DATABASE}").scalars())
    assert {"alembic_version", "users", "images"} <= tables


def test_after_provisioning_the_database_is_ready(environment: Azure, admin: Connection, run: Callable[[str, str], None]) -> None:
    """Users and tables, once and again."""
    admin.exec_driver_sql("DROP USER IF EXISTS 'hooks_admin'@'%%'")
    admin.exec_driver_sql(f"CREATE USER 'hooks_admin' IDENTIFIED BY '{PASSWORD}'")
    admin.exec_driver_sql("GRANT ALL ON *.* TO 'hooks_admin'@'%%' WITH GRANT OPTION")
    environment.answers("secret list", output=[{"name": "signing-keys"}])
    try:
        provisioned(with_password)
        provisioned(with_password)
    finally:
        admin.exec_driver_sql("DROP USER 'hooks_admin'@'%%'")

    run("hooks_app", "SELECT COUNT(*) FROM users")


def test_a_server_behind_a_firewall_is_opened_and_closed_again(azure: Azure, monkeypatch: pytest.MonkeyPatch) -> None:
    """For this machine's address alone."""
    monkeypatch.setenv("OWN_ADDRESS", "203.0.113.7")
    answers = iter([False, False, True])
    monkeypatch.setattr(database, "_answers", lambda _user: next(answers))
    azure.answers("az rest", output={})

    with database.reachable("admin"):
        assert len(azure.calls("--method put", "firewallRules/hook-")) == 1
        assert azure.calls("--method delete") == []

    assert len(azure.calls("--method delete", "firewallRules/hook-")) == 1
    assert '"startIpAddress": "203.0.113.7"' in azure.calls("--method put")[0]["body"]


def test_a_private_server_is_not_opened(azure: Azure, monkeypatch: pytest.MonkeyPatch) -> None:
    """The failure says from where the hook can run."""
    monkeypatch.setenv("DATABASE_PRIVATE", "true")
    monkeypatch.setattr(database, "_answers", lambda _user: False)

    with pytest.raises(Failure, match="azd hooks run postprovision"), database.reachable("admin"):
        pass
    assert azure.calls("az rest") == []


def test_a_server_that_nobody_listens_at_is_not_reached(azure: Azure, monkeypatch: pytest.MonkeyPatch) -> None:
    """Which is told apart from a server that refuses the user."""
    monkeypatch.setenv("DATABASE_HOST", "127.0.0.1")
    monkeypatch.setenv("DATABASE_PORT", "1")
    azure.answers("get-access-token", output={"accessToken": PASSWORD})

    assert not database._answers("admin")
