"""The desk: what all work on accounts is done with."""

from dataclasses import dataclass

from auth_functions.callers import Caller
from auth_functions.journal import Journal
from auth_functions.post import Post
from auth_functions.throttle import Throttle
from shared.resources import Resources


@dataclass(frozen=True)
class Desk:
    """The services of this process and who calls; from both, the journal, the counters of tries and the post.

    No database connection is held here while a password is hashed.
    """

    resources: Resources
    caller: Caller

    @property
    def _journal(self) -> Journal:
        return Journal(self.resources, self.caller)

    @property
    def _throttle(self) -> Throttle:
        return Throttle(self.resources, self.caller)

    @property
    def _post(self) -> Post:
        return Post(self.resources, self.caller)
