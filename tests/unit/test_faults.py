"""Pydantic's errors as faults with pointers."""

from typing import Annotated, Literal

import pytest
from pydantic import BaseModel, Field, ValidationError

from shared.faults import faults


class Circle(BaseModel):
    """A member of a tagged union."""

    op: Literal["circle"]
    radius: int


class Square(BaseModel):
    """Another."""

    op: Literal["square"]
    side: int


class Drawing(BaseModel):
    """A list of a tagged union."""

    shapes: list[Annotated[Circle | Square, Field(discriminator="op")]]


@pytest.mark.parametrize(
    ("document", "pointer"),
    [
        ({"shapes": [{"op": "circle", "radius": "x"}]}, "/shapes/0/radius"),
        ({"shapes": [{"op": "circle"}]}, "/shapes/0/radius"),
        ({"shapes": [{"op": "star"}]}, "/shapes/0/op"),
        ({"shapes": [{}]}, "/shapes/0/op"),
        ({"shapes": [7]}, "/shapes/0"),
        ({"shapes": 7}, "/shapes"),
    ],
    ids=["wrong value", "missing value", "unknown tag", "no tag", "no object", "no list"],
)
def test_pointers_lead_into_the_document(document: object, pointer: str) -> None:
    """The tags that pydantic adds for unions are left out."""
    with pytest.raises(ValidationError) as caught:
        Drawing.model_validate(document)

    assert [fault.pointer for fault in faults(caught.value, document)] == [pointer]


def test_a_transparent_name_is_left_out_of_pointers() -> None:
    """A fault in a recipe has the same pointer wherever the recipe was sent."""
    document = {"shapes": [{"op": "circle"}]}
    with pytest.raises(ValidationError) as caught:
        Drawing.model_validate(document)

    assert [fault.pointer for fault in faults(caught.value, document, frozenset({"shapes"}))] == ["/0/radius"]


def test_pointers_escape_slashes_and_tildes() -> None:
    """RFC 6901, section 3."""

    class Strict(BaseModel, extra="forbid"):
        """A model that takes nothing."""

    document = {"a/b~c": 1}
    with pytest.raises(ValidationError) as caught:
        Strict.model_validate(document)

    assert faults(caught.value, document)[0].pointer == "/a~1b~0c"
