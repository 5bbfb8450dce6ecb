"""HTTP: OpenAPI, API docs, health, and the single-page app's files."""

from collections.abc import Sequence

from shared.http.endpoint import Endpoint
from site_functions import health, web
from site_functions.documents import document_endpoints


def site_endpoints(documented: Sequence[Endpoint]) -> tuple[Endpoint, ...]:
    """The site's endpoints; the OpenAPI document describes `documented` and the site's own calls, but not its pages."""
    checks = (health.health_live, health.health_ready)
    return (*checks, *document_endpoints([*documented, *checks]), web.web)


__all__ = ["site_endpoints"]
