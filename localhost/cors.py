"""CORS, as Core Tools do it: only when local.settings.json names origins, and before anything else."""

from dataclasses import dataclass

from localhost.configuration import LocalSettings
from localhost.http_request import Incoming
from localhost.http_response import Outgoing


@dataclass(frozen=True)
class Cors:
    """The origins that may call from a browser."""

    origins: tuple[str, ...] = ()
    credentials: bool = False

    @classmethod
    def of_settings(cls, settings: LocalSettings) -> "Cors":
        """What `Host.CORS` and `Host.CORSCredentials` say."""
        return cls(settings.cors_origins, settings.cors_credentials)

    def preflight(self, request: Incoming) -> Outgoing | None:
        """The answer to a preflight request, also for routes that do not exist; None when it is something else or nobody may call."""
        wanted = request.headers.get("access-control-request-method")
        if not self.origins or request.method != "OPTIONS" or not wanted or "origin" not in request.headers:
            return None
        allowed = self._allowed(request)
        if allowed:
            allowed += (("access-control-allow-methods", wanted),)
            if headers := request.headers.get("access-control-request-headers"):
                allowed += (("access-control-allow-headers", headers),)
        return Outgoing(204, headers=allowed)

    def marked(self, request: Incoming, response: Outgoing) -> Outgoing:
        """A response with the headers that let a page of an allowed origin read it."""
        return Outgoing(response.status, response.body, (*response.headers, *self._allowed(request)))

    def _allowed(self, request: Incoming) -> tuple[tuple[str, str], ...]:
        origin = request.headers.get("origin")
        if not origin or not {"*", origin} & set(self.origins):
            return ()
        if "*" in self.origins and not self.credentials:
            return (("access-control-allow-origin", "*"),)
        headers = (("access-control-allow-origin", origin), ("vary", "Origin"))
        return (*headers, ("access-control-allow-credentials", "true")) if self.credentials else headers
