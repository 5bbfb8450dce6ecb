"""After everything is made: the keys that sign, the users of the database and its tables, and a domain of your own."""

from collections.abc import Callable, Sequence

from infra.hooks.database import connected, reachable
from infra.hooks.database_users import DatabaseUser, ensure_users, entra_user, users
from infra.hooks.domain import ensure_domain
from infra.hooks.environment import optional, value
from infra.hooks.failure import main, say
from infra.hooks.migrate import migrate
from infra.hooks.signing_keys import ensure_keys


def provisioned(create: Callable[[DatabaseUser], Sequence[str]] = entra_user) -> None:
    """Do what is missing. With MIGRATIONS=separate the tables are left to `migrate`, which a pipeline runs as the migrator.

    Args:
        create: statements that make a user of the database.

    Raises:
        Failure: vault or database refuse.
    """
    ensure_keys()
    administrator = value("DATABASE_ADMIN")
    with reachable(administrator):
        with connected(administrator) as connection:
            ensure_users(connection, value("DATABASE_NAME"), users(), create)
        if optional("MIGRATIONS") == "separate":
            say("The tables are left to `python -m infra.hooks.migrate`")
        else:
            migrate(administrator)
    ensure_domain()  # whose DNS records may be missing: that is no failure of everything else


if __name__ == "__main__":
    main(provisioned)
