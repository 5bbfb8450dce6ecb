"""How often an account or an address may try something.

What is counted is the address or account that was named, whether it exists or not: a refusal tells nothing. Nothing is ever locked for
longer than its window, and sessions that are open already are not touched.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from auth_functions.callers import Caller
from auth_functions.journal import Journal
from shared.errors import TooManyAttempts
from shared.resources import Resources
from shared.security.throttle import Counters, Limit, Refusal, Try

if TYPE_CHECKING:
    from shared.database.session import Transaction


MINUTE = timedelta(minutes=1)
LOGINS_FROM_ADDRESS = Limit("logins from an address", 30, MINUTE)
FAILURES_FROM_ADDRESS = Limit("failed logins from an address", 10, MINUTE)
FAILURES_OF_ACCOUNT = Limit("failed logins of an account", 5, 5 * MINUTE)
REGISTRATIONS_FROM_ADDRESS = Limit("registrations from an address", 20, MINUTE)
RESETS_FROM_ADDRESS = Limit("resets from an address", 20, MINUTE)
RESETS_OF_ACCOUNT = Limit("resets of an account", 5, MINUTE)
# Of who is logged in. Not the counter of log-ins: with that, a stranger could keep a person from changing the password.
PASSWORDS_OF_USER = Limit("passwords of a user", 5, 5 * MINUTE)
VERIFICATION_MAILS = Limit("verification mails", 1, MINUTE)
RESET_MAILS = Limit("reset mails", 1, MINUTE)


@dataclass(frozen=True)
class Throttle:
    """Counts a caller's tries."""

    resources: Resources
    caller: Caller

    def count(self, tx: "Transaction", *tries: Try) -> Refusal | None:
        """Count tries, the caller's address before the account: then a caller who is over the limit adds nothing to the account's.

        Returns:
            The first limit that was passed; commit the transaction, then hand it to `enforce`.
        """
        return self._counters.count(tx, self.resources.clock(), *tries)

    def enforce(self, refusal: Refusal | None, *, email: str | None = None) -> None:
        """Refuse what was over a limit.

        Raises:
            TooManyAttempts: with the seconds until the window ends.
        """
        if refusal is None:
            return
        # The first one only: a flood shall not fill the journal.
        if refusal.hits == refusal.limit.most + 1:
            with self.resources.database.transaction() as tx:
                Journal(self.resources, self.caller).note(tx, "throttled", email=email, reason=refusal.limit.name)
        raise TooManyAttempts(retry_after=refusal.seconds, limit=refusal.limit.name)

    def key(self, limit: Limit, subject: str) -> bytes:
        """The counter's key, 32 bytes, which tells nothing of the subject."""
        return self._counters.key(limit, subject)

    @property
    def _counters(self) -> Counters:
        return Counters(self.resources.tokens.keyring)
