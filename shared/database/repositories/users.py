"""Accounts."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, Select, bindparam, delete, exists, insert, select, update
from sqlalchemy.exc import IntegrityError

from shared.database.repositories.statements import breaks_unique_key
from shared.database.rows import User
from shared.database.tables import images, jobs, renditions, users
from shared.errors import EmailTaken

# Made once: to make a statement costs more time than to run it, and these are run at each log-in.
_BY_ID = select(users).where(users.c.id == bindparam("value"), users.c.deleted_at.is_(None))
_BY_EMAIL = select(users).where(users.c.email_canonical == bindparam("value"), users.c.deleted_at.is_(None))


@dataclass(frozen=True)
class Users:
    """The table `users`."""

    connection: Connection

    def add(self, user: User) -> None:
        """Add an account.

        Raises:
            EmailTaken: there is one with this address. Of several that try at once, one gets it.
        """
        try:
            self.connection.execute(insert(users).values(asdict(user)))
        except IntegrityError as error:
            if breaks_unique_key(error):
                raise EmailTaken from None
            raise

    def get(self, user_id: UUID) -> User | None:
        """Look up an account; one that was deleted is not found."""
        return self._one(_BY_ID, user_id)

    def by_email(self, email_canonical: str) -> User | None:
        """Look up an account by its canonical address."""
        return self._one(_BY_EMAIL, email_canonical)

    def all(self, limit: int, *, after: UUID | None = None) -> tuple[User, ...]:
        """Accounts in the order in which they were made, `limit` at most, after the one with the id `after`."""
        query = select(users).where(users.c.deleted_at.is_(None)).order_by(users.c.id).limit(limit)
        if after:
            query = query.where(users.c.id > after)
        return tuple(_user(row) for row in self.connection.execute(query))

    def update_profile(self, user_id: UUID, *, display_name: str | None, locale: str | None) -> None:
        """Change what is not None."""
        changed = {name: value for name, value in (("display_name", display_name), ("locale", locale)) if value is not None}
        if changed:
            self.connection.execute(update(users).where(users.c.id == user_id).values(changed))

    def replace_password_hash(self, user: User, password_hash: str) -> bool:
        """Store a new hash, unless the password was changed since `user` was read.

        Returns:
            Whether it was stored.
        """
        unchanged = (users.c.id == user.id) & (users.c.password_hash == user.password_hash)
        return bool(self.connection.execute(update(users).where(unchanged).values(password_hash=password_hash)).rowcount)

    def replace_unverified(self, user: User) -> bool:
        """Put another registration of the same address in the place of one whose address nobody has proved.

        Returns:
            Whether it was: not when somebody did prove it.
        """
        unverified = (users.c.email_canonical == user.email_canonical) & users.c.verified_at.is_(None) & users.c.disabled_at.is_(None)
        changed = {"password_hash": user.password_hash, "display_name": user.display_name, "locale": user.locale, "email": user.email}
        return bool(self.connection.execute(update(users).where(unverified).values(changed)).rowcount)

    def set_verified(self, user_id: UUID, at: datetime) -> None:
        """Note that the address is the person's; the first time counts."""
        self.connection.execute(update(users).where(users.c.id == user_id, users.c.verified_at.is_(None)).values(verified_at=at))

    def set_disabled(self, user_id: UUID, at: datetime | None) -> None:
        """Shut an account, or open it again with None."""
        self.connection.execute(update(users).where(users.c.id == user_id).values(disabled_at=at))

    def hold(self, user_id: UUID) -> None:
        """Let no other transaction hold this account until the end of this one: what is summed up now stays true until then."""
        self.connection.execute(select(users.c.id).where(users.c.id == user_id).with_for_update())

    def erase(self, user_id: UUID, at: datetime) -> None:
        """Wipe an account and give its address free. The row stays, without anything personal, until `remove_erased`."""
        nothing = {"email": "", "email_canonical": f"deleted {user_id}", "password_hash": "", "display_name": "", "deleted_at": at}
        self.connection.execute(update(users).where(users.c.id == user_id).values(nothing))

    def erased(self, limit: int) -> tuple[UUID, ...]:
        """Accounts that were deleted and whose row is still there, `limit` at most."""
        query = select(users.c.id).where(users.c.deleted_at.is_not(None)).order_by(users.c.deleted_at).limit(limit)
        return tuple(self.connection.scalars(query))

    def remove_erased(self, before: datetime) -> int:
        """Remove the rows of accounts that were deleted before this time and have no pictures and no jobs left.

        Returns:
            How many there were.
        """
        owned = [exists().where(table.c.user_id == users.c.id) for table in (images, jobs, renditions)]
        gone = users.c.deleted_at < before
        return self.connection.execute(delete(users).where(gone, *(~each for each in owned))).rowcount

    def _one(self, query: Select[Any], value: object) -> User | None:
        row = self.connection.execute(query, {"value": value}).one_or_none()
        return None if row is None else _user(row)


def _user(row: Row[Any]) -> User:
    return User(**row._mapping)  # noqa: SLF001  public in spite of its name
