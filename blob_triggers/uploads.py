"""A file that came straight into the store becomes a picture, also when its sender is gone by then."""

import time
from typing import Any

import azure.functions as func
from azurefunctions.extensions.bindings import blob

from shared.errors import LienzoError, Unavailable
from shared.log import log_event
from shared.resources import Resources
from shared.tracing import caller, span


def blueprint(resources: Resources) -> func.Blueprint:
    """The trigger of the container of incoming files; only Azure's store reports them, others are looked through by the timer."""
    made = func.Blueprint()  # type: ignore[no-untyped-call]  # the SDK has no annotation here
    settings = resources.settings
    if settings.store != "azure":
        return made

    @made.function_name("blob_uploaded")
    @made.blob_trigger(
        arg_name="client",
        path=f"{settings.incoming_container}/{{name}}",
        connection=settings.storage_connection,
        source=func.BlobSource.EVENT_GRID if settings.blob_source == "EventGrid" else func.BlobSource.LOGS_AND_CONTAINER_SCAN,
    )
    def blob_uploaded(client: blob.BlobClient, context: func.Context) -> None:
        """Make a picture of an incoming file. Only the client's names are used: the store reads the bytes."""
        if client.container_name == settings.incoming_container:
            _take(resources, f"{client.container_name}/{client.blob_name}", context)

    return made


def _take(resources: Resources, path: str, context: func.Context) -> None:
    """Take and log once. Only a passing fault is raised: the host would try anything else again in vain."""
    started = time.perf_counter()
    facts: dict[str, Any] = {}
    try:
        with span("blob_uploaded", parent=caller(context)):
            upload = resources.uploads.arrive(path)
        facts = {"status": "taken" if upload else "removed", "upload": upload and upload.id}
    except Unavailable as error:
        facts = {"status": "retry", "code": error.code, **error.facts}
        raise
    except LienzoError as error:
        facts = {"status": "refused", "code": error.code, **error.facts}
    finally:
        ms = round((time.perf_counter() - started) * 1000, 1)
        log_event("blob_uploaded", path=path, invocationId=context.invocation_id, ms=ms, **facts)
