"""A dropped file becomes outputs and a manifest; one that fails five times becomes a report."""

import json
import time
from typing import Any

import azure.functions as func
from azurefunctions.extensions.bindings import blob

from blob_triggers.report import reported
from blob_triggers.tally import Tally
from shared.errors import Unavailable
from shared.gallery import Manifest
from shared.log import log_event
from shared.resources import Resources

# The blob extension moves what failed five times to this queue, in the account of the trigger.
POISON_QUEUE = "webjobs-blobtrigger-poison"
# The host delivers again at once, and only four times: with a pause before each, a database that fails over costs no file.
PAUSE_SECONDS = 15
# The status of a file for whose name not even a manifest can be written.
NO_MANIFEST = "ignored"


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
                tally.add(reported("blob", context, lambda: _facts(resources.drops.transform(path)), refused=NO_MANIFEST, path=path))
            except Unavailable:
                time.sleep(PAUSE_SECONDS)
                raise

    @made.function_name("blob_poison")
    @made.queue_trigger(arg_name="message", queue_name=POISON_QUEUE, connection=settings.storage_connection)
    def blob_poison(message: func.QueueMessage, context: func.Context) -> None:
        """Write the manifest of a dropped file that failed five times."""
        path = poisoned_path(message.get_body())
        if path and path.startswith(f"{settings.uploads_container}/"):
            tally.add(reported("blob_poison", context, lambda: _facts(resources.drops.fail(path)), refused=NO_MANIFEST, path=path))

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


def _facts(manifest: Manifest | None) -> dict[str, Any]:
    """What a line of the log says of a file."""
    if manifest is None:
        return {"status": "unchanged"}
    refusal = manifest.error and manifest.error.code
    return {"status": manifest.status, "preset": manifest.preset, "outputs": len(manifest.outputs), "code": refusal}
