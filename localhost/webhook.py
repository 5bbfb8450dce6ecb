"""`/runtime/webhooks/blobs`: where Event Grid says that a blob was written."""

import asyncio
import json
import logging
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

from localhost.blob_message import BlobMessage
from localhost.blob_triggers import BlobTriggers
from localhost.http_request import Incoming
from localhost.http_response import Outgoing
from localhost.keys import Keys

LOG = logging.getLogger(__name__)
EXTENSION = "blobs"
EVENT_GRID_ORIGIN = "eventgrid.azure.net"


@dataclass(frozen=True)
class Webhook:
    """Answers `/runtime`."""

    keys: Keys
    blobs: BlobTriggers | None

    async def answer(self, request: Incoming, path: str) -> Outgoing:
        """Answer a request; the path is without `/runtime/`."""
        if path.lower() != f"webhooks/{EXTENSION}" or self.blobs is None:
            return Outgoing(404)
        if not self.keys.opens_webhook(request, EXTENSION):
            return Outgoing(401)
        if request.method == "OPTIONS":
            wanted = request.headers.get("webhook-request-origin", "")
            origin = wanted if wanted.startswith("eventgrid.azure.") else EVENT_GRID_ORIGIN
            return Outgoing(200, headers=(("webhook-allowed-origin", origin),))
        try:
            return await self._event(request, self.blobs)
        except (ValueError, KeyError, TypeError, IndexError) as error:
            LOG.warning("The events cannot be read: %s", error)
            return Outgoing(400)

    async def _event(self, request: Incoming, blobs: BlobTriggers) -> Outgoing:
        kind = request.headers.get("aeg-event-type", "").lower()
        if kind == "subscriptionvalidation":
            return Outgoing.of_json(200, {"validationResponse": _events(request.body)[0]["data"]["validationCode"]})
        if kind == "notification":
            # Whether the function exists is looked at when the message is taken from the queue.
            name = parse_qs(request.query).get("functionName", [""])[0]
            for message in [BlobMessage.of_event(name, event) for event in _events(request.body)]:
                await asyncio.to_thread(blobs.notify, message)
            return Outgoing(202)
        return Outgoing(202 if kind == "unsubscribe" else 400)


def _events(body: bytes) -> list[dict[str, Any]]:
    found = json.loads(body)
    return found if isinstance(found, list) else [found]
