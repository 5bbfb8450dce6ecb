"""The base classes of everything that crosses the wire: camelCase outside, snake_case inside.

Each model is built when it is first used: an app that starts has no time for all of them.
"""

from typing import ClassVar

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel


class Body(BaseModel):
    """A JSON request body: strict types, no unknown names, no NaN.

    `transparent` names the fields whose faults are reported relative to the field itself: a fault in a recipe has the pointer
    `/steps/1/sigma` wherever the recipe was sent.
    """

    model_config = ConfigDict(alias_generator=to_camel, extra="forbid", frozen=True, strict=True, allow_inf_nan=False, defer_build=True)

    transparent: ClassVar[frozenset[str]] = frozenset()


class Query(BaseModel):
    """The query string: text that is converted, no unknown names."""

    model_config = ConfigDict(alias_generator=to_camel, extra="forbid", frozen=True, allow_inf_nan=False, defer_build=True)


class View(BaseModel):
    """A JSON answer."""

    model_config = ConfigDict(
        alias_generator=to_camel,
        validate_by_name=True,
        validate_by_alias=True,
        frozen=True,
        serialize_by_alias=True,
        defer_build=True,
    )


class Fault(View):
    """One broken rule of a validation problem."""

    pointer: str
    code: str
    message: str


class Problem(View):
    """RFC 9457 problem details, with a stable `code`."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    instance: str | None = None
    errors: list[Fault] | None = None
    limit: int | None = Field(None, description="Of what is too large.")
    unit: str | None = Field(None, description="Of that limit: bytes, pixels, frames, …")
