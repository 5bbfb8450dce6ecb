"""HTTP: the single-page app's files, for every path that no other function takes."""

import mimetypes
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header

from shared.errors import NotFound, Unavailable
from shared.http.call import Call
from shared.http.endpoint import endpoint
from shared.http.files import is_current
from shared.http.replies import FileReply

DIST = Path(__file__).parent.parent / "web" / "dist"
HASHED = re.compile(r"[.-][A-Z0-9]{8}\.\w+$")
POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; connect-src {connect}; "
    "font-src 'self'; object-src 'none'; base-uri 'self'; frame-ancestors 'none'; form-action 'self'"
)
# Made at build time, the smallest first.
ENCODINGS = {".br": "br", ".gz": "gzip"}
NOT_BUILT = b"""<!doctype html><html lang="en"><title>Lienzo</title><p>The web app is not built: run <code>make build</code>.
The API answers, and <a href="/api/openapi.json">/api/openapi.json</a> describes it.</p></html>"""


@dataclass(frozen=True)
class Asset:
    """A file of the built app, and the same compressed, by the name of the encoding."""

    path: Path
    media_type: str
    etag: str
    cache: str
    encoded: Mapping[str, Path]


@cache
def assets(dist: Path) -> dict[str, Asset]:
    """Every file below `dist` by its path in a URL. What is not listed here is not served, whatever the path says."""
    return {file.relative_to(dist).as_posix(): _asset(file) for file in dist.rglob("*") if file.is_file() and file.suffix not in ENCODINGS}


def _asset(file: Path) -> Asset:
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    text = kind.startswith("text/") or kind.endswith(("javascript", "json", "xml", "webmanifest"))
    cache_control = "public, max-age=31536000, immutable" if HASHED.search(file.name) else "public, no-cache"
    encoded = {name: path for suffix, name in ENCODINGS.items() if (path := file.with_name(file.name + suffix)).is_file()}
    media_type = f"{kind}; charset=utf-8" if text else kind
    return Asset(file, media_type, sha256(file.read_bytes()).hexdigest()[:32], cache_control, encoded)


def _policy(call: Call) -> str:
    """What the page may do. It sends large files straight into the store, which may have an address of its own."""
    with suppress(Unavailable):  # a store whose connection is broken has none, and the page can say so
        if origin := call.resources.store.origin:
            return POLICY.format(connect=f"'self' {origin}")
    return POLICY.format(connect="'self'")


def _encoding(call: Call, asset: Asset) -> str | None:
    """The smallest that the client takes; None for the file as it is."""
    accepted = parse_accept_header(call.header("accept-encoding"), Accept)
    return next((name for name in asset.encoded if accepted.quality(name) > 0), None)


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
    encoding = _encoding(call, asset)
    etag = f"{asset.etag}-{encoding}" if encoding else asset.etag
    headers = {"ETag": f'"{etag}"', "Cache-Control": asset.cache, "Content-Security-Policy": _policy(call)}
    if asset.encoded:
        headers["Vary"] = "Accept-Encoding"
    if is_current(call, etag):
        return FileReply(b"", asset.media_type, 304, headers)
    if encoding:
        headers["Content-Encoding"] = encoding
    return FileReply((asset.encoded[encoding] if encoding else asset.path).read_bytes(), asset.media_type, headers=headers)
