"""Brings the tables up to date, as the administrator or, in a pipeline, as the migrator.

`python -m infra.hooks.migrate` runs as the user that DATABASE_USER names, DATABASE_MIGRATOR_USER without it: log in first with that
identity (`az login`).
"""

from infra.hooks.database import reachable, token, url
from infra.hooks.environment import optional, value
from infra.hooks.failure import Failure, main, say
from shared.config import Settings
from shared.database import Database
from shared.errors import LienzoError


def migrate(user: str) -> None:
    """Apply the migrations that are missing.

    Raises:
        Failure: the database refuses; with its reason.
    """
    address = url(user, token()).render_as_string(hide_password=False)
    settings = Settings(database_url=address, database_auth="password", database_tls="verify", database_ca=optional("DATABASE_CA") or None)
    try:
        done = Database(settings).upgrade()
    except LienzoError as error:
        raise Failure(f"{error.message} {error.facts}") from None
    for step in done.steps:
        say(f"Migrated: {step}")
    if not done.steps:
        say("The tables are up to date")


def _by_hand() -> None:
    user = optional("DATABASE_USER") or value("DATABASE_MIGRATOR_USER")
    with reachable(user):
        migrate(user)


if __name__ == "__main__":
    main(_by_hand)
