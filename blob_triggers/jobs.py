"""A message wakes a function that does a part of a job; one that fails five times ends what is left of it."""

import time
from collections.abc import Callable
from typing import Any

import azure.functions as func

from shared.errors import LienzoError, Unavailable
from shared.gallery.job_limits import JOBS_QUEUE
from shared.gallery.job_outcomes import Turn
from shared.log import log_event
from shared.resources import Resources
from shared.tracing import caller, span


def blueprint(resources: Resources) -> func.Blueprint:
    """The triggers of the queue of jobs."""
    made = func.Blueprint()  # type: ignore[no-untyped-call]  # the SDK has no annotation here
    connection = resources.settings.storage_connection

    @made.function_name("jobs_run")
    @made.queue_trigger(arg_name="message", queue_name=JOBS_QUEUE, connection=connection)
    def jobs_run(message: func.QueueMessage, context: func.Context) -> None:
        """Work on a job for about a minute."""
        _log("job", context, message, resources.job_runs.run)

    @made.function_name("jobs_poison")
    @made.queue_trigger(arg_name="message", queue_name=f"{JOBS_QUEUE}-poison", connection=connection)
    def jobs_poison(message: func.QueueMessage, context: func.Context) -> None:
        """Let fail what is left of a job whose message failed five times."""
        _log("job_poison", context, message, resources.job_runs.give_up)

    return made


def _log(event: str, context: func.Context, message: func.QueueMessage, work: Callable[[str], Turn]) -> None:
    """Run and log once. What is raised lets the host try again."""
    started = time.perf_counter()
    facts: dict[str, Any] = {}
    try:
        with span(event, parent=caller(context)):
            turn = work(message.get_body().decode(errors="replace"))
        facts = {"job": turn.job, "result": turn.result, "items": turn.items}
    except Unavailable as error:
        facts = {"result": "retry", "code": error.code, **error.facts}
        raise
    except LienzoError as error:
        facts = {"result": "failed", "code": error.code, **error.facts}
        raise
    except Exception as error:
        facts = {"result": "retry", "code": "internal_error", "exception": type(error).__name__}
        raise
    finally:
        ms = round((time.perf_counter() - started) * 1000, 1)
        log_event(event, invocationId=context.invocation_id, tries=message.dequeue_count, ms=ms, **facts)
