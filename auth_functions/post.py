"""Sends letters in the background, so that neither a mail server's time nor what is written to whom can be told from an answer."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from auth_functions.callers import Caller
from auth_functions.letters import Kind, letter
from auth_functions.throttle import RESET_MAILS, VERIFICATION_MAILS, Throttle
from shared.database import OneTimeToken, Purpose, User
from shared.log import log_event
from shared.mail import Message
from shared.resources import Resources
from shared.security.one_time import OneTimeSecret
from shared.security.throttle import Limit, Try

if TYPE_CHECKING:
    from shared.database.session import Transaction

LIFE: dict[Purpose, timedelta] = {"verify": timedelta(hours=24), "reset": timedelta(minutes=30)}


@dataclass(frozen=True)
class Post:
    """The letters that follow from calls. Nothing that depends on whether an account exists is done before the call is answered."""

    resources: Resources
    caller: Caller

    def registration(self, candidate: User) -> None:
        """After a registration where addresses are verified: a link for a new account, a hint for who has one already.

        As long as nobody has proved the address, the last registration counts: its password, and its link only.
        """

        def compose() -> Message | None:
            with self.resources.database.transaction() as tx:
                if self._is_over(tx, VERIFICATION_MAILS, candidate.email_canonical):
                    return None
                user = tx.users.by_email(candidate.email_canonical)
                if user is None or user.disabled_at:
                    return None
                if user.verified_at:
                    return self._letter("taken", user)
                if user.id != candidate.id:
                    tx.users.replace_unverified(candidate)
                    user = tx.users.get(user.id) or user
                return self._with_link(tx, "verify", user)

        self._send("mail_registration", compose)

    def verification(self, user: User) -> None:
        """Another link, for who knows the password of an account whose address nobody has proved."""

        def compose() -> Message | None:
            with self.resources.database.transaction() as tx:
                if self._is_over(tx, VERIFICATION_MAILS, user.email_canonical):
                    return None
                return self._with_link(tx, "verify", user)

        self._send("mail_verification", compose)

    def reset(self, canonical: str) -> None:
        """A link to choose a new password, if there is such an account."""

        def compose() -> Message | None:
            with self.resources.database.transaction() as tx:
                user = tx.users.by_email(canonical)
                if self._is_over(tx, RESET_MAILS, canonical) or user is None or user.disabled_at:
                    return None
                return self._with_link(tx, "reset", user)

        self._send("mail_reset", compose)

    def notice(self, kind: Kind, user_id: UUID) -> None:
        """Tell a person what happened to the account."""

        def compose() -> Message | None:
            with self.resources.database.transaction(read_only=True) as tx:
                user = tx.users.get(user_id)
            return self._letter(kind, user) if user else None

        self._send("mail_notice", compose)

    def _is_over(self, tx: "Transaction", limit: Limit, canonical: str) -> bool:
        """True when this address has had such a letter just now: nobody's mailbox is filled by strangers."""
        return Throttle(self.resources, self.caller).count(tx, Try(limit, canonical)) is not None

    def _with_link(self, tx: "Transaction", purpose: Purpose, user: User) -> Message:
        secret, now = OneTimeSecret.new(purpose), self.resources.clock()
        tx.one_time_tokens.replace(OneTimeToken(secret.digest, user.id, purpose, now, now + LIFE[purpose]))
        return self._letter(purpose, user, secret.text)

    def _letter(self, kind: Kind, user: User, token: str = "") -> Message:
        return letter(kind, user, url=self.resources.settings.public_url, at=self.resources.clock(), token=token)

    def _send(self, name: str, compose: Callable[[], Message | None]) -> None:
        composed: list[Message | None] = []

        # May be run again when the mail server is busy: the letter stays the same then, and so does its link.
        def work() -> None:
            if not composed:
                composed.append(compose())
            if composed[0]:
                self.resources.mailer.send(composed[0])
                log_event(name, sent=True, requestId=self.caller.request_id)

        self.resources.background(name, work)
