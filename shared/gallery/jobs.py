"""The same work on many pictures: asked for, looked at, cancelled, tried again, swept away."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from uuid_utils.compat import uuid7

from shared.database import Database, Job, JobItem, JobItemState, Page
from shared.errors import Conflict, NotFound, Unavailable
from shared.gallery.job_limits import (
    FAN_OUT,
    ITEMS_PER_MESSAGE,
    JOBS_KEPT,
    LINKS_LIVE,
    MAX_ARCHIVE_BYTES,
    MAX_OPEN,
    STALLED_AFTER,
)
from shared.gallery.pictures import SWEEP_BATCH, Pictures, clean_filename
from shared.gallery.recipes import as_written
from shared.gallery.selection import Selection
from shared.imaging import Recipe
from shared.storage.queues import MessageQueue

if TYPE_CHECKING:
    from shared.database.session import Transaction

VERSION = 1


@dataclass(frozen=True)
class Download:
    """Where a zip can be fetched.

    Attributes:
        url: straight into the store; whoever has it may use it.
        expires_at: until when.
        bytes: size of the zip.
        filename: under which a browser saves it.
    """

    url: str
    expires_at: datetime
    bytes: int
    filename: str


@dataclass(frozen=True)
class Jobs:
    """What an account can do with jobs. They are done by functions that a message wakes: see `JobRuns`.

    A job's rows are written first and its messages sent then. A message that got lost is sent again by `sweep`.
    """

    pictures: Pictures
    queue: MessageQueue

    @property
    def _database(self) -> Database:
        return self.pictures.database

    def make_renditions(self, user_id: UUID, selection: Selection, recipe: Recipe, *, preset: str | None, name: str) -> Job:
        """Begin to make and save the same of many pictures.

        Args:
            user_id: whose.
            selection: which pictures.
            recipe: with one output.
            preset: the name that the recipe came by, if it had one.
            name: of the job and of the renditions.

        Raises:
            InvalidInput: nothing is chosen, too much, or something that is not there.
            Conflict: the account has too many jobs under way.
            Unavailable: the job is kept, and begins later.
        """
        return self._begin(user_id, selection, name, preset=preset, recipe=as_written(recipe))

    def make_archive(self, user_id: UUID, selection: Selection, *, name: str) -> Job:
        """Begin to put originals or renditions into one zip; raises as `make_renditions`."""
        return self._begin(user_id, selection, name, preset=None, recipe=None)

    def get(self, user_id: UUID, job_id: UUID) -> Job:
        """One of the account's jobs.

        Raises:
            NotFound: there is none, or it is somebody else's.
        """
        with self._database.transaction(read_only=True) as tx:
            return _own(tx, user_id, job_id)

    def find(self, user_id: UUID, *, limit: int, cursor: str | None) -> Page[Job]:
        """A page of the account's jobs, newest first."""
        with self._database.transaction(read_only=True) as tx:
            return tx.jobs.page(user_id, limit=limit, cursor=cursor)

    def items(self, user_id: UUID, job_id: UUID, *, state: JobItemState | None, limit: int, cursor: str | None) -> Page[JobItem]:
        """A page of what became of each picture; raises as `get`."""
        with self._database.transaction(read_only=True) as tx:
            return tx.jobs.items(_own(tx, user_id, job_id).id, state=state, limit=limit, cursor=cursor)

    def cancel(self, user_id: UUID, job_id: UUID) -> Job:
        """End a job; what is done stays, and one that is over stays as it is. Raises as `get`."""
        with self._database.transaction() as tx:
            tx.jobs.cancel(_own(tx, user_id, job_id).id, self.pictures.clock())
            return _own(tx, user_id, job_id)

    def retry(self, user_id: UUID, job_id: UUID) -> Job:
        """Begin again with what failed and what was left; a zip is made anew.

        Raises:
            NotFound: as `get`.
            Conflict: the job is not over, or nothing is left to do, or too many jobs are under way.
            Unavailable: it begins later.
        """
        job = self.get(user_id, job_id)
        _check_retry(job)
        if job.kind == "zip":
            self.pictures.store.delete(self.archive_path(job))
        with self._database.transaction() as tx:
            tx.users.hold(user_id)
            job = _own(tx, user_id, job_id, hold=True)
            _check_retry(job)
            _check_open(tx, user_id)
            tx.jobs.begin_again(job, self.pictures.clock())
            job = _own(tx, user_id, job_id)
        self._send(job, job.total - job.done)
        return job

    def remove(self, user_id: UUID, job_id: UUID) -> None:
        """Remove a job that is over, with its zip; what it made stays.

        Raises:
            NotFound: as `get`.
            Conflict: it is not over.
        """
        job = self.get(user_id, job_id)
        if job.is_open:
            raise Conflict("This job is still at work. Cancel it first.")
        self._erase(job)

    def download(self, user_id: UUID, job_id: UUID) -> Download:
        """A link to a zip that is done.

        Raises:
            NotFound: as `get`; or the job makes none, is not done, or the zip has been removed.
        """
        job, now = self.get(user_id, job_id), self.pictures.clock()
        if job.state != "done" or job.archive_until is None or job.archive_until <= now:
            raise NotFound("There is no zip to download: it is not done, or it was removed a day later.")
        filename = clean_filename((job.name or f"lienzo {job.created_at:%Y-%m-%d}").replace("/", "-") + ".zip", "zip")
        lives = min(LINKS_LIVE, job.archive_until - now)
        return Download(
            self.pictures.store.signed_get_url(self.archive_path(job), expires=lives, filename=filename), now + lives, job.bytes, filename
        )

    def sweep(self) -> dict[str, int]:
        """Wake jobs that have stalled; remove zips after a day, jobs after 30, and those of deleted accounts, bytes first.

        Returns:
            How many jobs were woken, and how many zips and jobs were removed.
        """
        now = self.pictures.clock()
        with self._database.transaction(read_only=True) as tx:
            old = tx.jobs.with_old_archive(now, SWEEP_BATCH)
            gone = tx.jobs.outlived(now - JOBS_KEPT, SWEEP_BATCH)
        for job in old:
            self.pictures.store.delete(self.archive_path(job))
            with self._database.transaction() as tx:
                tx.jobs.forget_archive(job)
        for job in gone:
            self._erase(job)
        with self._database.transaction(read_only=True) as tx:
            stalled = tx.jobs.stalled(now - STALLED_AFTER, SWEEP_BATCH)
        for job in stalled:
            self.queue.send(job_message(job.id))
        return {"jobsWoken": len(stalled), "archives": len(old), "jobs": len(gone)}

    def archive_path(self, job: Job) -> str:
        """Where a job's zip lies."""
        return f"{self.pictures.settings.pictures_container}/{job.user_id}/archives/{job.id}.zip"

    def _begin(self, user_id: UUID, selection: Selection, name: str, *, preset: str | None, recipe: dict[str, Any] | None) -> Job:
        with self._database.transaction(read_only=True) as tx:
            items, size = selection.items(tx, user_id)
        if recipe is None and size > MAX_ARCHIVE_BYTES:
            raise selection.refused(
                "too_large", f"These files have {size} bytes; a zip may have {MAX_ARCHIVE_BYTES}. Choose fewer at a time."
            )
        now = self.pictures.clock()
        job = Job(
            id=uuid7(),
            user_id=user_id,
            kind="preset" if recipe is not None else "zip",
            state="queued",
            name=name,
            preset=preset,
            recipe=recipe,
            total=len(items),
            done=0,
            failed=0,
            bytes=0,
            created_at=now,
            updated_at=now,
        )
        with self._database.transaction() as tx:
            tx.users.hold(user_id)
            _check_open(tx, user_id)
            tx.jobs.add(job, items)
        self._send(job, job.total)
        return job

    def _send(self, job: Job, items: int) -> None:
        """Wake as many functions as are worth it."""
        messages = min(FAN_OUT, -(-items // ITEMS_PER_MESSAGE)) if job.kind == "preset" else 1
        try:
            for _ in range(messages):
                self.queue.send(job_message(job.id))
        except Unavailable as error:
            message = "The job is kept, but cannot begin just now; it will within half an hour, by itself. It stands in the list of jobs."
            raise Unavailable(message, retry_after=error.retry_after, job=job.id, **error.facts) from None

    def _erase(self, job: Job) -> None:
        if job.kind == "zip":
            self.pictures.store.delete(self.archive_path(job))
        with self._database.transaction() as tx:
            tx.jobs.remove(job.id)


def job_message(job_id: UUID) -> str:
    """What wakes a function for a job."""
    return json.dumps({"v": VERSION, "job": str(job_id)})


def read_message(text: str) -> UUID | None:
    """The job that a message is about; None for what is none of ours."""
    try:
        message = json.loads(text)
        return UUID(message["job"]) if message["v"] == VERSION else None
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _check_retry(job: Job) -> None:
    if job.is_open:
        raise Conflict("This job is still at work. Wait for its end, or cancel it first.")
    if job.done == job.total and (job.kind == "preset" or job.archive_until):
        raise Conflict("Nothing of this job has failed.")


def _check_open(tx: "Transaction", user_id: UUID) -> None:
    if tx.jobs.count_open(user_id) >= MAX_OPEN:
        raise Conflict(f"{MAX_OPEN} of your jobs are under way, and there may be no more. Wait for one, or cancel one.", limit=MAX_OPEN)


def _own(tx: "Transaction", user_id: UUID, job_id: UUID, *, hold: bool = False) -> Job:
    job = tx.jobs.get(user_id, job_id, hold=hold)
    if job is None:
        raise NotFound("There is no such job here.")
    return job
