"""Accounts: made, proved to be whose they are, recognised by their password, looked up and changed."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from uuid_utils.compat import uuid7

from auth_functions.addresses import Address
from auth_functions.desk import Desk
from auth_functions.schemas import Registration
from auth_functions.sessions import Grant, Sessions
from auth_functions.throttle import (
    FAILURES_FROM_ADDRESS,
    FAILURES_OF_ACCOUNT,
    LOGINS_FROM_ADDRESS,
    REGISTRATIONS_FROM_ADDRESS,
)
from shared.database import User
from shared.errors import EmailNotVerified, EmailTaken, InvalidCredentials, InvalidOneTimeToken, Unauthorized
from shared.security.one_time import OneTimeSecret
from shared.security.throttle import Try
from shared.security.tokens import Identity

if TYPE_CHECKING:
    from shared.database.session import Transaction


@dataclass(frozen=True)
class Accounts(Desk):
    """What people do with their accounts."""

    def register(self, wanted: Registration) -> Grant | None:
        """Make an account and log it in.

        Returns:
            A session; None where addresses are verified: then it is the same, and takes the same time, whether or not there is an
            account with this address, and all else is in the mail.

        Raises:
            EmailTaken: there is one with this address; only where addresses are not verified.
            TooManyAttempts: from this network address.
            DatabaseUnavailable: it was not made, or nobody knows; then another try answers EmailTaken.
        """
        with self.resources.database.transaction() as tx:
            refusal = self._throttle.count(tx, Try(REGISTRATIONS_FROM_ADDRESS, self.caller.address))
        self._throttle.enforce(refusal)
        address = wanted.email
        user = User(
            id=uuid7(),
            email=address.text,
            email_canonical=address.canonical,
            password_hash=self.resources.passwords.hash(wanted.password),
            display_name=wanted.display_name or address.local_part,
            locale=wanted.locale,
            created_at=self.resources.clock(),
        )
        if self.resources.settings.email_verification == "off":
            with self.resources.database.transaction() as tx:
                tx.users.add(user)
                self._journal.note(tx, "registered", user_id=user.id, email=user.email_canonical)
                return self._sessions.begin(tx, user)
        self._register_unverified(user)
        return None

    def verify(self, token: str) -> None:
        """Note that an address is the person's, who has read the mail that was sent there.

        Raises:
            InvalidOneTimeToken: the link was used, is too old, or is none of ours.
        """
        now = self.resources.clock()
        with self.resources.database.transaction() as tx:
            taken = tx.one_time_tokens.take(OneTimeSecret(token, "verify").digest, now)
            if taken is None:
                raise InvalidOneTimeToken
            tx.users.set_verified(taken.user_id, now)
            self._journal.note(tx, "email_verified", user_id=taken.user_id)

    def log_in(self, email: Address, password: str) -> Grant:
        """Open a session for who knows the password.

        Raises:
            InvalidCredentials: the password is wrong, or there is no such account, or it is disabled; neither the answer nor its time
                says which.
            EmailNotVerified: the password is right, and another link is on its way.
            TooManyAttempts: for this account or from this network address.
        """
        canonical = email.canonical
        failures = Try(FAILURES_OF_ACCOUNT, canonical)
        from_here = Try(FAILURES_FROM_ADDRESS, self.caller.address)
        with self.resources.database.transaction() as tx:
            # Before the password is looked at, so that of many tries at once no more are looked at than the limit says.
            refusal = self._throttle.count(tx, Try(LOGINS_FROM_ADDRESS, self.caller.address), from_here, failures)
            user = tx.users.by_email(canonical)
        self._throttle.enforce(refusal, email=canonical)
        user = self._recognise(user, canonical, password)
        passwords = self.resources.passwords
        renewed = passwords.hash(password) if passwords.needs_rehash(user.password_hash) else None
        with self.resources.database.transaction() as tx:
            tx.throttles.clear(self._throttle.key(failures.limit, canonical))
            if self.caller.address:
                tx.throttles.undo(self._throttle.key(from_here.limit, self.caller.address))
            if renewed:
                tx.users.replace_password_hash(user, renewed)
            if self._is_usable(user):
                grant = self._sessions.begin(tx, user)
                self._journal.note(tx, "logged_in", user_id=user.id, session_id=grant.session_id, email=canonical)
                return grant
            self._journal.note(tx, "login_failed", user_id=user.id, email=canonical, reason="not verified")
        self._post.verification(user)
        raise EmailNotVerified

    def get(self, identity: Identity) -> User:
        """The caller's account.

        Raises:
            Unauthorized: its session has ended, or it is gone.
        """
        with self.resources.database.transaction(read_only=True) as tx:
            return self._own(tx, identity)

    def change(self, identity: Identity, *, display_name: str | None, locale: str | None) -> User:
        """Change what is not None or empty; raises as `get`."""
        with self.resources.database.transaction() as tx:
            self._own(tx, identity)
            tx.users.update_profile(identity.user_id, display_name=display_name or None, locale=locale)
            return self._own(tx, identity)

    def _register_unverified(self, user: User) -> None:
        # In either case one transaction with the same statements: its time does not tell which case it was.
        with self.resources.database.transaction() as tx:
            try:
                tx.users.add(user)
            except EmailTaken:
                self._journal.note(tx, "register_repeated", email=user.email_canonical)
            else:
                self._journal.note(tx, "registered", user_id=user.id, email=user.email_canonical)
        self._post.registration(user)

    def _recognise(self, user: User | None, canonical: str, password: str) -> User:
        """The person, who knows the password; it is looked at in any case."""
        reason = "no such account" if user is None else "disabled" if user.disabled_at else None
        try:
            self.resources.passwords.verify(user.password_hash if user else None, password)
        except InvalidCredentials:
            reason = reason or "wrong password"
        if user is None or reason:
            with self.resources.database.transaction() as tx:
                self._journal.note(tx, "login_failed", user_id=user.id if user else None, email=canonical, reason=reason)
            raise InvalidCredentials
        return user

    def _is_usable(self, user: User) -> bool:
        return user.verified_at is not None or self.resources.settings.email_verification == "off"

    def _own(self, tx: "Transaction", identity: Identity) -> User:
        user = tx.users.get(identity.user_id)
        if user is None or not tx.sessions.is_live(identity.session_id, user.id, self.resources.clock(), self._sessions.idle):
            raise Unauthorized
        return user

    @property
    def _sessions(self) -> Sessions:
        return Sessions(self.resources, self.caller)
