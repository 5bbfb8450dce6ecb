"""A dropped file becomes outputs and a manifest; one that fails five times becomes a report."""

import json
import time
from collections.abc import Callable
from typing import Any

import azure.functions as func
from azurefunctions.extensions.bindings import blob

from blob_triggers.tally import Tally
from shared.errors import LienzoError, Unavailable
from shared.gallery import Manifest
from shared.log import log_event
from shared.resources import Resources
from shared.tracing import caller, span

# The blob extension moves what failed five times to this queue, in the account of the trigger.
POISON_QUEUE = "webjobs-blobtrigger-poison"
# The host delivers again at once, and only four times: with a pause before each, a database that fails over costs no file.
PAUSE_SECONDS = 15


def blueprint(resources: Resources) -> func.Blueprint:
    """The triggers of the uploads container."""
    made = func.Blueprint()  # type: ignore[no-untyped-call]  # the SDK has no annotation here
    settings = resources.settings
    tally = Tally(_summary)

    @made.function_name("blob_dropped")
    @made.blob_trigger(
        arg_name="client",
        path=f"{settings.uploads_container}/{{name}}",
        connection=settings.storage_connection,
        source=func.BlobSource.EVENT_GRID if settings.blob_source == "EventGrid" else func.BlobSource.LOGS_AND_CONTAINER_SCAN,
    )
    def blob_dropped(client: blob.BlobClient, context: func.Context) -> None:
        """Make the outputs of a dropped file. Only the client's names are used: the store reads the bytes."""
        path = f"{client.container_name}/{client.blob_name}"
        if client.container_name == settings.uploads_container:
            try:
                tally.add(_log("blob", path, context, lambda: resources.drops.transform(path)))
            except Unavailable:
                time.sleep(PAUSE_SECONDS)
                raise

    @made.function_name("blob_poison")
    @made.queue_trigger(arg_name="message", queue_name=POISON_QUEUE, connection=settings.storage_connection)
    def blob_poison(message: func.QueueMessage, context: func.Context) -> None:
        """Write the manifest of a dropped file that failed five times."""
        path = poisoned_path(message.get_body())
        if path and path.startswith(f"{settings.uploads_container}/"):
            tally.add(_log("blob_poison", path, context, lambda: resources.drops.fail(path)))

    return made


def poisoned_path(body: bytes) -> str | None:
    """The path in a poison message of the blob extension; None when it is something else."""
    try:
        message = json.loads(body)
        return f"{message['ContainerName']}/{message['BlobName']}"
    except (ValueError, KeyError, TypeError):
        return None


def _summary(counts: dict[str, int], seconds: float) -> None:
    """The line after many files: how many there were, and what became of them in this process."""
    log_event("drops", error=None, files=sum(counts.values()), seconds=round(seconds, 1), **counts)


def _log(event: str, path: str, context: func.Context, work: Callable[[], Manifest | None]) -> str:
    """Run, log once, and say what became of it. Only a passing fault is raised: the host would try anything else again in vain."""
    started = time.perf_counter()
    facts: dict[str, Any] = {}
    try:
        with span(event, parent=caller(context)):
            manifest = work()
        facts = {"status": manifest.status if manifest else "unchanged"}
        if manifest:
            facts |= {"preset": manifest.preset, "outputs": len(manifest.outputs), "code": manifest.error and manifest.error.code}
    except Unavailable as error:
        facts = {"status": "retry", "code": error.code, **error.facts}
        raise
    except LienzoError as error:
        # Not even a manifest can be written for this name.
        facts = {"status": "ignored", "code": error.code, **error.facts}
    except Exception as error:
        facts = {"status": "retry", "code": "internal_error", "exception": type(error).__name__}
        raise
    finally:
        ms = round((time.perf_counter() - started) * 1000, 1)
        log_event(event, path=path, invocationId=context.invocation_id, ms=ms, **facts)
    return str(facts["status"])
