"""Resources: what every function of a process shares. Built once, when the app is imported; connections are opened on first use.

`python -m shared.resources` prepares what an empty machine lacks: the signing key, the embedded database, the containers.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from shared.background import Background
from shared.config import Settings
from shared.database import Database
from shared.errors import Unavailable
from shared.gallery import Drops, Pictures, Presets, Renditions
from shared.leftovers import Leftovers
from shared.mail import Mailer, open_mailer
from shared.security.liveness import Liveness
from shared.security.passwords import Passwords
from shared.security.tokens import AccessTokens, Identity
from shared.storage import ObjectStore, open_store


def now() -> datetime:
    """The time, aware, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Resources:
    """The services of this process. Every one is safe to use from several threads."""

    settings: Settings
    database: Database
    store: ObjectStore
    passwords: Passwords
    tokens: AccessTokens
    clock: Callable[[], datetime] = field(default=now)
    liveness: Liveness = field(default_factory=Liveness)
    background: Callable[[str, Callable[[], object]], None] = field(default_factory=Background)

    @classmethod
    def from_settings(cls, settings: Settings) -> "Resources":
        """Make all of it from settings; opens no connection and reads no file."""
        return cls(
            settings=settings,
            database=Database(settings),
            store=open_store(settings),
            passwords=Passwords(settings),
            tokens=AccessTokens(settings),
        )

    @property
    def leftovers(self) -> Leftovers:
        """What accounts leave behind."""
        return Leftovers(self.settings, self.database, self.clock)

    @property
    def mailer(self) -> Mailer:
        """What sends mail."""
        return open_mailer(self.settings)

    @property
    def pictures(self) -> Pictures:
        """The pictures of accounts."""
        return Pictures(self.settings, self.database, self.store, self.clock)

    @property
    def renditions(self) -> Renditions:
        """What accounts made of their pictures."""
        return Renditions(self.pictures)

    @property
    def presets(self) -> Presets:
        """Recipes with a name."""
        return Presets(self.database, self.clock)

    @property
    def drops(self) -> Drops:
        """Dropped files."""
        return Drops(self.pictures)

    def require_live(self, identity: Identity) -> None:
        """Let the calls of live sessions pass, at the cost of a look into the database every 20 s.

        Raises:
            Unauthorized: the session has ended, or its account is disabled or gone.
        """
        moment = self.clock()

        def look() -> bool:
            with self.database.transaction(read_only=True) as tx:
                return tx.sessions.is_live(identity.session_id, identity.user_id, moment, self.settings.session_idle)

        self.liveness.require(identity, moment, look)

    @property
    def containers(self) -> tuple[str, ...]:
        """The containers that must exist."""
        settings = self.settings
        return settings.pictures_container, settings.uploads_container, settings.outputs_container, settings.presets_container

    def prepare(self) -> None:
        """Make the signing key, the embedded database and the containers where they are missing."""
        self.tokens.prepare()
        self.database.probe()
        self.store.ensure(self.containers)


if __name__ == "__main__":
    try:
        Resources.from_settings(Settings()).prepare()
    except Unavailable as error:
        sys.exit("\n  ".join([error.message, *(f"{name}: {value}" for name, value in error.facts.items())]))
