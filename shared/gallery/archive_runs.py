"""The zip of a job: written into the store by one function, file by file."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import PurePosixPath

from shared.database import Busy, Database, Job, JobItem, Outcome
from shared.errors import Unavailable
from shared.gallery.archives import Entry, zip_pieces
from shared.gallery.job_limits import ARCHIVE_LEASE, ARCHIVES_KEPT, MARGIN, MAX_TRIES
from shared.gallery.job_outcomes import CRASHED, Turn, attempt
from shared.gallery.jobs import Jobs
from shared.gallery.pictures import Pictures
from shared.gallery.renditions import Renditions

ARCHIVE_TYPE = "application/zip"
SIGN_OF_LIFE = timedelta(seconds=1)


class _LostError(Exception):
    """The job is over, gone, or in other hands."""


@dataclass(frozen=True)
class ArchiveRuns:
    """Makes zips. One function has the whole job at a time, and shows signs of life; whoever takes it over begins anew."""

    jobs: Jobs
    renditions: Renditions

    @property
    def _pictures(self) -> Pictures:
        return self.jobs.pictures

    @property
    def _database(self) -> Database:
        return self._pictures.database

    def run(self, job: Job) -> Turn:
        """Write the zip, unless somebody else is at it; raises as `JobRuns.run`."""
        now = self._pictures.clock()
        with self._database.transaction() as tx:
            claimed = tx.job_work.claim_archive(job.id, now, now + ARCHIVE_LEASE, MAX_TRIES)
            if claimed is None:
                tx.job_work.give_up(job.id, "gave_up", CRASHED, now)
            items = tx.jobs.all_items(job.id)
        if claimed is None:
            return Turn(job.id, "given up")
        if isinstance(claimed, Busy):
            return Turn(job.id, "busy", again_in=claimed.until - now + MARGIN)
        writing = _Writing(self, claimed, items)
        try:
            stat = self._pictures.store.put_stream(self.jobs.archive_path(job), writing.pieces(), media_type=ARCHIVE_TYPE)
            return self._finish(writing, stat.bytes)
        except _LostError:
            return Turn(job.id, "ignored")
        except Unavailable:
            with suppress(Unavailable), self._database.transaction() as tx:
                tx.job_work.keep_archive(writing.job, None)
            raise

    def entry(self, job: Job, item: JobItem) -> Entry:
        """A file of the zip."""
        image = self._pictures.get(job.user_id, item.image_id)
        if item.rendition_id is None:
            return Entry(image.filename, self._pictures.original(image), image.created_at)
        rendition = self.renditions.get(job.user_id, item.rendition_id)
        name = f"{rendition.name or PurePosixPath(image.filename).stem}.{rendition.format}"
        return Entry(name, self.renditions.content(rendition), rendition.created_at)

    def _finish(self, writing: "_Writing", size: int) -> Turn:
        job, now = writing.job, self._pictures.clock()
        path = self.jobs.archive_path(job)
        if not writing.files:
            self._pictures.store.delete(path)
        until = now + ARCHIVES_KEPT if writing.files else None
        with self._database.transaction() as tx:
            is_ours = tx.job_work.finish_archive(job, size, now, until)
            state = tx.job_work.state(job.id)
        if not is_ours and state in {None, "cancelled"}:
            # It was cancelled or removed while the last bytes were written.
            self._pictures.store.delete(path)
        return Turn(job.id, "finished", len(writing.items))


@dataclass
class _Writing:
    """A zip that is being written.

    Attributes:
        job: as it is taken now.
        items: what goes in.
        files: how many did.
    """

    runs: ArchiveRuns
    job: Job
    items: tuple[JobItem, ...]
    files: int = 0

    def pieces(self) -> Iterator[bytes]:
        """The zip's bytes.

        Raises:
            _LostError: the job is not ours any more; nothing must come of it.
        """
        return zip_pieces(self._entries())

    def _entries(self) -> Iterator[Entry]:
        clock = self.runs.jobs.pictures.clock
        outcomes: list[Outcome] = []
        signed = clock()
        for item in self.items:
            made = attempt(self.job, item, partial(self.runs.entry, self.job, item))
            if isinstance(made, Outcome):
                outcomes.append(made)
            else:
                self.files += 1
                outcomes.append(Outcome(item.position, bytes=len(made.data)))
                yield made
            if (now := clock()) - signed >= SIGN_OF_LIFE:
                self._sign(outcomes, now)
                outcomes, signed = [], now
        self._sign(outcomes, clock())

    def _sign(self, outcomes: list[Outcome], now: datetime) -> None:
        """Note what was done, if the job is still ours."""
        until = now + ARCHIVE_LEASE
        with self.runs.jobs.pictures.database.transaction() as tx:
            if not tx.job_work.keep_archive(self.job, until):
                raise _LostError
            tx.job_work.settle(self.job.id, outcomes, now)
        self.job = replace(self.job, claimed_until=until)
