"""The local host on a store and a database that run already: it can be killed and started again."""

import os
import sys
from pathlib import Path

import httpx

from tests.fixtures.azurite import Azurite
from tests.fixtures.databases import MariaDB
from tests.fixtures.ports import free_ports
from tests.fixtures.server import Server


class Host(Server):
    """The app in the local host.

    Args:
        home: its folder.
        azurite: where files are dropped.
        mariadb: where accounts are.
    """

    def __init__(self, home: Path, azurite: Azurite, mariadb: MariaDB) -> None:
        super().__init__(home / "host.log")
        (self.port,) = free_ports(1)
        self.log = home / "host.log"
        self._environment = os.environ | {
            "LIENZO_HOME": str(home / "home"),
            "AzureWebJobsStorage": azurite.connection_string,
            "LIENZO_DATABASE_URL": f"mysql+pymysql://lienzo:password@127.0.0.1:{mariadb.port}/lienzo",
            "LIENZO_DATABASE_TLS": "off",
        }

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it, and return when it answers."""
        self.run([sys.executable, "-m", "localhost", "host", "--port", str(self.port)], self._environment)

    def answers(self) -> bool:
        """True once the app's own code answers."""
        try:
            return httpx.get(f"{self.url}/api/health/live", timeout=1).status_code == httpx.codes.OK
        except httpx.HTTPError:
            return False
