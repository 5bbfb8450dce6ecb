"""HTTP: the OpenAPI document and the page that shows it."""

from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files
from json import dumps

from shared import __version__
from shared.http import openapi
from shared.http.call import Call
from shared.http.endpoint import Endpoint, endpoint
from shared.http.files import is_current
from shared.http.replies import FileReply

TAG = "Documents"
# Swagger UI sets styles from its script; everything it loads comes from this origin.
PAGE_POLICY = (
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "frame-ancestors 'none'; form-action 'none'"
)


def document_endpoints(documented: Sequence[Endpoint]) -> tuple[Endpoint, ...]:
    """The endpoints that describe `documented` and themselves."""

    @endpoint("GET", "api/openapi.json", tag=TAG, public=True, produces=("application/json",))
    def openapi_document(call: Call) -> FileReply:
        """Describe this API as OpenAPI 3.1."""
        data, etag = _rendered(call.resources.settings.public_url)
        headers = {"Cache-Control": "public, no-cache", "ETag": f'"{etag}"'}
        if is_current(call, etag):
            return FileReply(b"", "application/json", 304, headers)
        return FileReply(data, "application/json", headers=headers)

    made = (openapi_document, docs)

    @cache
    def _rendered(server: str) -> tuple[bytes, str]:
        data = dumps(openapi.document([*documented, *made], version=__version__, server=server)).encode()
        return data, sha256(data).hexdigest()[:32]

    return made


@endpoint("GET", "api/docs", tag=TAG, public=True, produces=("text/html",))
def docs(call: Call) -> FileReply:  # noqa: ARG001  every handler takes the call
    """Show this API's documentation as a page."""
    page = files("site_functions").joinpath("docs.html").read_bytes()
    return FileReply(
        page, "text/html; charset=utf-8", headers={"Content-Security-Policy": PAGE_POLICY, "Cache-Control": "public, no-cache"}
    )
