"""Event subscriptions."""

import json

import pytest

from infra.hooks.failure import Failure
from infra.hooks.subscriptions import WATCHES, ensure_subscriptions
from shared.config import Settings
from tests.infra.conftest import Azure
from tests.infra.environment import ENVIRONMENT
from tests.infra.test_settings import triggers

KEY = {"systemKeys": {"blobs_extension": "k/e+y=="}}
READY = {"properties": {"provisioningState": "Succeeded"}}
TOPIC = f"{ENVIRONMENT['EVENTGRID_TOPIC_ID']}/eventSubscriptions"


def there(azure: Azure, *names: str) -> Azure:
    """An app that answers, and the topic's subscriptions."""
    azure.answers("listKeys", output=KEY).answers("--method put", output={}).answers("--method delete", output="")
    azure.answers(f"--method get --url {TOPIC}?", output={"value": [{"name": name} for name in names]})
    return azure


def test_every_blob_trigger_has_a_subscription() -> None:
    """Of its name and its container: a function that is renamed would get no events."""
    settings = Settings(blob_source="EventGrid")
    functions = {name: trigger["path"].split("/")[0] for name, trigger in triggers(settings) if trigger["type"] == "blobTrigger"}

    assert {watch.function: ENVIRONMENT[watch.container] for watch in WATCHES} == functions


def test_a_container_sends_its_events_to_its_function(azure: Azure) -> None:
    """With dead letters, retries, and a filter that ends with a slash."""
    there(azure).answers("--method get", output=READY)

    ensure_subscriptions()

    dropped, uploaded = (json.loads(call["body"])["properties"] for call in azure.calls("--method put"))
    hook = "https://func-lienzo-x.azurewebsites.net/runtime/webhooks/blobs?functionName=Host.Functions."
    assert dropped["destination"]["properties"]["endpointUrl"] == f"{hook}blob_dropped&code=k/e+y=="
    assert dropped["filter"]["subjectBeginsWith"] == "/blobServices/default/containers/uploads/"
    assert uploaded["filter"]["subjectBeginsWith"] == "/blobServices/default/containers/incoming/"
    letters = dropped["deadLetterWithResourceIdentity"]["deadLetterDestination"]["properties"]
    assert letters == {"resourceId": ENVIRONMENT["PICTURES_ACCOUNT_ID"], "blobContainerName": "deadletters"}
    assert dropped["retryPolicy"] == {"maxDeliveryAttempts": 30, "eventTimeToLiveInMinutes": 1440}


def test_the_key_is_waited_for_and_never_seen(azure: Azure) -> None:
    """It exists only when the app runs."""
    azure.answers("listKeys", each=[{"error": "(ServiceUnavailable) no"}] * 3 + [{"output": {"systemKeys": {}}}, {"output": KEY}])
    there(azure).answers("--method get", output=READY)

    ensure_subscriptions()

    assert len(azure.calls("listKeys")) == 5
    assert "k/e+y" not in json.dumps([call["asked"] for call in azure.calls()])


def test_a_handshake_that_fails_is_tried_again(azure: Azure) -> None:
    """The first instance may be starting."""
    failed = {"properties": {"provisioningState": "Failed"}}
    there(azure).answers("--method get", each=[{"output": failed}, {"output": READY}])

    ensure_subscriptions(WATCHES[:1])

    assert len(azure.calls("--method get", "lienzo-blob-dropped")) == 2


def test_an_app_that_never_runs_is_a_failure(azure: Azure) -> None:
    """Which says what was waited for."""
    azure.answers("listKeys", output={})

    with pytest.raises(Failure, match="Gave up waiting for the app's key for events"):
        ensure_subscriptions()
    assert azure.calls("--method put") == []


def test_only_stale_subscriptions_of_ours_are_removed(azure: Azure) -> None:
    """Others may belong to somebody."""
    there(azure, "lienzo-blob-dropped", "lienzo-old-name", "somebody-else").answers("--method get", output=READY)

    ensure_subscriptions()

    (call,) = azure.calls("--method delete")
    assert "lienzo-old-name" in " ".join(call["asked"])
