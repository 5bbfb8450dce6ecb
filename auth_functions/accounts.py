"""Accounts: made, recognised by their password, looked up and changed."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from uuid_utils.compat import uuid7

from auth_functions.addresses import Address
from auth_functions.schemas import Registration
from auth_functions.sessions import Grant, Sessions
from shared.database import User
from shared.errors import InvalidCredentials, Unauthorized
from shared.resources import Resources
from shared.security.tokens import Identity

if TYPE_CHECKING:
    from shared.database.session import Transaction


@dataclass(frozen=True)
class Accounts:
    """What people do with their accounts. No database connection is held while a password is hashed."""

    resources: Resources

    @property
    def _sessions(self) -> Sessions:
        return Sessions(self.resources)

    def register(self, wanted: Registration) -> Grant:
        """Make an account and log it in.

        Raises:
            EmailTaken: there is one with this address.
            DatabaseUnavailable: it was not made, or nobody knows; then another try answers EmailTaken.
        """
        address = Address.parse(wanted.email)
        user = User(
            id=uuid7(),
            email=address.text,
            email_canonical=address.canonical,
            password_hash=self.resources.passwords.hash(wanted.password),
            display_name=wanted.display_name or address.local_part,
            locale=wanted.locale,
            created_at=self.resources.clock(),
        )
        with self.resources.database.transaction() as tx:
            tx.users.add(user)
            return self._sessions.begin(tx, user)

    def log_in(self, email: str, password: str) -> Grant:
        """Open a session for who knows the password.

        Raises:
            InvalidCredentials: the password is wrong or there is no such account; neither the answer nor its time says which.
        """
        with self.resources.database.transaction(read_only=True) as tx:
            user = tx.users.by_email(Address.parse(email).canonical)
        passwords = self.resources.passwords
        passwords.verify(user.password_hash if user else None, password)
        if user is None:
            raise InvalidCredentials
        renewed = passwords.hash(password) if passwords.needs_rehash(user.password_hash) else None
        with self.resources.database.transaction() as tx:
            if renewed:
                tx.users.replace_password_hash(user, renewed)
            return self._sessions.begin(tx, user)

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

    def _own(self, tx: "Transaction", identity: Identity) -> User:
        session, user = tx.sessions.get(identity.session_id), tx.users.get(identity.user_id)
        if user is None or session is None or not session.is_live(self.resources.clock(), self._sessions.idle):
            raise Unauthorized
        return user
