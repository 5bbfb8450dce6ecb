"""Jobs as their owners and the timer see them."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, Select, delete, func, insert, select, update

from shared.database.job_rows import OPEN, Job, JobItem, JobItemState
from shared.database.repositories.paging import Order, find_page
from shared.database.rows import Page
from shared.database.tables import job_items, jobs, users
from shared.errors import Fault, InvalidInput

NEWEST_FIRST = Order("-createdAt", jobs.c.created_at, descending=True)
INSERTED_AT_ONCE = 1000
LAST_POSITION = 10**9
# What nobody has done yet, whether somebody is at it or not.
TO_DO = ("waiting", "taken")


@dataclass(frozen=True)
class Jobs:
    """The tables `jobs` and `job_items`. What belongs to an account is found only with that account's id."""

    connection: Connection

    def add(self, job: Job, items: Sequence[JobItem]) -> None:
        """Keep a new job and its items."""
        self.connection.execute(insert(jobs).values(asdict(job)))
        for start in range(0, len(items), INSERTED_AT_ONCE):
            rows = [{"job_id": job.id, **asdict(item)} for item in items[start : start + INSERTED_AT_ONCE]]
            self.connection.execute(insert(job_items), rows)

    def get(self, user_id: UUID, job_id: UUID, *, hold: bool = False) -> Job | None:
        """One of the account's jobs.

        Args:
            user_id: whose job.
            job_id: which one.
            hold: let nobody else change it until the end of the transaction.
        """
        query = select(jobs).where(jobs.c.id == job_id, jobs.c.user_id == user_id)
        row = self.connection.execute(query.with_for_update() if hold else query).one_or_none()
        return None if row is None else read_job(row)

    def page(self, user_id: UUID, *, limit: int, cursor: str | None = None) -> Page[Job]:
        """A page of an account's jobs, newest first.

        Raises:
            InvalidInput: the cursor is not valid.
        """
        return find_page(self.connection, select(jobs).where(jobs.c.user_id == user_id), NEWEST_FIRST, read_job, limit=limit, cursor=cursor)

    def items(self, job_id: UUID, *, state: JobItemState | None, limit: int, cursor: str | None = None) -> Page[JobItem]:
        """A page of a job's items in their order.

        Args:
            job_id: which job.
            state: only items in this one; *waiting* are those too that somebody is at.
            limit: most items of the page.
            cursor: `next_cursor` of the page before.

        Raises:
            InvalidInput: the cursor is not valid.
        """
        states = TO_DO if state == "waiting" else (state,)
        which = job_items.c.job_id == job_id
        wanted = which if state is None else which & job_items.c.state.in_(states)
        total = self.connection.scalar(select(func.count()).select_from(job_items).where(wanted)) or 0
        query = select_items().where(wanted, job_items.c.position > _position(cursor)).order_by(job_items.c.position).limit(limit + 1)
        found = [read_item(row) for row in self.connection.execute(query)]
        return Page(tuple(found[:limit]), str(found[limit - 1].position) if len(found) > limit else None, total)

    def all_items(self, job_id: UUID) -> tuple[JobItem, ...]:
        """All items of a job in their order."""
        query = select_items().where(job_items.c.job_id == job_id).order_by(job_items.c.position)
        return tuple(read_item(row) for row in self.connection.execute(query))

    def count_open(self, user_id: UUID) -> int:
        """How many jobs of the account are not over."""
        which = (jobs.c.user_id == user_id) & jobs.c.state.in_(OPEN)
        return self.connection.scalar(select(func.count()).select_from(jobs).where(which)) or 0

    def cancel(self, job_id: UUID, at: datetime) -> None:
        """End a job before its time; one that is over stays as it is."""
        over = {"state": "cancelled", "updated_at": at, "finished_at": at}
        self.connection.execute(update(jobs).where(jobs.c.id == job_id, jobs.c.state.in_(OPEN)).values(over))

    def cancel_all(self, user_id: UUID, at: datetime) -> None:
        """End all jobs of an account."""
        over = {"state": "cancelled", "updated_at": at, "finished_at": at}
        self.connection.execute(update(jobs).where(jobs.c.user_id == user_id, jobs.c.state.in_(OPEN)).values(over))

    def begin_again(self, job: Job, at: datetime) -> None:
        """Let what failed wait again, and what waits still; of a zip, which must be gone, everything. The job must be held."""
        again = {"state": "waiting", "code": None, "message": None, "tries": 0, "claimed_until": None}
        which = job_items.c.job_id == job.id
        kept = job.done if job.kind == "preset" else 0
        if job.kind == "preset":
            which &= job_items.c.state != "done"
        self.connection.execute(update(job_items).where(which).values(again))
        anew = {"state": "queued", "done": kept, "failed": 0, "updated_at": at, "finished_at": None}
        anew |= {"claimed_until": None, "archive_until": None}
        self.connection.execute(update(jobs).where(jobs.c.id == job.id).values(anew))

    def remove(self, job_id: UUID) -> None:
        """Remove a job's row and those of its items: its zip must be gone already."""
        self.connection.execute(delete(jobs).where(jobs.c.id == job_id))

    def stalled(self, before: datetime, limit: int) -> tuple[Job, ...]:
        """Jobs that are not over and of which nothing came since this time, `limit` at most."""
        return self._some(select(jobs).where(jobs.c.state.in_(OPEN), jobs.c.updated_at < before), limit)

    def with_old_archive(self, before: datetime, limit: int) -> tuple[Job, ...]:
        """Jobs whose zip could be fetched until this time, `limit` at most."""
        return self._some(select(jobs).where(jobs.c.archive_until < before), limit)

    def forget_archive(self, job: Job) -> None:
        """Note that a job's zip is gone, unless it has another one by now."""
        same = (jobs.c.id == job.id) & (jobs.c.archive_until == job.archive_until)
        self.connection.execute(update(jobs).where(same).values(archive_until=None))

    def outlived(self, before: datetime, limit: int) -> tuple[Job, ...]:
        """Jobs that were over at this time, and those of accounts that were deleted; `limit` of each at most."""
        over = select(jobs).where(jobs.c.state.not_in(OPEN), jobs.c.updated_at < before)
        orphaned = select(jobs).join(users, users.c.id == jobs.c.user_id).where(users.c.deleted_at.is_not(None))
        return self._some(orphaned, limit) + self._some(over, limit)

    def _some(self, query: Select[Any], limit: int) -> tuple[Job, ...]:
        return tuple(read_job(row) for row in self.connection.execute(query.order_by(jobs.c.updated_at).limit(limit)))


def read_job(row: Row[Any]) -> Job:
    """A row as a job."""
    return Job(**row._mapping)  # noqa: SLF001  public in spite of its name


def select_items() -> Select[Any]:
    """What an item is made of."""
    return select(*(job_items.c[column.name] for column in fields(JobItem)))


def read_item(row: Row[Any]) -> JobItem:
    """A row as an item."""
    return JobItem(**row._mapping)  # noqa: SLF001  public in spite of its name


def _position(cursor: str | None) -> int:
    if cursor is None:
        return -1
    if not cursor.isascii() or not cursor.isdecimal() or len(cursor) > len(str(LAST_POSITION)):
        raise InvalidInput(faults=[Fault("/cursor", "invalid_cursor", "This is not the `nextCursor` of a page of this list.")])
    return int(cursor)
