"""Objects in pieces: cut into parts of one size on the way in, read part by part on the way out."""

import hashlib
from collections.abc import Iterable, Iterator
from typing import Final, Protocol

from shared.errors import InvalidInput
from shared.storage.base import ObjectStream, StoredObject

PIECE: Final = 8 * 1024 * 1024  # bytes


class _Readable(Protocol):
    def get(self, path: str, *, offset: int = 0, length: int | None = None, if_match: str | None = None) -> StoredObject: ...


def read_in_pieces(store: _Readable, path: str, *, offset: int, length: int | None, if_match: str | None, piece: int) -> ObjectStream:
    """A stream made of ranged reads of one version: a slow reader holds no connection, and a cut one costs one piece."""
    first = store.get(path, offset=offset, length=piece if length is None else min(piece, length), if_match=if_match)
    end = first.stat.bytes if length is None else min(first.stat.bytes, offset + length)

    def pieces() -> Iterator[bytes]:
        position = offset + len(first.data)
        if first.data:
            yield first.data
        while position < end:
            data = store.get(path, offset=position, length=min(piece, end - position), if_match=first.stat.etag).data
            position += len(data)
            yield data

    return ObjectStream(first.stat, pieces())


class Parts:
    """Pieces of any size as parts of one size, counted and hashed while they pass. Iterate it once.

    Args:
        pieces: the bytes, in order.
        part: size of every part but the last, bytes.
        size: bytes that there must be; None takes any number.
        sha256: hash that they must have, hex; None takes any.
    """

    def __init__(self, pieces: Iterable[bytes], part: int, *, size: int | None, sha256: str | None) -> None:
        self._pieces = pieces
        self._part = part
        self._wanted = (size, sha256)
        self._digest = hashlib.sha256()
        self.size = 0

    @property
    def sha256(self) -> str:
        """Of what has passed, hex."""
        return self._digest.hexdigest()

    def __iter__(self) -> Iterator[bytes]:
        held = bytearray()
        for piece in self._pieces:
            view = memoryview(piece)
            while view:
                taken = view[: self._part - len(held)]
                held += taken
                view = view[len(taken) :]
                if len(held) == self._part:
                    yield self._passed(held)
                    held = bytearray()
        if held:
            yield self._passed(held)

    def check(self) -> None:
        """Compare what has passed with what was announced.

        Raises:
            InvalidInput: another size or hash.
        """
        size, digest = self._wanted
        if size is not None and size != self.size:
            raise InvalidInput(f"There are {self.size} bytes, not the {size} that were announced.", size=size, actual=self.size)
        if digest is not None and digest != self.sha256:
            raise InvalidInput("The bytes do not have the hash that was announced.", sha256=digest, actual=self.sha256)

    def _passed(self, held: bytearray) -> bytes:
        self.size += len(held)
        self._digest.update(held)
        return bytes(held)
