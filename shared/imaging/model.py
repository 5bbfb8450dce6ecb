"""What every part of a recipe has in common: camelCase names, no unknown names, no silent conversion."""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, JsonValue, Strict
from pydantic.alias_generators import to_camel
from pydantic_core import PydanticCustomError


def _refuse_boolean(value: Any) -> Any:
    if isinstance(value, bool):
        raise PydanticCustomError("not_boolean", "Expected a name or a number")
    return value


# False equals 0 in Python, so a choice between numbers would take it.
NOT_BOOLEAN = BeforeValidator(_refuse_boolean)

# sharp's numbers for the positions, which its users write too: `sharp.gravity.southeast` is 6.
Gravity = Annotated[
    Literal[
        "centre", "center", "north", "east", "south", "west", "northeast", "southeast", "southwest", "northwest", 0, 1, 2, 3, 4, 5, 6, 7, 8
    ],
    NOT_BOOLEAN,
]  # fmt: skip

# JSON has no UUID and no tuple: these two are converted, nothing else is.
Id = Annotated[UUID, Strict(strict=False)]
Lax = Strict(strict=False)

Pixels = Annotated[int, Field(ge=1, le=100_000_000)]
Offset = Annotated[int, Field(ge=0, le=100_000_000)]


def _refuse_empty(items: tuple[Any, ...]) -> tuple[Any, ...]:
    if not items:
        raise ValueError("at least one is needed")
    return items


# `min_length` would complain about items that are not counted because they are faulty themselves.
NotEmpty = AfterValidator(_refuse_empty)
AT_LEAST_ONE: dict[str, JsonValue] = {"minItems": 1}


class Model(BaseModel):
    """A frozen part of a recipe. It validates from JSON text and from what `json.loads` makes of it alike."""

    model_config = ConfigDict(
        alias_generator=to_camel, extra="forbid", frozen=True, strict=True, allow_inf_nan=False, serialize_by_alias=True, defer_build=True
    )
