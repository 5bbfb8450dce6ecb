"""What a function does that a job's message woke: one picture after the other, until its turn is over."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

from pydantic import ValidationError

from shared.database import Busy, Database, Job, JobItem, Outcome
from shared.errors import Unavailable
from shared.gallery.archive_runs import ArchiveRuns
from shared.gallery.job_limits import FAN_OUT, LEASE, MARGIN, MAX_TRIES, TURN
from shared.gallery.job_outcomes import CRASHED, GAVE_UP, REFUSED, Turn, attempt
from shared.gallery.jobs import Jobs, job_message, read_message
from shared.gallery.renditions import Renditions
from shared.imaging import Recipe


@dataclass(frozen=True)
class JobRuns:
    """Does jobs. Messages may come twice, late, or for a job that is over; several may be worked on at once.

    An item is taken before it is worked on, and settled after that. Whoever dies in between loses it to the next one some time later.
    """

    jobs: Jobs
    renditions: Renditions

    @property
    def _database(self) -> Database:
        return self.jobs.pictures.database

    def run(self, text: str) -> Turn:
        """Work on the job of a message until it is done or the turn is over; what is left then has a message of its own.

        Raises:
            Unavailable: a passing fault; the host shall deliver the message again.
        """
        job_id = read_message(text)
        job = None
        if job_id:
            with self._database.transaction(read_only=True) as tx:
                job = tx.job_work.get(job_id)
        if job is None:
            return Turn(job_id, "ignored")
        turn = ArchiveRuns(self.jobs, self.renditions).run(job) if job.kind == "zip" else self._make_renditions(job)
        if turn.again_in is not None:
            self.jobs.queue.send(job_message(job.id), delay=turn.again_in)
        return turn

    def give_up(self, text: str) -> Turn:
        """Let fail what is left of the job of a message that failed for the last time."""
        job_id = read_message(text)
        if job_id is None:
            return Turn(None, "ignored")
        with self._database.transaction() as tx:
            tx.job_work.give_up(job_id, Unavailable.code, GAVE_UP, self.jobs.pictures.clock())
        return Turn(job_id, "given up")

    def _make_renditions(self, job: Job) -> Turn:
        clock = self.jobs.pictures.clock
        try:
            recipe = Recipe.model_validate(job.recipe)
        except ValidationError:
            with self._database.transaction() as tx:
                tx.job_work.give_up(job.id, "invalid_recipe", REFUSED, clock())
            return Turn(job.id, "finished")
        lease = LEASE + timedelta(seconds=self.jobs.pictures.settings.render_seconds)
        ends, items = clock() + TURN, 0
        while (now := clock()) < ends:
            with self._database.transaction() as tx:
                item = tx.job_work.claim(job.id, now, now + lease, FAN_OUT)
            if item is None:
                return Turn(job.id, "finished", items)
            if isinstance(item, Busy):
                return Turn(job.id, "busy", items, again_in=item.until - now + MARGIN)
            outcome = self._outcome(job, recipe, item)
            with self._database.transaction() as tx:
                tx.job_work.settle(job.id, [outcome], clock())
            items += 1
        return Turn(job.id, "handed over", items, again_in=timedelta(0))

    def _outcome(self, job: Job, recipe: Recipe, item: JobItem) -> Outcome:
        if item.tries > MAX_TRIES:
            return Outcome(item.position, code="gave_up", message=CRASHED)

        def make() -> Outcome:
            image = self.jobs.pictures.get(job.user_id, item.image_id)
            made, _ = self.renditions.save(image, recipe, job.name or job.preset or "")
            return Outcome(item.position, bytes=made.bytes, rendition_id=made.id)

        try:
            return attempt(job, item, make)
        except Unavailable:
            with suppress(Unavailable), self._database.transaction() as tx:
                tx.job_work.give_back(job.id, item.position)
            raise
