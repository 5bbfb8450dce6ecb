"""Block blobs that are put together from blocks, so that an object of any size appears at once."""

import base64
from collections.abc import Iterable
from contextlib import suppress
from typing import Any, Final
from urllib.parse import quote
from uuid import uuid4

from azure.storage.blob import BlobBlock, BlobClient

from shared.errors import ObjectNotFound
from shared.storage.azure.connection import translated
from shared.storage.signed import Part

# The blocks of a blob need names of one length, also those that an interrupted upload of the SDK's has left there: 46 bytes.
_DIGITS: Final = 13


def new_upload() -> str:
    """The id of an upload: its blocks are told from those of others by it."""
    return uuid4().hex


def block_id(upload: str, number: int) -> str:
    """The name of a block."""
    return f"{upload}-{number:0{_DIGITS}d}"


def block_query(upload: str, number: int) -> str:
    """The part of a URL that says which block is put."""
    return f"comp=block&blockid={quote(base64.b64encode(block_id(upload, number).encode()), safe='')}"


def parts_of(blob: BlobClient, path: str, upload: str) -> tuple[Part, ...]:
    """The blocks of an upload that have arrived, by number."""
    with suppress(ObjectNotFound), translated("parts", path):
        _, blocks = blob.get_block_list("uncommitted")
        mine = [(block.id, block.size) for block in blocks if block.id.startswith(f"{upload}-")]
        return tuple(sorted((Part(int(name[-_DIGITS:]), size) for name, size in mine), key=lambda part: part.number))
    return ()


def commit(blob: BlobClient, path: str, upload: str, numbers: Iterable[int], **options: Any) -> dict[str, Any]:
    """Make the blob of these blocks; answers with its etag and time.

    Raises:
        PreconditionFailed: a condition among the options does not hold, or another write was faster and discarded the blocks.
    """
    with translated("put", path):
        made: dict[str, Any] = blob.commit_block_list([BlobBlock(block_id(upload, number)) for number in numbers], **options)
        return made
