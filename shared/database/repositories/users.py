"""Accounts."""

from dataclasses import asdict, dataclass
from uuid import UUID

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.exc import IntegrityError

from shared.database.repositories.statements import breaks_unique_key
from shared.database.rows import User
from shared.database.tables import users
from shared.errors import EmailTaken


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
        """Look up an account."""
        row = self.connection.execute(select(users).where(users.c.id == user_id)).one_or_none()
        return None if row is None else User(**row._mapping)  # noqa: SLF001  public in spite of its name

    def by_email(self, email_canonical: str) -> User | None:
        """Look up an account by its canonical address."""
        row = self.connection.execute(select(users).where(users.c.email_canonical == email_canonical)).one_or_none()
        return None if row is None else User(**row._mapping)  # noqa: SLF001  public in spite of its name

    def update_profile(self, user_id: UUID, *, display_name: str | None, locale: str | None) -> None:
        """Change what is not None."""
        changed = {name: value for name, value in (("display_name", display_name), ("locale", locale)) if value is not None}
        if changed:
            self.connection.execute(update(users).where(users.c.id == user_id).values(changed))

    def replace_password_hash(self, user: User, password_hash: str) -> None:
        """Store a new hash of the same password, unless the password was changed since `user` was read."""
        unchanged = (users.c.id == user.id) & (users.c.password_hash == user.password_hash)
        self.connection.execute(update(users).where(unchanged).values(password_hash=password_hash))
