"""The journal of security events: what happened to which account and from where, without a secret and without an address."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal
from uuid import UUID

from uuid_utils.compat import uuid7

from auth_functions.callers import Caller
from shared.database import Event
from shared.resources import Resources

if TYPE_CHECKING:
    from shared.database.session import Transaction

Name = Literal[
    "registered",
    "register_repeated",
    "email_verified",
    "logged_in",
    "login_failed",
    "throttled",
    "logged_out",
    "session_revoked",
    "refresh_reused",
    "password_changed",
    "password_refused",
    "reset_requested",
    "password_reset",
    "account_deleted",
    "account_disabled",
    "account_enabled",
]


@dataclass(frozen=True)
class Journal:
    """Writes down what a caller did."""

    resources: Resources
    caller: Caller

    def note(
        self,
        tx: "Transaction",
        name: Name,
        *,
        user_id: UUID | None = None,
        session_id: UUID | None = None,
        email: str | None = None,
        reason: str | None = None,
    ) -> None:
        """Write an event down, in the transaction in which it happens.

        Args:
            tx: the transaction.
            name: what happened.
            user_id: to which account.
            session_id: in which session.
            email: canonical address, of which only a pseudonym is kept.
            reason: why it was refused, or which scope it had.
        """
        pseudonym, address = self.resources.tokens.keyring.pseudonym, self.caller.address
        tx.events.add(
            Event(
                id=uuid7(),
                at=self.resources.clock(),
                name=name,
                reason=reason,
                user_id=user_id,
                session_id=session_id,
                email_hash=pseudonym(email) if email else None,
                address_hash=pseudonym(address) if address else None,
                client=self.caller.client,
                request_id=self.caller.request_id,
            )
        )
