"""`/admin`: what the host says about itself and its functions, and functions run by hand."""

import asyncio
import json
import logging
import platform
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from localhost.function import Function
from localhost.http_request import Incoming
from localhost.http_response import Outgoing
from localhost.keys import Keys
from localhost.registry import Registry

LOG = logging.getLogger(__name__)
VERSION = "4.1037.0.0"  # of the host whose behaviour this one has
ByHand = Callable[[Function, str], Awaitable[None]]


@dataclass
class Admin:
    """Answers `/admin`.

    Attributes:
        by_hand: by kind of trigger, what runs such a function with a text as its input.
        bundle: the extension bundle in host.json.
    """

    registry: Registry
    keys: Keys
    host_id: str
    route_prefix: str
    by_hand: Mapping[str, ByHand]
    bundle: Mapping[str, Any] | None = None
    started: float = field(default_factory=time.monotonic)
    _running: set[asyncio.Future[None]] = field(default_factory=set)

    async def answer(self, request: Incoming, path: str) -> Outgoing:
        """Answer a request; the path is without `/admin/`, in lower case."""
        if path == "host/ping" and request.method in {"GET", "POST"}:
            return Outgoing(200)
        if not self.keys.opens_admin(request):
            return Outgoing(401)
        if (request.method, path) == ("GET", "host/status"):
            return Outgoing.of_json(200, self._status())
        first, _, rest = path.partition("/")
        return self._functions(request, rest) if first == "functions" else Outgoing(404)

    def _functions(self, request: Incoming, path: str) -> Outgoing:
        base = f"http://{request.headers.get('host', 'localhost')}"
        name, _, what = path.partition("/")
        function = self.registry.all.get(name)
        answer = Outgoing(404)
        match request.method, what:
            case "GET", "" if not name:
                answer = Outgoing.of_json(200, [self._describe(each, base) for each in self.registry.all.values()])
            case "GET", "" if function:
                answer = Outgoing.of_json(200, self._describe(function, base))
            case "GET", "status" if function:
                errors = self.registry.errors.get(function.name)
                answer = Outgoing.of_json(200, {"errors": errors} if errors else {})
            case "POST", "" if function:
                answer = self._run(function, request.body)
        return answer

    def _run(self, function: Function, body: bytes) -> Outgoing:
        try:
            text = json.loads(body)["input"]
        except (ValueError, KeyError, TypeError):
            return Outgoing(400)
        task = asyncio.ensure_future(self._log_failure(function, text if isinstance(text, str) else json.dumps(text)))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return Outgoing(202)

    async def _log_failure(self, function: Function, text: str) -> None:
        run = self.by_hand.get(function.trigger.type)
        if run is None or function.name in self.registry.errors:
            LOG.error("%s cannot be run by hand", function.name)
            return
        try:
            await run(function, text)
        except Exception:
            LOG.exception("%s, run by hand, failed", function.name)

    def _status(self) -> dict[str, Any]:
        errors = [f"The '{name}' function is in error: {text}" for name, texts in self.registry.errors.items() for text in texts]
        status: dict[str, Any] = {
            "id": self.host_id,
            "state": "Running",
            "version": VERSION,
            "versionDetails": f"{VERSION}+localhost",
            "computerName": platform.node(),
            "processUptime": round((time.monotonic() - self.started) * 1000),
            "functionAppContentEditingState": "NotAllowed",
        }
        if self.bundle:
            status["extensionBundle"] = dict(self.bundle)
        return {**status, "errors": errors} if errors else status

    def _describe(self, function: Function, base: str) -> dict[str, Any]:
        url = None
        if function.trigger.type == "httpTrigger":
            route = str(function.trigger.raw.get("route") or function.name)
            url = "/".join(filter(None, (base, self.route_prefix, route))).lower()
        return {
            "name": function.name,
            "script_root_path_href": None,
            "script_href": f"{base}/admin/vfs/{function.directory.name}/function_app.py",
            "config_href": None,
            "test_data_href": None,
            "href": f"{base}/admin/functions/{function.name}",
            "invoke_url_template": url,
            "language": "python",
            "config": {
                "name": function.name,
                "scriptFile": "function_app.py",
                "language": "python",
                "functionDirectory": str(function.directory),
                "bindings": [dict(binding.raw) for binding in function.bindings],
            },
            "files": None,
            "test_data": None,
            "isDisabled": function.name in self.registry.disabled,
            "isDirect": True,
            "isProxy": False,
        }
