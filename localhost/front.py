"""The HTTP front: an ASGI app that answers CORS, the host's own paths and the functions' routes, in the real host's order."""

import logging
import os
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from typing import Any

from localhost.admin import Admin
from localhost.configuration import DEFAULT_BODY_LIMIT
from localhost.cors import Cors
from localhost.http_request import Incoming
from localhost.http_response import Outgoing
from localhost.invoker import Invoker
from localhost.keys import Keys
from localhost.registry import HttpRoute, Registry
from localhost.route import decoded
from localhost.webhook import Webhook

LOG = logging.getLogger(__name__)
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

NO_HOME_PAGE = "AzureWebJobsDisableHomepage"
HOME = b"<!doctype html><html lang=en><title>Functions</title><h1>Your function app is up and running</h1></html>"


@dataclass(frozen=True)
class Front:
    """Answers HTTP."""

    registry: Registry
    invoker: Invoker
    keys: Keys
    cors: Cors
    admin: Admin
    webhook: Webhook

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer a request."""
        body = await _body(scope, receive)
        request = Incoming.of_scope(scope, body or b"")
        response = self.cors.preflight(request)
        if response is None:
            response = self.cors.marked(request, await self._answer(request, too_big=body is None))
        await send({"type": "http.response.start", "status": response.status, "headers": response.wire_headers()})
        await send({"type": "http.response.body", "body": response.wire_body(request.method)})

    async def _answer(self, request: Incoming, *, too_big: bool) -> Outgoing:
        path = decoded(request.raw_path)
        first, _, rest = path.removeprefix("/").partition("/")
        if first.lower() == "admin":
            return await self.admin.answer(request, rest.lower().rstrip("/"))
        if first.lower() == "runtime":
            return await self.webhook.answer(request, rest.rstrip("/"))
        for served in self.registry.routes:
            if served.methods and request.method not in served.methods:
                continue
            parameters = served.route.match(path)
            if parameters is not None:
                return await self._run(served, request, dict(parameters), too_big=too_big)
        if path == "/":
            off = os.environ.get(NO_HOME_PAGE, "").lower() == "true"
            return Outgoing(204) if off else Outgoing(200, HOME, (("content-type", "text/html"),))
        # A wrong method too: the real host never answers 405.
        return Outgoing(404)

    async def _run(self, served: HttpRoute, request: Incoming, route_params: dict[str, str], *, too_big: bool) -> Outgoing:
        function = served.function
        if function.name in self.registry.disabled:
            return Outgoing(404)
        if not self.keys.opens_function(request, function.name, served.auth_level):
            return Outgoing(401)
        if too_big:
            # Not 413: the real host finds out while it binds the request, which is a failure of its own.
            LOG.error("%s: the request body is too large", function.name)
            return Outgoing(500)
        try:
            result = await self.invoker.run(function, {function.trigger.name: request.as_argument(route_params)})
            return Outgoing.of_result(function, result)
        except Exception:
            LOG.exception("%s failed", function.name)
            return Outgoing(500)


async def _body(scope: Message, receive: Receive) -> bytes | None:
    """The body; empty when its length is not told, and None when it is too long. It is read to its end, so that the client reads on."""
    length = next((int(value) for name, value in scope["headers"] if name == b"content-length"), 0)
    limit = int(os.environ.get("FUNCTIONS_REQUEST_BODY_SIZE_LIMIT") or DEFAULT_BODY_LIMIT)
    chunks: list[bytes] = []
    more = True
    while more:
        message = await receive()
        more = message["type"] == "http.request" and message.get("more_body", False)
        if 0 < length <= limit:
            chunks.append(message.get("body", b""))
    return None if length > limit else b"".join(chunks)
