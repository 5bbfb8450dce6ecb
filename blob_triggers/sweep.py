"""A timer that removes what nobody can reach any more: uploads that died half-way, what the bin has held for long enough, dead sessions."""

import time

import azure.functions as func

from shared.log import log_event
from shared.resources import Resources

EVERY_QUARTER_OF_AN_HOUR = "0 */15 * * * *"


def blueprint(resources: Resources) -> func.Blueprint:
    """The timer."""
    made = func.Blueprint()  # type: ignore[no-untyped-call]  # the SDK has no annotation here

    @made.function_name("sweep")
    @made.timer_trigger(schedule=EVERY_QUARTER_OF_AN_HOUR, arg_name="timer")
    def sweep(timer: func.TimerRequest, context: func.Context) -> None:  # noqa: ARG001  the host passes it by this name
        """Remove stale pictures and renditions, bytes first, jobs and shares that are over, and what accounts left behind."""
        started = time.perf_counter()
        # First, for it gives the pictures of deleted accounts to the pictures' sweep.
        leftovers = resources.leftovers.sweep()
        renditions, pictures = resources.renditions.sweep(), resources.pictures.sweep()
        leftovers["uploads"] = resources.uploads.sweep()
        leftovers["drops"] = resources.own_folders.sweep()
        leftovers["shares"] = resources.shared_pictures.sweep()
        # Last, for it sends messages, and the queue may be away.
        leftovers |= resources.jobs.sweep()
        ms = round((time.perf_counter() - started) * 1000, 1)
        log_event("sweep", error=None, invocationId=context.invocation_id, ms=ms, pictures=pictures, renditions=renditions, **leftovers)

    return made
