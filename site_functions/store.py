"""HTTP: signed URLs of the local store, which has no server of its own to take them. With other stores there are none of these."""

import re
from typing import Final

from werkzeug.http import parse_range_header

from shared.disposition import disposition
from shared.errors import InvalidInput, MalformedRequest, NotFound, RangeNotSatisfiable, TooLarge
from shared.http.call import Call
from shared.http.endpoint import endpoint
from shared.http.files import REVALIDATE, is_current
from shared.http.model import View
from shared.http.replies import FileReply, Reply
from shared.storage import Stat
from shared.storage.local import Grant, LocalStore
from shared.storage.signed import InvalidLink, LinkExpired

TAG = "Store"
LARGEST_ANSWER: Final = 100 * 1024 * 1024  # bytes: an answer is held in memory
# Whatever has been stored, a browser that shows it runs nothing of it.
POLICY = "default-src 'none'; sandbox"

_PIECE = re.compile(r"bytes (?:(\d{1,15})-(\d{1,15})|\*)/(\d{1,15})")


class Received(View):
    """How much has come."""

    received: int
    size: int


@endpoint(
    "GET",
    "api/store/{token}",
    tag=TAG,
    public=True,
    answers={200: "The bytes", 206: "The part asked for", 304: "Not modified"},
    produces=("*/*",),
    problems=(InvalidLink, LinkExpired, TooLarge, RangeNotSatisfiable),
)
def store_get(call: Call, token: str) -> FileReply:
    """Download an object by its signed URL.

    Other stores than the local one have signed URLs at their own addresses.
    """
    store, grant = _granted(call, token, "GET")
    stat = store.stat(grant.path)
    headers = {"ETag": f'"{stat.etag}"', "Cache-Control": REVALIDATE, "Accept-Ranges": "bytes", "Content-Security-Policy": POLICY}
    if is_current(call, stat.etag):
        return FileReply(b"", stat.media_type, 304, headers)
    if grant.filename:
        headers["Content-Disposition"] = disposition("attachment", grant.filename)
    first, end = _range(call, stat) or (0, stat.bytes)
    if end - first > LARGEST_ANSWER:
        raise TooLarge(
            f"Ask for it in parts of {LARGEST_ANSWER} bytes at most, with the header Range.", limit=LARGEST_ANSWER, actual=end - first
        )
    data = store.get(grant.path, offset=first, length=end - first, if_match=stat.etag).data
    if end - first == stat.bytes:
        return FileReply(data, stat.media_type, 200, headers)
    return FileReply(data, stat.media_type, 206, {**headers, "Content-Range": f"bytes {first}-{end - 1}/{stat.bytes}"})


@endpoint(
    "PUT",
    "api/store/{token}",
    tag=TAG,
    public=True,
    accepts=("application/octet-stream", "image/*"),
    answers={201: "All of it has come", 202: "A piece has come: the header Range says how much there is"},
    problems=(InvalidLink, LinkExpired, TooLarge, MalformedRequest, InvalidInput),
    status=201,
)
def store_put(call: Call, token: str) -> Reply[Received]:
    """Upload an object by its signed URL, whole or in pieces.

    A piece has `Content-Range: bytes first-last/size`. They are sent in order; what has come stays, and after an interruption
    `Content-Range: bytes */size` without a body asks how much that is.
    """
    store, grant = _granted(call, token, "PUT")
    arrived = store.receive(grant, call.body, first=_first(call, grant))
    view = Received(received=arrived.bytes, size=arrived.size)
    if arrived.bytes < arrived.size:
        return Reply(view, 202, {"Range": f"bytes=0-{arrived.bytes - 1}"} if arrived.bytes else {})
    return Reply(view, 201, {"ETag": f'"{arrived.etag}"'} if arrived.etag else {})


def _granted(call: Call, token: str, method: str) -> tuple[LocalStore, Grant]:
    store = call.resources.store
    if not isinstance(store, LocalStore):
        raise NotFound
    grant = store.grant(token)
    if grant.method != method:
        raise NotFound
    return store, grant


def _range(call: Call, stat: Stat) -> tuple[int, int] | None:
    """First byte and end of the one part asked for, if the object is still the one that the client knows."""
    wanted = parse_range_header(call.header("range"))
    if wanted is None or wanted.units != "bytes" or len(wanted.ranges) != 1 or call.header("if-range") not in {"", f'"{stat.etag}"'}:
        return None
    part = wanted.range_for_length(stat.bytes)
    if part is None:
        raise RangeNotSatisfiable(f"The file has {stat.bytes} bytes.", length=stat.bytes)
    return part


def _first(call: Call, grant: Grant) -> int | None:
    """Where the body belongs; None when it is the whole.

    Raises:
        MalformedRequest: the Content-Range cannot be read, or does not fit the body.
        TooLarge, InvalidInput: it speaks of another size than the URL is for.
    """
    header = call.header("content-range")
    if not header:
        return None
    found = _PIECE.fullmatch(header)
    if not found:
        raise MalformedRequest("The header must be: Content-Range: bytes first-last/size.")
    first, last, size = (int(group or 0) for group in found.groups())
    length = last - first + 1 if found[1] else 0
    if length != len(call.body):
        raise MalformedRequest(f"The Content-Range is of {length} bytes, and the body has {len(call.body)}.")
    if size > (grant.size or 0):
        raise TooLarge(f"This link is for {grant.size} bytes.", limit=grant.size, actual=size)
    if size != grant.size or last >= size:
        raise InvalidInput(f"This link is for {grant.size} bytes.", limit=grant.size, actual=size)
    return first
