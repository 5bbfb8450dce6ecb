"""Jobs as those see them who do them, several at once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, func, select, update

from shared.database.job_rows import OPEN, Busy, Job, JobItem, Outcome
from shared.database.repositories.jobs import TO_DO, read_item, read_job, select_items
from shared.database.tables import job_items, jobs


@dataclass(frozen=True)
class JobWork:
    """The tables `jobs` and `job_items`.

    Whoever changes an item holds its job first, so that two never wait for each other.
    """

    connection: Connection

    def get(self, job_id: UUID) -> Job | None:
        """Look up a job that is not over."""
        row = self.connection.execute(select(jobs).where(jobs.c.id == job_id, jobs.c.state.in_(OPEN))).one_or_none()
        return None if row is None else read_job(row)

    def state(self, job_id: UUID) -> str | None:
        """The state of a job; None when it is gone."""
        return self.connection.scalar(select(jobs.c.state).where(jobs.c.id == job_id))

    def claim(self, job_id: UUID, at: datetime, until: datetime, most: int) -> JobItem | Busy | None:
        """Take an item to work on; the first one that nobody is at, or whose time with somebody else is over.

        Args:
            job_id: of which job.
            at: the time.
            until: when somebody else may take it.
            most: items that may be worked on at once.

        Returns:
            The item; or until when all that is left is taken; or None when there is nothing left, or the job is over or gone. When
            nothing is left, it is over from then on.
        """
        job = self._hold(job_id)
        if job is None:
            return None
        items = job_items.c.job_id == job_id
        taken = select(job_items.c.position, job_items.c.claimed_until).where(items, job_items.c.state == "taken")
        rows = self.connection.execute(taken.order_by(job_items.c.position)).all()
        busy = [row.claimed_until for row in rows if row.claimed_until > at]
        if len(busy) >= most:
            return Busy(min(busy))
        abandoned = [row.position for row in rows if row.claimed_until <= at]
        which = job_items.c.position == abandoned[0] if abandoned else job_items.c.state == "waiting"
        row = self.connection.execute(select_items().where(items, which).order_by(job_items.c.position).limit(1)).one_or_none()
        if row is None:
            if busy:
                return Busy(min(busy))
            self._finish(job, at)
            return None
        item = read_item(row)
        mine = {"state": "taken", "claimed_until": until, "tries": item.tries + 1}
        self.connection.execute(update(job_items).where(items, job_items.c.position == item.position).values(mine))
        if job.state == "queued":
            self.connection.execute(update(jobs).where(jobs.c.id == job_id).values(state="running", updated_at=at))
        return replace(item, tries=item.tries + 1)

    def give_back(self, job_id: UUID, position: int) -> None:
        """Let others take an item at once, as if it had not been taken: what kept it was no fault of its own."""
        which = (job_items.c.job_id == job_id) & (job_items.c.position == position) & (job_items.c.state == "taken")
        back = {"state": "waiting", "claimed_until": None, "tries": job_items.c.tries - 1}
        self.connection.execute(update(job_items).where(which).values(back))

    def settle(self, job_id: UUID, outcomes: Sequence[Outcome], at: datetime) -> None:
        """Note what became of items. What is settled already stays as it is and is not counted again."""
        if self._hold(job_id, is_open=False) is None:
            return
        done = failed = size = 0
        for outcome in outcomes:
            which = (job_items.c.job_id == job_id) & (job_items.c.position == outcome.position) & job_items.c.state.in_(TO_DO)
            values = {"state": "failed" if outcome.code else "done", "code": outcome.code, "message": outcome.message}
            made = {"rendition_id": outcome.rendition_id} if outcome.rendition_id else {}
            if self.connection.execute(update(job_items).where(which).values(values | made)).rowcount:
                done, failed, size = done + (not outcome.code), failed + bool(outcome.code), size + outcome.bytes
        counted = {"done": jobs.c.done + done, "failed": jobs.c.failed + failed, "bytes": jobs.c.bytes + size, "updated_at": at}
        self.connection.execute(update(jobs).where(jobs.c.id == job_id).values(counted))

    def give_up(self, job_id: UUID, code: str, message: str, at: datetime) -> None:
        """Let fail what nobody is at; if that was all that was left, the job is over. Of a zip, everything fails."""
        job = self._hold(job_id)
        if job is None:
            return
        left = job_items.c.job_id == job_id
        if job.kind == "preset":
            left &= (job_items.c.state == "waiting") | ((job_items.c.state == "taken") & (job_items.c.claimed_until <= at))
        failed = self.connection.execute(update(job_items).where(left).values(state="failed", code=code, message=message)).rowcount
        counts = {"failed": jobs.c.failed + failed} if job.kind == "preset" else {"done": 0, "failed": job.total}
        self.connection.execute(update(jobs).where(jobs.c.id == job_id).values(updated_at=at, **counts))
        busy = select(func.count()).select_from(job_items).where(job_items.c.job_id == job_id, job_items.c.state == "taken")
        if not self.connection.scalar(busy):
            self._finish(job, at)

    def claim_archive(self, job_id: UUID, at: datetime, until: datetime, most: int) -> Job | Busy | None:
        """Take a whole job to work on, from its beginning.

        Args:
            job_id: which job.
            at: the time.
            until: when somebody else may take it.
            most: times that it may be taken and not given back.

        Returns:
            The job; or until when somebody else has it; or None when it is over or gone, or was taken too often.
        """
        job = self._hold(job_id)
        if job is None:
            return None
        if job.claimed_until and job.claimed_until > at:
            return Busy(job.claimed_until)
        items = job_items.c.job_id == job_id
        # The first item counts for all of them.
        if (self.connection.scalar(select(job_items.c.tries).where(items, job_items.c.position == 0)) or 0) >= most:
            return None
        self.connection.execute(update(job_items).where(items, job_items.c.position == 0).values(tries=job_items.c.tries + 1))
        fresh = {"state": "waiting", "code": None, "message": None}
        self.connection.execute(update(job_items).where(items, job_items.c.state != "waiting").values(fresh))
        anew = {"state": "running", "done": 0, "failed": 0, "bytes": 0, "updated_at": at, "claimed_until": until}
        self.connection.execute(update(jobs).where(jobs.c.id == job_id).values(anew))
        return replace(job, state="running", done=0, failed=0, bytes=0, updated_at=at, claimed_until=until)

    def keep_archive(self, job: Job, until: datetime | None) -> bool:
        """Keep a job that was taken for some more time, or give it back with None.

        Returns:
            Whether it was still ours: not when it is over or gone, or when somebody else has taken it.
        """
        ours = (jobs.c.id == job.id) & jobs.c.state.in_(OPEN) & (jobs.c.claimed_until == job.claimed_until)
        return bool(self.connection.execute(update(jobs).where(ours).values(claimed_until=until)).rowcount)

    def finish_archive(self, job: Job, size: int | None, at: datetime, until: datetime | None) -> bool:
        """End a job with its zip.

        Args:
            job: as it was taken.
            size: of the zip, bytes; None when nothing came into one.
            at: the time.
            until: when the zip goes.

        Returns:
            As `keep_archive`.
        """
        ours = (jobs.c.id == job.id) & jobs.c.state.in_(OPEN) & (jobs.c.claimed_until == job.claimed_until)
        over = {"state": "done" if until else "failed", "bytes": size or 0, "archive_until": until}
        over |= {"updated_at": at, "finished_at": at, "claimed_until": None}
        return bool(self.connection.execute(update(jobs).where(ours).values(over)).rowcount)

    def _hold(self, job_id: UUID, *, is_open: bool = True) -> Job | None:
        row = self.connection.execute(select(jobs).where(jobs.c.id == job_id).with_for_update()).one_or_none()
        job = None if row is None else read_job(row)
        return job if job and (job.is_open or not is_open) else None

    def _finish(self, job: Job, at: datetime) -> None:
        done = self.connection.scalar(select(jobs.c.done).where(jobs.c.id == job.id))
        over = {"state": "done" if done else "failed", "updated_at": at, "finished_at": at, "claimed_until": None}
        self.connection.execute(update(jobs).where(jobs.c.id == job.id).values(over))
