"""Reading request bodies."""

import pytest
from pydantic import Field

from shared.errors import InvalidInput, MalformedRequest, TooLarge, UnsupportedMedia
from shared.http.body import read_form, read_json
from shared.http.model import Body


class Sample(Body):
    """A body with one name of each kind."""

    full_name: str = Field(min_length=2)
    age: int = Field(0, ge=0)


def read(data: bytes, content_type: str = "application/json", limit: int = 1_000_000) -> Sample:
    """Read a sample."""
    return read_json(Sample, data, content_type, limit=limit)


def test_names_are_camel_case() -> None:
    """FullName outside is full_name inside."""
    assert read(b'{"fullName": "Ana"}').full_name == "Ana"


def test_every_fault_is_listed_with_its_pointer() -> None:
    """All broken rules come back at once, each with a pointer into what was sent."""
    with pytest.raises(InvalidInput) as caught:
        read(b'{"fullName": "A", "age": -1, "extra": 1}')

    assert {(fault.pointer, fault.code) for fault in caught.value.faults} == {
        ("/fullName", "string_too_short"),
        ("/age", "greater_than_equal"),
        ("/extra", "extra_forbidden"),
    }


def test_a_missing_name_is_pointed_to() -> None:
    """The pointer names the place where the value would be."""
    with pytest.raises(InvalidInput) as caught:
        read(b"{}")

    assert [fault.pointer for fault in caught.value.faults] == ["/fullName"]


def test_snake_case_names_are_refused() -> None:
    """There is one spelling of each name."""
    with pytest.raises(InvalidInput):
        read(b'{"full_name": "Ana"}')


def test_text_is_not_taken_for_a_number() -> None:
    """Types are strict."""
    with pytest.raises(InvalidInput):
        read(b'{"fullName": "Ana", "age": "3"}')


def test_a_name_that_stands_twice_is_refused() -> None:
    """Two readers of such a body could take different values."""
    with pytest.raises(InvalidInput) as caught:
        read(b'{"fullName": "Ana", "fullName": "Eva"}')

    assert [(fault.pointer, fault.code) for fault in caught.value.faults] == [("/fullName", "duplicate_name")]


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"nope", b'{"fullName": NaN}', b"\xff\xfe{}", b"[" * 100_000, b'{"fullName": "\xff"}', b'{"age": ' + b"9" * 5000 + b"}"],
    ids=["empty", "cut", "word", "nan", "utf16", "deep", "not utf-8", "long number"],
)
def test_what_is_not_json_is_malformed(data: bytes) -> None:
    """Whatever it is, it is refused and never a server error."""
    with pytest.raises((MalformedRequest, InvalidInput)):
        read(data)


def test_a_lone_surrogate_is_refused() -> None:
    """It is no text: it could not be stored."""
    with pytest.raises((MalformedRequest, InvalidInput)):
        read(b'{"fullName": "\\ud800\\ud800"}')


@pytest.mark.parametrize("content_type", ["", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
def test_only_json_is_taken_for_json(content_type: str) -> None:
    """A form of another site cannot send JSON without a preflight."""
    with pytest.raises(UnsupportedMedia):
        read(b'{"fullName": "Ana"}', content_type)


def test_a_body_over_the_limit_is_refused_before_it_is_parsed() -> None:
    """The error carries the limit and the size."""
    with pytest.raises(TooLarge) as caught:
        read(b" " * 1001, limit=1000)

    assert caught.value.facts == {"limit": 1000, "actual": 1001}


def form(*parts: tuple[str, bytes]) -> bytes:
    """A multipart body of parts, each a disposition and its data."""
    lines = b"".join(b"--b\r\nContent-Disposition: form-data; " + head.encode() + b"\r\n\r\n" + data + b"\r\n" for head, data in parts)
    return lines + b"--b--\r\n"


def test_a_form_gives_files_and_fields() -> None:
    """Bytes come through unchanged."""
    data = bytes(range(256)) * 4000

    read_back = read_form(form(('name="file"; filename="a.bin"', data), ('name="preset"', b"web")), "multipart/form-data; boundary=b")

    assert read_back.files["file"].data == data
    assert read_back.files["file"].filename == "a.bin"
    assert read_back.fields == {"preset": "web"}


@pytest.mark.parametrize(
    ("data", "content_type"),
    [
        (b"junk", "multipart/form-data; boundary=b"),
        (form(('name="file"; filename="a"', b"x" * 100))[:60], "multipart/form-data; boundary=b"),
        (form(('name="a"', b"1")), "multipart/form-data"),
        (form(*[(f'name="f{n}"', b"") for n in range(20)]), "multipart/form-data; boundary=b"),
    ],
    ids=["junk", "cut short", "no boundary", "too many parts"],
)
def test_a_broken_form_is_malformed(data: bytes, content_type: str) -> None:
    """It is refused, never a server error."""
    with pytest.raises(MalformedRequest):
        read_form(data, content_type)
