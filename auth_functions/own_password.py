"""The password of an account: confirmed, changed, forgotten and chosen anew; and the account's end, which it confirms."""

from dataclasses import dataclass

from auth_functions.addresses import Address
from auth_functions.desk import Desk
from auth_functions.password_rules import refuse_password
from auth_functions.throttle import FAILURES_OF_ACCOUNT, PASSWORDS_OF_USER, RESETS_FROM_ADDRESS, RESETS_OF_ACCOUNT
from shared.database import User
from shared.errors import Fault, InvalidCredentials, InvalidInput, InvalidOneTimeToken, Unauthorized
from shared.security.one_time import OneTimeSecret
from shared.security.throttle import Try
from shared.security.tokens import Identity


@dataclass(frozen=True)
class OwnPassword(Desk):
    """What a person does with the password of an account."""

    def change(self, identity: Identity, current: str, new: str) -> None:
        """Choose another password; the other sessions end, and links to choose one are void.

        Raises:
            InvalidCredentials: the current password is wrong.
            InvalidInput: the new one contains the e-mail address.
            TooManyAttempts: wrong ones too often.
        """
        user = self._confirm(identity, current)
        _check_context(new, user)
        hashed, now = self.resources.passwords.hash(new), self.resources.clock()
        with self.resources.database.transaction() as tx:
            if not tx.users.replace_password_hash(user, hashed):
                raise InvalidCredentials("The password was changed by someone else just now.")
            tx.sessions.revoke_all(user.id, now, keep=identity.session_id)
            tx.one_time_tokens.remove_all(user.id, "reset")
            self._journal.note(tx, "password_changed", user_id=user.id, session_id=identity.session_id)
        self.resources.liveness.forget_all(user.id)
        self._post.notice("password_changed", user.id)

    def forget(self, email: Address) -> None:
        """Ask for a link to choose a new password. Whether there is an account, neither the answer nor its time tells.

        Raises:
            TooManyAttempts: for this account or from this network address.
        """
        canonical = email.canonical
        with self.resources.database.transaction() as tx:
            refusal = self._throttle.count(tx, Try(RESETS_FROM_ADDRESS, self.caller.address), Try(RESETS_OF_ACCOUNT, canonical))
            if refusal is None:
                self._journal.note(tx, "reset_requested", email=canonical)
        self._throttle.enforce(refusal, email=canonical)
        self._post.reset(canonical)

    def reset(self, token: str, new: str) -> None:
        """Choose a new password with the token of a link; every session ends, and nobody is logged in.

        That the mail was read proves the address, too.

        Raises:
            InvalidOneTimeToken: the link was used, is too old, or is none of ours.
            InvalidInput: the new password contains the e-mail address.
        """
        digest, now = OneTimeSecret(token, "reset").digest, self.resources.clock()
        with self.resources.database.transaction(read_only=True) as tx:
            found = tx.one_time_tokens.get(digest, now)
            user = tx.users.get(found.user_id) if found else None
        if user is None:
            raise InvalidOneTimeToken
        _check_context(new, user)
        hashed = self.resources.passwords.hash(new)
        with self.resources.database.transaction() as tx:
            if tx.one_time_tokens.take(digest, now) is None or not tx.users.replace_password_hash(user, hashed):
                raise InvalidOneTimeToken
            tx.users.set_verified(user.id, now)
            tx.sessions.revoke_all(user.id, now)
            tx.one_time_tokens.remove_all(user.id)
            tx.throttles.clear(self._throttle.key(FAILURES_OF_ACCOUNT, user.email_canonical))
            self._journal.note(tx, "password_reset", user_id=user.id, email=user.email_canonical)
        self.resources.liveness.forget_all(user.id)
        self._post.notice("password_changed", user.id)

    def delete_account(self, identity: Identity, password: str) -> None:
        """Delete the account: its sessions are gone at once, its pictures are found by nobody, and the timer removes their bytes.

        Raises:
            InvalidCredentials: the password is wrong.
            TooManyAttempts: wrong ones too often.
        """
        user = self._confirm(identity, password)
        now = self.resources.clock()
        with self.resources.database.transaction() as tx:
            tx.images.doom_all(user.id)
            tx.jobs.cancel_all(user.id, now)
            tx.sessions.remove_all(user.id)
            tx.one_time_tokens.remove_all(user.id)
            tx.users.erase(user.id, now)
            self._journal.note(tx, "account_deleted", user_id=user.id)
        self.resources.liveness.forget_all(user.id)

    def _confirm(self, identity: Identity, password: str) -> User:
        """The caller, who knows the password."""
        wrong = Try(PASSWORDS_OF_USER, identity.user_id.hex)
        with self.resources.database.transaction() as tx:
            refusal = self._throttle.count(tx, wrong)
            user = tx.users.get(identity.user_id)
        self._throttle.enforce(refusal)
        if user is None:
            raise Unauthorized
        try:
            self.resources.passwords.verify(user.password_hash, password)
        except InvalidCredentials:
            with self.resources.database.transaction() as tx:
                self._journal.note(tx, "password_refused", user_id=user.id, session_id=identity.session_id)
            raise InvalidCredentials("The password is not right.") from None
        with self.resources.database.transaction() as tx:
            tx.throttles.clear(self._throttle.key(PASSWORDS_OF_USER, identity.user_id.hex))
        return user


def _check_context(new: str, user: User) -> None:
    """The rules that need the account; the others were checked when the body was read."""
    refusal = refuse_password(new, user.email.rpartition("@")[0])
    if refusal:
        raise InvalidInput(faults=[Fault("/newPassword", refusal.code, refusal.message)])
