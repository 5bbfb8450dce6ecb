"""HTTP: the single-page app's files, for every path that no other function takes."""

import mimetypes
import re
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from shared.errors import NotFound
from shared.http.call import Call
from shared.http.endpoint import endpoint
from shared.http.files import is_current
from shared.http.replies import FileReply

DIST = Path(__file__).parent.parent / "web" / "dist"
HASHED = re.compile(r"[.-][A-Z0-9]{8}\.\w+$")
POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self'; "
    "font-src 'self'; object-src 'none'; base-uri 'self'; frame-ancestors 'none'; form-action 'self'"
)
NOT_BUILT = b"""<!doctype html><html lang="en"><title>Lienzo</title><p>The web app is not built: run <code>make build</code>.
The API answers, and <a href="/api/openapi.json">/api/openapi.json</a> describes it.</p></html>"""


@dataclass(frozen=True)
class Asset:
    """A file of the built app."""

    path: Path
    media_type: str
    etag: str
    cache: str


@cache
def assets(dist: Path) -> dict[str, Asset]:
    """Every file below `dist` by its path in a URL. What is not listed here is not served, whatever the path says."""
    return {file.relative_to(dist).as_posix(): _asset(file) for file in dist.rglob("*") if file.is_file()}


def _asset(file: Path) -> Asset:
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    text = kind.startswith("text/") or kind.endswith(("javascript", "json", "xml", "webmanifest"))
    cache_control = "public, max-age=31536000, immutable" if HASHED.search(file.name) else "public, no-cache"
    return Asset(file, f"{kind}; charset=utf-8" if text else kind, sha256(file.read_bytes()).hexdigest()[:32], cache_control)


@endpoint("ANY", "{*path}", tag="Site", public=True)
def web(call: Call, path: str) -> FileReply:
    """Serve the app: a file of it, or its page for every other path, so that deep links work.

    The function's name sorts after every other: the host takes the first match in alphabetical order.
    """
    if path.startswith(("api/", ".well-known/")) or call.method not in {"GET", "HEAD"}:
        raise NotFound(f"There is no {call.method} {call.path} in this API; /api/docs shows what there is.")
    files = assets(DIST)
    asset = files.get(path)
    if asset is None and "." in path.rpartition("/")[2]:
        raise NotFound(f"There is no file {call.path}.")
    asset = asset or files.get("index.html")
    if asset is None:
        return FileReply(NOT_BUILT, "text/html; charset=utf-8", 503, {"Cache-Control": "no-store"})
    headers = {"ETag": f'"{asset.etag}"', "Cache-Control": asset.cache, "Content-Security-Policy": POLICY}
    if is_current(call, asset.etag):
        return FileReply(b"", asset.media_type, 304, headers)
    return FileReply(asset.path.read_bytes(), asset.media_type, headers=headers)
