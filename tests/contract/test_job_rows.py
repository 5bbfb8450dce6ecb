"""Jobs in the database: the same on every server."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from uuid_utils.compat import uuid7

from shared.database import Busy, Database, Job, JobItem, Outcome, User
from shared.database.job_rows import JobItemState
from shared.errors import InvalidInput
from tests.fixtures.databases import ALL_SERVERS

pytestmark = ALL_SERVERS

NOW = datetime(2026, 2, 28, 23, 59, 59, 123456, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
LATER = NOW + MINUTE


@pytest.fixture
def job(database: Database) -> Job:
    """A job of five items that nobody has begun."""
    user = User(uuid7(), "ana@example.com", "ana@example.com", "hash", "Ana", "es", NOW)
    with database.transaction() as tx:
        tx.users.add(user)
    return kept(database, user.id)


def kept(database: Database, user_id: UUID, items: int = 5, **changed: Any) -> Job:
    """Keep a job."""
    made = Job(uuid7(), user_id, "preset", "queued", "verano", "web", {"steps": []}, items, 0, 0, 0, NOW, NOW)
    made = replace(made, **changed)
    with database.transaction() as tx:
        tx.jobs.add(made, [JobItem(position, uuid7()) for position in range(items)])
    return made


def claim(database: Database, job: Job, at: datetime = NOW, most: int = 4) -> JobItem | Busy | None:
    """Take an item for a minute."""
    with database.transaction() as tx:
        return tx.job_work.claim(job.id, at, at + MINUTE, most)


def settle(database: Database, job: Job, *outcomes: Outcome) -> None:
    """Note what became of items."""
    with database.transaction() as tx:
        tx.job_work.settle(job.id, outcomes, LATER)


def look(database: Database, job: Job) -> Job:
    """The job as it is now."""
    with database.transaction(read_only=True) as tx:
        found = tx.jobs.get(job.user_id, job.id)
    assert found
    return found


def states(database: Database, job: Job) -> list[str]:
    """The states of the items."""
    with database.transaction(read_only=True) as tx:
        return [item.state for item in tx.jobs.all_items(job.id)]


def test_what_was_kept_comes_back(database: Database, job: Job) -> None:
    """To its owner."""
    with database.transaction(read_only=True) as tx:
        found = [tx.jobs.get(job.user_id, job.id), *tx.jobs.page(job.user_id, limit=9).items]
        items = tx.jobs.all_items(job.id)
        of_others = tx.jobs.get(uuid7(), job.id)

    assert found == [job, job]
    assert of_others is None
    assert [(item.position, item.state, item.rendition_id, item.tries) for item in items] == [(n, "waiting", None, 0) for n in range(5)]


def test_items_are_paged_in_their_order(database: Database, job: Job) -> None:
    """All of them, or those in one state; what somebody is at is still waiting."""
    claim(database, job)
    settle(database, job, Outcome(1), Outcome(3, code="corrupt_image", message="broken"))

    def pages(state: JobItemState | None) -> list[list[int]]:
        found, cursor = [], None
        with database.transaction(read_only=True) as tx:
            while True:
                page = tx.jobs.items(job.id, state=state, limit=2, cursor=cursor)
                found.append([item.position for item in page.items])
                assert page.total == {None: 5, "waiting": 3, "done": 1, "failed": 1}[state]
                if (cursor := page.next_cursor) is None:
                    return found

    assert pages(None) == [[0, 1], [2, 3], [4]]
    assert [pages(state) for state in ("waiting", "done", "failed")] == [[[0, 2], [4]], [[1]], [[3]]]


@pytest.mark.parametrize("cursor", ["", "x", "-1", "1.5", "²", "9" * 40])
def test_a_cursor_that_is_none_is_refused(database: Database, job: Job, cursor: str) -> None:
    """It comes from outside."""
    with pytest.raises(InvalidInput), database.transaction(read_only=True) as tx:
        tx.jobs.items(job.id, state=None, limit=2, cursor=cursor)


def test_items_are_taken_one_after_the_other(database: Database, job: Job) -> None:
    """And the job runs from the first one on."""
    taken = [claim(database, job) for _ in range(2)]

    assert [(item.position, item.tries) for item in taken if isinstance(item, JobItem)] == [(0, 1), (1, 1)]
    assert look(database, job).state == "running"


def test_only_so_many_are_taken_at_once(database: Database, job: Job) -> None:
    """The others are told when to come again."""
    for _ in range(2):
        claim(database, job, most=2)

    assert claim(database, job, NOW + MINUTE / 2, most=2) == Busy(LATER)


def test_an_item_whose_time_is_over_is_taken_again(database: Database, job: Job) -> None:
    """Whoever had it has died."""
    claim(database, job)

    again = claim(database, job, LATER)

    assert isinstance(again, JobItem)
    assert (again.position, again.tries) == (0, 2)


def test_an_item_that_was_given_back_is_taken_next(database: Database, job: Job) -> None:
    """Without a try less."""
    claim(database, job)
    with database.transaction() as tx:
        tx.job_work.give_back(job.id, 0)

    again = claim(database, job)

    assert isinstance(again, JobItem)
    assert (again.position, again.tries) == (0, 1)


def test_many_at_once_take_each_item_once(database: Database, job: Job) -> None:
    """Whatever the server makes of their locks; and the last one ends the job."""

    def work(_: int) -> list[int]:
        mine = []
        while isinstance(item := claim(database, job, most=9), JobItem):
            mine.append(item.position)
            settle(database, job, Outcome(item.position, bytes=10))
        return mine

    with ThreadPoolExecutor(4) as threads:
        done = list(threads.map(work, range(4)))
    work(0)

    assert sorted(position for mine in done for position in mine) == [0, 1, 2, 3, 4]
    over = look(database, job)
    assert (over.state, over.done, over.failed, over.bytes, over.finished_at) == ("done", 5, 0, 50, NOW)


def test_what_is_settled_is_not_counted_again(database: Database, job: Job) -> None:
    """Two may have done the same."""
    rendition = uuid7()
    settle(database, job, Outcome(0, bytes=7, rendition_id=rendition), Outcome(1, code="not_found", message="gone"))
    settle(database, job, Outcome(0, bytes=7), Outcome(1, bytes=7))

    with database.transaction(read_only=True) as tx:
        first, second, *_ = tx.jobs.all_items(job.id)
    assert (first.state, first.rendition_id) == ("done", rendition)
    assert (second.state, second.code, second.message) == ("failed", "not_found", "gone")
    now = look(database, job)
    assert (now.done, now.failed, now.bytes, now.updated_at) == (1, 1, 7, LATER)


def test_a_job_of_which_nothing_came_has_failed(database: Database, job: Job) -> None:
    """One of which something came is done."""
    settle(database, job, *(Outcome(position, code="not_found", message="gone") for position in range(5)))

    assert claim(database, job) is None
    assert look(database, job).state == "failed"


def test_nothing_is_taken_of_a_job_that_is_over(database: Database, job: Job) -> None:
    """It was cancelled, or it is gone."""
    gone = kept(database, job.user_id)
    with database.transaction() as tx:
        tx.jobs.cancel(job.id, LATER)
        tx.jobs.remove(gone.id)

    assert claim(database, job) is None
    assert claim(database, gone) is None
    over = look(database, job)
    assert (over.state, over.finished_at) == ("cancelled", LATER)


def test_a_cancelled_job_still_notes_what_was_under_way(database: Database, job: Job) -> None:
    """The rendition is there."""
    claim(database, job)
    with database.transaction() as tx:
        tx.jobs.cancel(job.id, LATER)
    settle(database, job, Outcome(0, bytes=7))

    now = look(database, job)
    assert (now.state, now.done) == ("cancelled", 1)


def test_a_job_begins_again_with_what_is_not_done(database: Database, job: Job) -> None:
    """Failed or left; what is done stays."""
    settle(database, job, Outcome(0, bytes=7), Outcome(1, code="not_found", message="gone"))
    with database.transaction() as tx:
        tx.jobs.cancel(job.id, LATER)
        tx.jobs.begin_again(look(database, job), LATER)

    assert states(database, job) == ["done"] + ["waiting"] * 4
    now = look(database, job)
    assert (now.state, now.done, now.failed, now.finished_at) == ("queued", 1, 0, None)


def test_giving_up_fails_what_nobody_is_at(database: Database, job: Job) -> None:
    """The job is over when those who are at some are done."""
    claim(database, job, NOW - MINUTE)
    claim(database, job, LATER)
    settle(database, job, Outcome(4))
    claim(database, job, LATER)

    with database.transaction() as tx:
        tx.job_work.give_up(job.id, "unavailable", "too long", LATER)

    assert (states(database, job), look(database, job).state) == (["taken", "taken", "failed", "failed", "done"], "running")
    settle(database, job, Outcome(0), Outcome(1))
    assert claim(database, job) is None
    over = look(database, job)
    assert (over.state, over.done, over.failed) == ("done", 3, 2)


def test_giving_up_ends_a_job_that_nobody_is_at(database: Database, job: Job) -> None:
    """Once."""
    for _ in range(2):
        with database.transaction() as tx:
            tx.job_work.give_up(job.id, "unavailable", "too long", LATER)

    over = look(database, job)
    assert (over.state, over.failed, states(database, job)) == ("failed", 5, ["failed"] * 5)


def test_a_zip_is_taken_whole(database: Database, job: Job) -> None:
    """By one at a time, who shows signs of life; whoever lost it can end it no more."""
    archive = kept(database, job.user_id, kind="zip", recipe=None)

    def take(at: datetime) -> Job | Busy | None:
        with database.transaction() as tx:
            return tx.job_work.claim_archive(archive.id, at, at + MINUTE, 5)

    first = take(NOW)
    assert isinstance(first, Job)
    assert take(NOW) == Busy(LATER)
    settle(database, archive, Outcome(0))
    second = take(LATER)
    assert isinstance(second, Job)
    with database.transaction() as tx:
        lost = [tx.job_work.keep_archive(first, LATER + MINUTE), tx.job_work.finish_archive(first, 9, LATER, LATER)]
        kept_on = tx.job_work.keep_archive(second, LATER + 2 * MINUTE)
        ended = tx.job_work.finish_archive(replace(second, claimed_until=LATER + 2 * MINUTE), 90, LATER, LATER + MINUTE)

    assert (lost, kept_on, ended) == ([False, False], True, True)
    over = look(database, archive)
    assert (over.state, over.bytes, over.archive_until, over.done) == ("done", 90, LATER + MINUTE, 0)


def test_a_zip_that_nobody_survives_is_not_taken_for_ever(database: Database, job: Job) -> None:
    """What was given back in good order counts too."""
    archive = kept(database, job.user_id, kind="zip", recipe=None)

    taken = []
    for number in range(3):
        with database.transaction() as tx:
            taken.append(tx.job_work.claim_archive(archive.id, NOW + number * MINUTE, NOW + number * MINUTE, 2))

    assert [isinstance(one, Job) for one in taken] == [True, True, False]


def test_the_timer_finds_what_has_stalled_and_what_is_old(database: Database, job: Job) -> None:
    """Each in its time."""
    zipped = kept(database, job.user_id, kind="zip", recipe=None, state="done", archive_until=NOW, updated_at=LATER)
    with database.transaction(read_only=True) as tx:
        stalled = [[one.id for one in tx.jobs.stalled(at, 9)] for at in (NOW, LATER)]
        archives = [[one.id for one in tx.jobs.with_old_archive(at, 9)] for at in (NOW, LATER)]
        outlived = [[one.id for one in tx.jobs.outlived(at, 9)] for at in (LATER, LATER + MINUTE)]

    assert stalled == [[], [job.id]]
    assert archives == [[], [zipped.id]]
    with database.transaction() as tx:
        tx.jobs.forget_archive(replace(zipped, archive_until=LATER))
        kept_on = [one.id for one in tx.jobs.with_old_archive(LATER, 9)]
        tx.jobs.forget_archive(zipped)
        assert (kept_on, tx.jobs.with_old_archive(LATER, 9)) == ([zipped.id], ())
    assert outlived == [[], [zipped.id]]


def test_jobs_of_a_deleted_account_are_found_and_hold_its_row(database: Database, job: Job) -> None:
    """Their zips must go first."""
    with database.transaction() as tx:
        tx.jobs.cancel_all(job.user_id, NOW)
        tx.users.erase(job.user_id, NOW)

        assert [one.state for one in tx.jobs.outlived(NOW - MINUTE, 9)] == ["cancelled"]
        assert tx.users.remove_erased(LATER) == 0
        tx.jobs.remove(job.id)
        assert tx.users.remove_erased(LATER) == 1


def test_a_job_goes_with_its_items(database: Database, job: Job) -> None:
    """Even with thousands."""
    large = kept(database, job.user_id, 2500)
    with database.transaction() as tx:
        held = len(tx.jobs.all_items(large.id))
        tx.jobs.remove(large.id)

        assert (held, tx.jobs.all_items(large.id)) == (2500, ())
