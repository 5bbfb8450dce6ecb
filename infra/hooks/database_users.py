"""Users of the database: the app may change rows, the migrator tables too; neither has a password."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

from infra.hooks.environment import value
from infra.hooks.failure import Failure, say

ROWS: Final = ("SELECT", "INSERT", "UPDATE", "DELETE")
TABLES: Final = (*ROWS, "CREATE", "ALTER", "DROP", "INDEX", "REFERENCES")
CLIENT_ID: Final = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,31}")


@dataclass(frozen=True)
class DatabaseUser:
    """Somebody who logs in with a managed identity.

    Attributes:
        name: in the database.
        client_id: of the identity; its object id would not do.
        rights: in the app's database, and nowhere else.
    """

    name: str
    client_id: str
    rights: tuple[str, ...]

    def __post_init__(self) -> None:
        if not NAME.fullmatch(self.name) or not CLIENT_ID.fullmatch(self.client_id):
            raise Failure(f"{self.name!r} with the client id {self.client_id!r} cannot be a user of the database.")


def users() -> tuple[DatabaseUser, DatabaseUser]:
    """Those of the environment.

    Raises:
        Failure: the environment does not name them.
    """
    return (
        DatabaseUser(value("DATABASE_APP_USER"), value("DATABASE_APP_CLIENT_ID"), ROWS),
        DatabaseUser(value("DATABASE_MIGRATOR_USER"), value("DATABASE_MIGRATOR_CLIENT_ID"), TABLES),
    )


def entra_user(user: DatabaseUser) -> Sequence[str]:
    """Statements that make a user of Entra ID. The server need not look the id up, which would take a role in the directory."""
    return (
        "SET aad_auth_validate_oids_in_tenant = OFF",
        f"CREATE AADUSER '{user.name}' IDENTIFIED BY '{user.client_id}'",
    )


def ensure_users(
    connection: Connection,
    database: str,
    wanted: Sequence[DatabaseUser],
    create: Callable[[DatabaseUser], Sequence[str]] = entra_user,
) -> None:
    """Make the users that are missing or belong to another identity, and give all of them exactly their rights.

    Args:
        connection: as the administrator.
        database: the app's.
        wanted: the users.
        create: statements that make one.

    Raises:
        Failure: the name of the database is none.
    """
    if not NAME.fullmatch(database):
        raise Failure(f"{database!r} cannot be the name of the database.")
    for user in wanted:
        identity = _identity(connection, user)
        if identity is not None and user.client_id not in identity:
            say(f"User {user.name} belongs to another identity: making it anew")
            connection.exec_driver_sql(f"DROP USER '{user.name}'@'%%'")
            identity = None
        if identity is None:
            for statement in create(user):
                connection.exec_driver_sql(statement.replace("%", "%%"))
            say(f"Made the user {user.name}")
        _grant(connection, database, user)


def _identity(connection: Connection, user: DatabaseUser) -> str | None:
    known = "CONCAT(COALESCE(authentication_string, ''), ' ', COALESCE(user_attributes, ''))"
    query = f"SELECT {known} FROM mysql.user WHERE user = %s AND host = '%%'"  # noqa: S608  no value is in it
    found = connection.exec_driver_sql(query, (user.name,)).scalar()
    return None if found is None else str(found)


def _grant(connection: Connection, database: str, user: DatabaseUser) -> None:
    """Give what is missing and take what is too much."""
    query = "SELECT privilege_type FROM information_schema.schema_privileges WHERE grantee = %s AND table_schema = %s"
    had = set(connection.exec_driver_sql(query, (f"'{user.name}'@'%'", database)).scalars())
    target = f"`{database}`.* {{}} '{user.name}'@'%%'"
    if more := sorted(set(user.rights) - had):
        connection.exec_driver_sql(f"GRANT {', '.join(more)} ON {target.format('TO')}")
    if less := sorted(had - set(user.rights)):
        connection.exec_driver_sql(f"REVOKE {', '.join(less)} ON {target.format('FROM')}")
    say(f"User {user.name} may {', '.join(user.rights)}{'' if more or less else ', as before'}")
