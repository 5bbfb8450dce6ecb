"""A message wakes a function that does a part of a job; one that fails five times ends what is left of it."""

from typing import Any

import azure.functions as func

from blob_triggers.report import reported
from shared.gallery.job_limits import JOBS_QUEUE
from shared.gallery.job_outcomes import Turn
from shared.resources import Resources


def blueprint(resources: Resources) -> func.Blueprint:
    """The triggers of the queue of jobs."""
    made = func.Blueprint()  # type: ignore[no-untyped-call]  # the SDK has no annotation here
    connection = resources.settings.storage_connection

    @made.function_name("jobs_run")
    @made.queue_trigger(arg_name="message", queue_name=JOBS_QUEUE, connection=connection)
    def jobs_run(message: func.QueueMessage, context: func.Context) -> None:
        """Work on a job for about a minute."""
        reported("job", context, lambda: _facts(resources.job_runs.run(_job(message))), tries=message.dequeue_count)

    @made.function_name("jobs_poison")
    @made.queue_trigger(arg_name="message", queue_name=f"{JOBS_QUEUE}-poison", connection=connection)
    def jobs_poison(message: func.QueueMessage, context: func.Context) -> None:
        """Let fail what is left of a job whose message failed five times."""
        reported("job_poison", context, lambda: _facts(resources.job_runs.give_up(_job(message))), tries=message.dequeue_count)

    return made


def _job(message: func.QueueMessage) -> str:
    """What the message says, as text."""
    return message.get_body().decode(errors="replace")


def _facts(turn: Turn) -> dict[str, Any]:
    """What a line of the log says of a turn."""
    return {"job": turn.job, "status": turn.result, "items": turn.items}
