"""What operators do: keys, accounts, the journal. `python -m auth_functions` is its command line."""

import json
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from auth_functions.addresses import Address
from auth_functions.callers import Caller
from auth_functions.journal import Journal
from shared.database import Event, User
from shared.errors import NotFound
from shared.resources import Resources
from shared.security.keys import key_file
from shared.security.rotation import key_names, new_key_set, replace_key_file, rotate

CLIENT = "operator"
PAGE = 500


@dataclass(frozen=True)
class Operation:
    """An operator at work, with the settings of this machine."""

    resources: Resources

    def new_keys(self) -> str:
        """A JWK Set with one private key, for LIENZO_SIGNING_KEYS where there is none yet. A secret: keep it in a vault."""
        return json.dumps(new_key_set())

    def rotate_keys(self) -> tuple[str | None, list[str]]:
        """Add a key that signs in a few minutes and leave out those that nobody needs any more. Nobody is logged out.

        Returns:
            The new JWK Set when the keys are in the setting, to be put there; None when they are in the file, which is written.
            And what became of each key.

        Raises:
            Unavailable: there are no keys.
        """
        self.resources.tokens.prepare()
        settings, path = self.resources.settings, key_file(self.resources.settings)
        text = settings.signing_keys.get_secret_value() if settings.signing_keys else path.read_text()
        before: dict[str, list[dict[str, Any]]] = json.loads(text)
        after = rotate(before, self.resources.clock(), settings.access_token_seconds)
        if not settings.signing_keys:
            replace_key_file(path, after)
        return json.dumps(after) if settings.signing_keys else None, _told(before, after)

    def users(self) -> list[User]:
        """All accounts, in the order in which they were made."""
        found: list[User] = []
        while True:
            with self.resources.database.transaction(read_only=True) as tx:
                page = tx.users.all(PAGE, after=found[-1].id if found else None)
            found += page
            if len(page) < PAGE:
                return found

    def set_disabled(self, email: str, *, disabled: bool) -> User:
        """Shut an account, which ends its sessions, or open it again.

        Raises:
            NotFound: no account has this address.
            ValueError: it is no address.
        """
        canonical, now = Address.parse(email).canonical, self.resources.clock()
        with self.resources.database.transaction() as tx:
            user = tx.users.by_email(canonical)
            if user is None:
                raise NotFound("There is no account with this e-mail address.")
            tx.users.set_disabled(user.id, now if disabled else None)
            if disabled:
                tx.sessions.revoke_all(user.id, now)
                tx.one_time_tokens.remove_all(user.id)
            journal = Journal(self.resources, Caller(None, CLIENT, str(uuid.uuid4())))
            journal.note(tx, "account_disabled" if disabled else "account_enabled", user_id=user.id, email=canonical)
        return user

    def events(self, *, days: int, limit: int, email: str | None = None, name: str | None = None) -> tuple[Event, ...]:
        """The journal, newest first.

        Args:
            days: how far back.
            limit: most events.
            email: of one address, whether or not it has an account.
            name: of one kind.

        Raises:
            ValueError: `email` is no address.
        """
        pseudonym = self.resources.tokens.keyring.pseudonym
        with self.resources.database.transaction(read_only=True) as tx:
            return tx.events.newest(
                limit,
                since=self.resources.clock() - timedelta(days=days),
                email_hash=pseudonym(Address.parse(email).canonical) if email else None,
                name=name,
            )


def _told(before: dict[str, list[dict[str, Any]]], after: dict[str, list[dict[str, Any]]]) -> list[str]:
    old, new = dict(key_names(before)), dict(key_names(after))
    lines = [f"{kid}: removed, its tokens have expired" for kid in old if kid not in new]
    for kid, begins in new.items():
        if kid in old:
            lines.append(f"{kid}: kept")
        else:
            lines.append(f"{kid}: new, signs from {datetime.fromtimestamp(begins, UTC):%Y-%m-%d %H:%M:%S} UTC")
    return lines
