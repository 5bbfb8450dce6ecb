"""Answers with bytes: ETag, conditional requests (RFC 9110, section 13) and one byte range (section 14)."""

from collections.abc import Callable
from dataclasses import replace

from werkzeug.http import parse_etags, parse_range_header

from shared.disposition import disposition
from shared.errors import RangeNotSatisfiable
from shared.http.call import Call
from shared.http.replies import FileReply

# The bytes may change or go away: ask each time, but with the ETag. Never in a shared cache: they are one account's.
REVALIDATE = "private, no-cache"
IMMUTABLE = "private, max-age=31536000, immutable"
# A browser would run the scripts of an SVG that it shows as a page of our origin.
RUNNABLE = frozenset({"image/svg+xml"})


def file_answer(
    call: Call,
    load: Callable[[], bytes],
    *,
    media_type: str,
    etag: str,
    filename: str,
    cache: str = REVALIDATE,
    vary: str | None = "Authorization",
) -> FileReply:
    """Answer a file, a part of it, or 304 without loading it.

    Args:
        call: its headers If-None-Match, Range and If-Range count.
        load: gives the bytes.
        media_type: of the file.
        etag: a strong validator, without quotes.
        filename: under which a browser saves it.
        cache: Cache-Control.
        vary: the request header on which the bytes depend; None where the address alone says which they are.

    Raises:
        RangeNotSatisfiable: the range asked for begins behind the end.
    """
    headers = {"ETag": f'"{etag}"', "Cache-Control": cache, "Accept-Ranges": "bytes"}
    if vary:
        headers["Vary"] = vary
    if is_current(call, etag):
        return FileReply(b"", media_type, 304, headers)
    runnable = media_type in RUNNABLE
    headers["Content-Disposition"] = disposition("attachment" if runnable else "inline", filename)
    if runnable:
        headers["Content-Security-Policy"] = "sandbox"
    return _ranged(call, FileReply(load(), media_type, 200, headers), etag)


def is_current(call: Call, etag: str) -> bool:
    """Whether the client has this version already (RFC 9110, section 13.1.2).

    Args:
        call: its header If-None-Match counts.
        etag: without quotes.
    """
    return parse_etags(call.header("if-none-match")).contains_weak(etag)


def _ranged(call: Call, whole: FileReply, etag: str) -> FileReply:
    wanted = parse_range_header(call.header("range"))
    unchanged = call.header("if-range") in {"", f'"{etag}"'}
    if wanted is None or wanted.units != "bytes" or len(wanted.ranges) != 1 or not unchanged:
        return whole
    length = len(whole.data)
    part = wanted.range_for_length(length)
    if part is None:
        raise RangeNotSatisfiable(f"The file has {length} bytes.", length=length)
    first, end = part
    headers = {**whole.headers, "Content-Range": f"bytes {first}-{end - 1}/{length}"}
    return replace(whole, data=whole.data[first:end], status=206, headers=headers)
