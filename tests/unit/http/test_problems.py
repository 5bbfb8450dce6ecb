"""Errors as problem details."""

from typing import Annotated, Literal

import pytest
from pydantic import BaseModel, Field, ValidationError

from shared import errors
from shared.errors import LienzoError
from shared.http.problems import headers, invalid_input, kind, problem


def descendants(error: type[LienzoError]) -> list[type[LienzoError]]:
    """A class and everything below it."""
    return [error, *(below for child in error.__subclasses__() for below in descendants(child))]


def test_every_error_has_a_status_of_its_own_kind() -> None:
    """Only the base class falls through to 500."""
    statuses = {error.__name__: kind(error).status for error in descendants(LienzoError) if error.__module__ == "shared.errors"}

    assert [name for name, status in statuses.items() if status == 500] == ["LienzoError"]
    assert statuses["EmailTaken"] == 409
    assert statuses["ImageTooLarge"] == 413
    assert statuses["UnsupportedImage"] == 415
    assert statuses["CorruptImage"] == 422
    assert statuses["StoreUnavailable"] == 503


def test_codes_are_unique() -> None:
    """A client can tell errors apart by their code; only ObjectNotFound is told as any other not_found."""
    codes = [error.code for error in descendants(LienzoError) if error is not errors.ObjectNotFound]

    assert len(codes) == len(set(codes))


def test_a_problem_says_what_the_caller_may_know() -> None:
    """Facts are for the log and stay out of it."""
    body = problem(errors.ImageTooLarge("Too large.", actual=7), "7a0f5a9e-0000-7000-8000-000000000000")

    assert body.model_dump(exclude_none=True) == {
        "type": "urn:lienzo:problem:image_too_large",
        "title": "Too large",
        "status": 413,
        "detail": "Too large.",
        "code": "image_too_large",
        "instance": "urn:uuid:7a0f5a9e-0000-7000-8000-000000000000",
    }


def test_unavailable_says_when_to_try_again() -> None:
    """A client can wait and repeat."""
    assert headers(errors.DatabaseUnavailable(retry_after=7))["Retry-After"] == "7"


def test_unauthorized_names_the_scheme() -> None:
    """RFC 9110 wants a challenge with a 401."""
    assert headers(errors.Unauthorized())["WWW-Authenticate"].startswith("Bearer")


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

    assert [fault.pointer for fault in invalid_input(caught.value, document).faults] == [pointer]


def test_a_transparent_name_is_left_out_of_pointers() -> None:
    """A fault in a recipe has the same pointer wherever the recipe was sent."""
    document = {"shapes": [{"op": "circle"}]}
    with pytest.raises(ValidationError) as caught:
        Drawing.model_validate(document)

    assert [fault.pointer for fault in invalid_input(caught.value, document, frozenset({"shapes"})).faults] == ["/0/radius"]


def test_pointers_escape_slashes_and_tildes() -> None:
    """RFC 6901, section 3."""

    class Strict(BaseModel, extra="forbid"):
        """A model that takes nothing."""

    document = {"a/b~c": 1}
    with pytest.raises(ValidationError) as caught:
        Strict.model_validate(document)

    assert invalid_input(caught.value, document).faults[0].pointer == "/a~1b~0c"
