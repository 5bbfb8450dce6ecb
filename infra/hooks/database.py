"""A connection to the database as whoever is logged in with the Azure CLI, and a door through its firewall while it is needed."""

import re
import ssl
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy import URL, Connection, create_engine
from sqlalchemy.exc import DBAPIError

from infra.hooks.cli import az, rest
from infra.hooks.environment import flag, optional, value
from infra.hooks.failure import Failure, say
from infra.hooks.patience import until

MYSQL_API: Final = "2024-12-30"
CONNECT_SECONDS: Final = 10
RULE_SECONDS: Final = 180
# PyMySQL's numbers for a server that does not answer.
UNREACHED: Final = {2002, 2003, 2005, 2006, 2013}


def token() -> str:
    """What the Azure CLI's user logs in to the database with, instead of a password.

    Raises:
        Failure: az gives none.
    """
    found: str = az("account", "get-access-token", "--resource-type", "oss-rdbms")["accessToken"]
    return found


def url(user: str, password: str) -> URL:
    """Where the database is."""
    port = int(optional("DATABASE_PORT", "3306"))
    return URL.create("mysql+pymysql", user, password, value("DATABASE_HOST"), port, value("DATABASE_NAME"))


@contextmanager
def connected(user: str) -> Iterator[Connection]:
    """A connection over verified TLS that commits each statement.

    Raises:
        Failure: the server refuses the user, or does not answer.
    """
    context = ssl.create_default_context(cafile=optional("DATABASE_CA") or None)
    if optional("DATABASE_TLS_NAME") == "any":  # for servers whose certificate names no host
        context.check_hostname = False
    engine = create_engine(
        url(user, token()),
        isolation_level="AUTOCOMMIT",
        hide_parameters=True,
        connect_args={"ssl": context, "connect_timeout": CONNECT_SECONDS},
    )
    try:
        with engine.connect() as connection:
            yield connection
    except DBAPIError as error:
        raise Failure(f"The database refused {user}: {error.orig}") from None
    finally:
        engine.dispose()


@contextmanager
def reachable(user: str) -> Iterator[None]:
    """Make sure that the server can be reached from here, by a rule of its firewall that is gone afterwards.

    Raises:
        Failure: it has no public address, or does not answer all the same.
    """
    if _answers(user):
        yield
        return
    if flag("DATABASE_PRIVATE"):
        raise Failure(
            "The database has a private address, which this machine does not reach. Run `azd hooks run postprovision` from a machine "
            "in the environment's network, or one that is connected to it."
        )
    rule = f"{value('DATABASE_SERVER_ID')}/firewallRules/hook-{uuid.uuid4().hex[:12]}"
    address = _own_address()
    say(f"Opening the database's firewall for {address}")
    rest("put", rule, MYSQL_API, {"properties": {"startIpAddress": address, "endIpAddress": address}})
    try:
        until("the database", lambda: _answers(user) or None, seconds=RULE_SECONDS)
        yield
    finally:
        rest("delete", rule, MYSQL_API)


def _answers(user: str) -> bool:
    try:
        with connected(user) as connection:
            connection.exec_driver_sql("SELECT 1")
    except Failure as failure:
        if any(f"({number}," in str(failure) for number in UNREACHED):
            return False
        raise
    return True


def _own_address() -> str:
    where = optional("OWN_ADDRESS_URL", "https://api.ipify.org")
    address = optional("OWN_ADDRESS")
    if not address:
        with urllib.request.urlopen(where, timeout=CONNECT_SECONDS) as answer:  # noqa: S310  the operator's own setting
            address = answer.read().decode().strip()
    if not re.fullmatch(r"\d{1,3}(\.\d{1,3}){3}", address):
        raise Failure(f"{where} does not say this machine's IPv4 address. Set OWN_ADDRESS.")
    return address
