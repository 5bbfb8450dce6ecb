"""Event subscriptions: each container that a function watches sends its events to the app's webhook.

They are made after each deployment, because Event Grid asks the webhook at once whether it is there, and its key exists only when the
app has run. A function's name is in the address: subscriptions of functions that are gone are removed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from infra.hooks.cli import rest
from infra.hooks.environment import value
from infra.hooks.failure import Failure, say
from infra.hooks.patience import until

EVENTGRID_API: Final = "2025-02-15"
WEB_API: Final = "2025-03-01"
PREFIX: Final = "lienzo-"
KEY_SECONDS: Final = 300
READY_SECONDS: Final = 600
DELIVERY_TRIES: Final = 30
EVENT_MINUTES: Final = 1440


@dataclass(frozen=True)
class Watch:
    """One function and its container.

    Attributes:
        function: its name.
        container: the value of the environment that names it.
    """

    function: str
    container: str

    @property
    def name(self) -> str:
        """Of the subscription."""
        return PREFIX + self.function.replace("_", "-")


WATCHES: Final = (Watch("blob_dropped", "UPLOADS_CONTAINER"), Watch("blob_uploaded", "INCOMING_CONTAINER"))


def ensure_subscriptions(watches: Iterable[Watch] = WATCHES) -> None:
    """Make or update the subscriptions, and remove those of functions that are gone.

    Raises:
        Failure: the app has no key, or its webhook does not answer.
    """
    key = until("the app's key for events", _key, seconds=KEY_SECONDS)
    topic = value("EVENTGRID_TOPIC_ID")
    wanted = {watch.name: watch for watch in watches}
    for name, watch in wanted.items():
        until(f"the subscription {name}", lambda name=name, watch=watch: _make(topic, name, watch, key), seconds=READY_SECONDS)  # type: ignore[misc]  # mypy cannot infer defaults of a lambda
        say(f"Events of {value(watch.container)}/ go to {watch.function}")
    for stale in _names(topic) - set(wanted):
        rest("delete", f"{topic}/eventSubscriptions/{stale}", EVENTGRID_API)
        say(f"Removed the subscription {stale}: its function is gone")


def body(watch: Watch, key: str) -> dict[str, Any]:
    """The subscription, as Azure wants it."""
    webhook = f"{value('SERVICE_API_URI')}/runtime/webhooks/blobs?functionName=Host.Functions.{watch.function}&code={key}"
    dead_letters = {"resourceId": value("PICTURES_ACCOUNT_ID"), "blobContainerName": value("DEADLETTER_CONTAINER")}
    return {
        "properties": {
            "destination": {
                "endpointType": "WebHook",
                "properties": {"endpointUrl": webhook, "maxEventsPerBatch": 1, "minimumTlsVersionAllowed": "1.2"},
            },
            "filter": {
                "includedEventTypes": ["Microsoft.Storage.BlobCreated"],
                # With the slash: `uploads` would be `uploads-old` too.
                "subjectBeginsWith": f"/blobServices/default/containers/{value(watch.container)}/",
            },
            "eventDeliverySchema": "EventGridSchema",
            "retryPolicy": {"maxDeliveryAttempts": DELIVERY_TRIES, "eventTimeToLiveInMinutes": EVENT_MINUTES},
            "deadLetterWithResourceIdentity": {
                "identity": {"type": "SystemAssigned"},
                "deadLetterDestination": {"endpointType": "StorageBlob", "properties": dead_letters},
            },
        }
    }


def _key() -> str | None:
    keys = rest("post", f"{value('SERVICE_API_ID')}/host/default/listKeys", WEB_API) or {}
    found = (keys.get("systemKeys") or {}).get("blobs_extension")
    return str(found) if found else None


def _make(topic: str, name: str, watch: Watch, key: str) -> bool | None:
    path = f"{topic}/eventSubscriptions/{name}"
    rest("put", path, EVENTGRID_API, body(watch, key))
    return until(f"{name} to be ready", lambda: _ready(path), seconds=120, pause=5)


def _ready(path: str) -> bool | None:
    properties = rest("get", path, EVENTGRID_API)["properties"]
    if properties.get("provisioningState") == "Failed":
        raise Failure("Event Grid did not reach the app's webhook.")
    return True if properties.get("provisioningState") == "Succeeded" else None


def _names(topic: str) -> set[str]:
    found = rest("get", f"{topic}/eventSubscriptions", EVENTGRID_API) or {}
    return {one["name"] for one in found.get("value", []) if one["name"].startswith(PREFIX)}
