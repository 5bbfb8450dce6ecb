"""What a handler gives back: a model, nothing, a `Reply` that adds a status or headers, or a `FileReply` with bytes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from pydantic import BaseModel

ModelT = TypeVar("ModelT", bound=BaseModel | None)


@dataclass(frozen=True)
class Reply(Generic[ModelT]):
    """A JSON answer with another status than the endpoint's usual one, or with headers of its own; without a body when model is None."""

    model: ModelT | None
    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    cookies: tuple[str, ...] = ()


@dataclass(frozen=True)
class FileReply:
    """Bytes with their media type. An empty `data` with status 304 is the answer to a conditional request."""

    data: bytes = field(repr=False)
    media_type: str
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
