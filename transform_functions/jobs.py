"""HTTP: many pictures at once, as jobs."""

from uuid import UUID

from shared.errors import Conflict
from shared.gallery.recipes import only_output
from shared.http.call import Call
from shared.http.endpoint import endpoint
from shared.http.replies import Reply
from transform_functions.job_schemas import DownloadView, ItemsQuery, JobItemPage, JobPage, JobView, NewJob
from transform_functions.pictures import RECIPE_LIMIT
from transform_functions.schemas import PageQuery

TAG = "Jobs"


@endpoint("POST", "api/jobs", tag=TAG, answers={202: "The new job"}, problems=(Conflict,), limit=RECIPE_LIMIT)
def jobs_create(call: Call, body: NewJob) -> Reply[JobView]:
    """Make and save the same of many pictures, or put them into one zip.

    What the search finds, and what the preset means, is settled now; what is changed later does not count.
    """
    jobs, user_id = call.resources.jobs, call.user.user_id
    if body.kind == "zip":
        job = jobs.make_archive(user_id, body.selection, name=body.name)
    else:
        recipe = only_output(body.recipe or call.resources.presets.recipe(user_id, body.preset or ""), body.output)
        job = jobs.make_renditions(user_id, body.selection, recipe, preset=body.preset, name=body.name)
    return Reply(JobView.of(job), 202, {"Location": f"/api/jobs/{job.id}"})


@endpoint("GET", "api/jobs", tag=TAG)
def jobs_list(call: Call, query: PageQuery) -> JobPage:
    """List the account's jobs, newest first; those that are over for 30 days are gone."""
    return JobPage.of(call.resources.jobs.find(call.user.user_id, limit=query.limit, cursor=query.cursor))


@endpoint("GET", "api/jobs/{id}", tag=TAG)
def jobs_get(call: Call, id: UUID) -> JobView:  # noqa: A002  the route's name for it
    """Look up a job and how far it is."""
    return JobView.of(call.resources.jobs.get(call.user.user_id, id))


@endpoint("GET", "api/jobs/{id}/items", tag=TAG)
def jobs_items(call: Call, id: UUID, query: ItemsQuery) -> JobItemPage:  # noqa: A002  the route's name for it
    """List what became of each picture of a job, in their order."""
    return JobItemPage.of(call.resources.jobs.items(call.user.user_id, id, state=query.state, limit=query.limit, cursor=query.cursor))


@endpoint("POST", "api/jobs/{id}/cancel", tag=TAG)
def jobs_cancel(call: Call, id: UUID) -> JobView:  # noqa: A002  the route's name for it
    """End a job before its time. What is done stays; a job that is over stays as it is."""
    return JobView.of(call.resources.jobs.cancel(call.user.user_id, id))


@endpoint("POST", "api/jobs/{id}/retry", tag=TAG, answers={202: "The job, under way again"}, problems=(Conflict,))
def jobs_retry(call: Call, id: UUID) -> Reply[JobView]:  # noqa: A002  the route's name for it
    """Try again what failed, and go on with what a cancelled job left; a zip is made anew."""
    return Reply(JobView.of(call.resources.jobs.retry(call.user.user_id, id)), 202)


@endpoint("DELETE", "api/jobs/{id}", tag=TAG, problems=(Conflict,))
def jobs_delete(call: Call, id: UUID) -> None:  # noqa: A002  the route's name for it
    """Remove a job that is over, and its zip; the renditions that it made stay."""
    call.resources.jobs.remove(call.user.user_id, id)


@endpoint("GET", "api/jobs/{id}/download", tag=TAG)
def jobs_download(call: Call, id: UUID) -> DownloadView:  # noqa: A002  the route's name for it
    """Get a link to the zip of a job that is done. The zip stays for a day, the link lives for 15 minutes."""
    return DownloadView.of(call.resources.jobs.download(call.user.user_id, id))
