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
from shared.gallery import Drops, Flights, JobRuns, Jobs, MadePicture, Pictures, Presets, Renditions, SharedPictures, Shares, Visits
from shared.gallery.drop_presets import DropPresets
from shared.gallery.job_limits import JOBS_QUEUE
from shared.gallery.own_folders import OwnFolders
from shared.gallery.uploads import Uploads
from shared.leftovers import Leftovers
from shared.mail import Mailer, open_mailer
from shared.security.liveness import Liveness
from shared.security.passwords import Passwords
from shared.security.share_links import ShareKeys
from shared.security.throttle import Counters
from shared.security.tokens import AccessTokens, Identity
from shared.storage import ObjectStore, open_host_store, open_store
from shared.storage.queues import MessageQueue, open_queue


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
    job_queue: MessageQueue
    clock: Callable[[], datetime] = field(default=now)
    liveness: Liveness = field(default_factory=Liveness)
    background: Callable[[str, Callable[[], object]], None] = field(default_factory=Background)
    flights: Flights[MadePicture] = field(default_factory=Flights)
    host_store: ObjectStore | None = None  # where the Functions host looks for files, when pictures live elsewhere

    @classmethod
    def from_settings(cls, settings: Settings) -> "Resources":
        """Make all of it from settings; opens no connection and reads no file."""
        return cls(
            settings=settings,
            database=Database(settings),
            store=open_store(settings),
            passwords=Passwords(settings),
            tokens=AccessTokens(settings),
            job_queue=open_queue(settings, JOBS_QUEUE),
            host_store=None if settings.store == "azure" else open_host_store(settings),
        )

    @property
    def leftovers(self) -> Leftovers:
        """What accounts leave behind."""
        return Leftovers(self.settings, self.database, self.clock, (self.own_folders.remove_all, self.uploads.remove_all))

    @property
    def mailer(self) -> Mailer:
        """What sends mail."""
        return open_mailer(self.settings)

    @property
    def pictures(self) -> Pictures:
        """The pictures of accounts."""
        return Pictures(self.settings, self.database, self.store, self.clock, self.own_folders)

    @property
    def uploads(self) -> Uploads:
        """Files that come straight into the store."""
        return Uploads(self.pictures)

    @property
    def renditions(self) -> Renditions:
        """What accounts made of their pictures."""
        return Renditions(self.pictures)

    @property
    def presets(self) -> Presets:
        """Recipes with a name."""
        return Presets(self.database, self.clock)

    @property
    def shares(self) -> Shares:
        """Links to pictures."""
        return Shares(self.database, self.presets, self.passwords, self.clock)

    @property
    def visits(self) -> Visits:
        """What the holders of links may do."""
        keyring = self.tokens.keyring
        return Visits(self.database, self.presets, self.passwords, ShareKeys(self.settings, keyring), Counters(keyring), self.clock)

    @property
    def shared_pictures(self) -> SharedPictures:
        """What is made for the holders of links."""
        return SharedPictures(self.renditions, self.flights)

    @property
    def drops(self) -> Drops:
        """Dropped files."""
        presets = DropPresets(self.presets, self.drops_store, self.settings.presets_container)
        return Drops(self.renditions, self.drops_store, presets)

    @property
    def jobs(self) -> Jobs:
        """The same work on many pictures."""
        return Jobs(self.pictures, self.job_queue)

    @property
    def job_runs(self) -> JobRuns:
        """What does it."""
        return JobRuns(self.jobs, self.renditions)

    @property
    def own_folders(self) -> OwnFolders:
        """What accounts have among the dropped files."""
        return OwnFolders(self.settings, self.database, self.drops_store, self.clock)

    @property
    def drops_store(self) -> ObjectStore:
        """Where dropped files, what is made of them, and the operators' presets are."""
        return self.host_store or self.store

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

    def prepare(self) -> None:
        """Make the signing key, the embedded database, containers and queue where they are missing; let the web app into the store."""
        self.tokens.prepare()
        self.database.probe()
        self.ensure_containers()
        self.job_queue.ensure()
        self.store.admit(self.settings.public_url)

    def ensure_containers(self) -> None:
        """Make the containers where they are missing, each in its store."""
        settings = self.settings
        self.store.ensure([settings.pictures_container, settings.incoming_container])
        self.drops_store.ensure([settings.uploads_container, settings.outputs_container, settings.presets_container])


if __name__ == "__main__":
    try:
        Resources.from_settings(Settings()).prepare()
    except Unavailable as error:
        sys.exit("\n  ".join([error.message, *(f"{name}: {value}" for name, value in error.facts.items())]))
