"""A file that came straight into the store becomes a picture, also when its sender is gone by then."""

from typing import Any

import azure.functions as func
from azurefunctions.extensions.bindings import blob

from blob_triggers.report import reported
from shared.database.upload_rows import DirectUpload
from shared.resources import Resources


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
            path = f"{client.container_name}/{client.blob_name}"
            reported("blob_uploaded", context, lambda: _facts(resources.uploads.arrive(path)), refused="refused", path=path)

    return made


def _facts(upload: DirectUpload | None) -> dict[str, Any]:
    """What a line of the log says of a file."""
    return {"status": "taken" if upload else "removed", "upload": upload and upload.id}
