"""The manifest beside the outputs of a dropped file: what was made of it, or why nothing was."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel


class _Part(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, validate_by_name=True, validate_by_alias=True, serialize_by_alias=True, frozen=True)


class Source(_Part):
    """The dropped file. Format and size are known once its header was read."""

    path: str
    etag: str
    bytes: int
    format: str | None = None
    width: int | None = Field(None, description="px")
    height: int | None = Field(None, description="px")


class Output(_Part):
    """One file that was made."""

    path: str
    format: str
    width: int
    height: int
    bytes: int
    sha256: str


class Refusal(_Part):
    """Why nothing was made: the code and the sentence that an HTTP call would have got."""

    code: str
    message: str


class Manifest(_Part):
    """`outputs/<preset>/<path>.json`."""

    status: Literal["done", "rejected", "failed"]
    source: Source
    preset: str
    recipe_hash: str | None = None
    engine: str
    outputs: tuple[Output, ...] = ()
    error: Refusal | None = None
    took_ms: int = 0
    finished_at: datetime

    def settles(self, etag: str, recipe_hash: str | None, engine: str) -> bool:
        """True when this manifest is the last word on a file with this ETag, recipe and engine: nothing is left to do."""
        return self.status != "failed" and (self.source.etag, self.recipe_hash, self.engine) == (etag, recipe_hash, engine)

    def to_json(self) -> bytes:
        """The file's content: indented JSON, without the fields that have no value."""
        return self.model_dump_json(indent=2, exclude_none=True).encode()
