"""HTTP: is the process alive, and is everything there that it stands on?"""

from collections.abc import Callable
from typing import Literal

from shared import __version__
from shared.errors import LienzoError
from shared.http.call import Call
from shared.http.endpoint import endpoint
from shared.http.model import View
from shared.http.replies import Reply

TAG = "Health"


class Liveness(View):
    """The process answers."""

    status: Literal["alive"] = "alive"
    version: str = __version__


class Readiness(View):
    """Every part, with `ok` or what is missing."""

    status: Literal["ready", "unavailable"]
    checks: dict[str, str]


@endpoint("GET", "api/health/live", tag=TAG, public=True)
def health_live(call: Call) -> Liveness:  # noqa: ARG001  every handler takes the call
    """Say that the process is alive."""
    return Liveness()


@endpoint("GET", "api/health/ready", tag=TAG, public=True, answers={200: "Ready", 503: "Something is missing"})
def health_ready(call: Call) -> Reply[Readiness]:
    """Check the database, the stores and the signing key."""
    parts: dict[str, Callable[[], object]] = {
        "database": call.resources.database.probe,
        "store": call.resources.store.probe,
        **({"drops": call.resources.host_store.probe} if call.resources.host_store else {}),
        "keys": call.resources.tokens.jwks,
    }
    checks = {name: _check(probe) for name, probe in parts.items()}
    ready = set(checks.values()) == {"ok"}
    return Reply(Readiness(status="ready" if ready else "unavailable", checks=checks), 200 if ready else 503)


def _check(probe: Callable[[], object]) -> str:
    try:
        probe()
    except LienzoError as error:
        return error.message
    return "ok"
