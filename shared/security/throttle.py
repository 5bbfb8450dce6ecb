"""How often something may be tried: counted in the database, so that instances count together and of many tries at once none slips by."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from shared.security.keyring import Keyring

if TYPE_CHECKING:
    from shared.database.session import Transaction


class Limit(NamedTuple):
    """So many tries in so long a window, which begins with the first one."""

    name: str
    most: int
    window: timedelta


class Try(NamedTuple):
    """Something that is counted: None for a subject that is not known, which is not counted."""

    limit: Limit
    subject: str | None


class Refusal(NamedTuple):
    """A limit that was passed, by which try, and the seconds until its window ends."""

    limit: Limit
    hits: int
    seconds: int


@dataclass(frozen=True)
class Counters:
    """The counters of tries, whose keys tell nothing of what they count."""

    keyring: Keyring

    def count(self, tx: "Transaction", now: datetime, *tries: Try) -> Refusal | None:
        """Count tries, in their order; those behind a limit that was passed are not counted.

        Returns:
            The first limit that was passed; commit the transaction before refusing.
        """
        for limit, subject in tries:
            if subject is None:
                continue
            hits, ends = tx.throttles.hit(self.key(limit, subject), now, limit.window)
            if hits > limit.most:
                return Refusal(limit, hits, max(1, ceil((ends - now).total_seconds())))
        return None

    def undo(self, tx: "Transaction", *tries: Try) -> None:
        """Take tries back that turned out to be none."""
        for limit, subject in tries:
            if subject is not None:
                tx.throttles.undo(self.key(limit, subject))

    def key(self, limit: Limit, subject: str) -> bytes:
        """The counter's key, 32 bytes."""
        return self.keyring.pseudonym(f"{limit.name} {subject}")
