"""What the two processes say to each other, through pipes.

A call is pickled: it comes from us. An answer is JSON and bytes: it comes from where a stranger's file was decoded.
"""

import json
import os
import pickle
import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import IO, Any, Self

from shared.imaging.apart.parcel import Bytes, Parcel

_LENGTHS = struct.Struct(">QQ")
_CHUNK = 1024 * 1024  # bytes
_MOST_JSON = 64 * 1024 * 1024  # bytes; a picture's metadata is in it


@dataclass(frozen=True)
class Call:
    """A function to call, and how long it may take.

    Args:
        function: at the top of a module.
        arguments: that it takes, after the picture if there is one.
        seconds: of processor time, after which the process ends itself.
        header: of the picture that follows; see `Parcel`.
    """

    function: Callable[..., Parcel | bytes]
    arguments: tuple[Any, ...]
    seconds: float
    header: dict[str, Any] | None = None

    def write(self, stream: IO[bytes]) -> None:
        """Send it; the pixels of the picture follow."""
        call = pickle.dumps(self)
        _write(stream, _LENGTHS.pack(len(call), 0))
        _write(stream, call)

    def answered(self, stream: IO[bytes]) -> Parcel | bytes:
        """Call the function. The picture's pixels come from the stream."""
        if self.header is None:
            return self.function(*self.arguments)
        try:
            pixels = _read(stream, Parcel(self.header).length)
        except MemoryError:
            # what was not read would be taken for the next call
            os.abort()
        return self.function(Parcel(self.header, pixels).image(), *self.arguments)


def next_call(stream: IO[bytes]) -> Bytes | None:
    """The next call, pickled; None when nobody will call any more."""
    try:
        length, _ = _LENGTHS.unpack(_read(stream, _LENGTHS.size))
    except EOFError:
        return None
    return _read(stream, length)


@dataclass(frozen=True)
class Answer:
    """What came of a call.

    Args:
        kind: ready, bytes, header (of a picture), picture, refused (one of `shared.errors`), or failed (in another way).
        facts: what is not bytes.
        data: the bytes, or the picture's pixels.
    """

    kind: str
    facts: dict[str, Any] = field(default_factory=dict)
    data: Bytes = b""

    @classmethod
    def of(cls, result: Parcel | bytes) -> Self:
        """The answer that gives a result."""
        if isinstance(result, bytes):
            return cls("bytes", data=result)
        return cls("header", result.header) if result.pixels is None else cls("picture", result.header, result.pixels)

    @classmethod
    def read(cls, stream: IO[bytes], most: int) -> Self:
        """Receive it.

        Args:
            stream: where it comes from.
            most: bytes that are expected at most.

        Raises:
            EOFError: the process has ended.
            ValueError: this is no answer, or one with too many bytes.
        """
        described, length = _LENGTHS.unpack(_read(stream, _LENGTHS.size))
        if described > _MOST_JSON or length > most:
            raise ValueError(f"an answer of {described} + {length} bytes")
        kind, facts = json.loads(_read(stream, described))
        return cls(kind, facts, _read(stream, length))

    def write(self, stream: IO[bytes]) -> None:
        """Send it."""
        described = json.dumps([self.kind, self.facts]).encode()
        _write(stream, _LENGTHS.pack(len(described), len(self.data)))
        _write(stream, described)
        _write(stream, self.data)


def _read(stream: IO[bytes], length: int) -> bytearray:
    """Exactly so many bytes."""
    data = bytearray(length)
    view, at = memoryview(data), 0
    while at < length:
        count = stream.readinto(view[at : at + _CHUNK])  # type: ignore[attr-defined]  # a raw file has it
        if not count:
            raise EOFError
        at += count
    return data


def _write(stream: IO[bytes], data: Bytes) -> None:
    view, at = memoryview(data), 0
    while at < len(view):
        at += stream.write(view[at : at + _CHUNK])
