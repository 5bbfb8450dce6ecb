"""HTTP: OpenAPI, API docs, health, signed URLs of the local store, and the single-page app's files."""

from collections.abc import Sequence

from shared.http.endpoint import Endpoint
from site_functions import health, store, web
from site_functions.documents import document_endpoints


def site_endpoints(documented: Sequence[Endpoint]) -> tuple[Endpoint, ...]:
    """The site's endpoints; the OpenAPI document describes `documented` and the site's own calls, but not its pages."""
    own = (health.health_live, health.health_ready, store.store_get, store.store_put)
    return (*own, *document_endpoints([*documented, *own]), web.web)


__all__ = ["site_endpoints"]
