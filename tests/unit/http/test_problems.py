"""Errors as problem details."""

from shared import errors
from shared.errors import LienzoError
from shared.http.problems import headers, kind, problem


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


def test_what_is_too_large_says_how_large_it_may_be() -> None:
    """So that a client can say it in its own language: a size in bytes unless another unit is named."""
    bodies = [problem(errors.ImageTooLarge("Too large.", limit=7, actual=9, **unit)) for unit in ({}, {"unit": "pixels"})]

    assert [(body.limit, body.unit) for body in bodies] == [(7, "bytes"), (7, "pixels")]


def test_unavailable_says_when_to_try_again() -> None:
    """A client can wait and repeat."""
    assert headers(errors.DatabaseUnavailable(retry_after=7))["Retry-After"] == "7"


def test_unauthorized_names_the_scheme() -> None:
    """RFC 9110 wants a challenge with a 401."""
    assert headers(errors.Unauthorized())["WWW-Authenticate"].startswith("Bearer")
