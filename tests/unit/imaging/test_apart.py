"""Work that is done in a process of its own."""

import os
import time
from threading import Thread
from typing import Any

import pytest
import pyvips

from shared.errors import CorruptImage, DeadlineExceeded, ImageTooLarge
from shared.imaging import Limits, Recipe, render
from shared.imaging.apart import Failed, Parcel, pool, run
from shared.imaging.apart.__main__ import MEMORY
from shared.imaging.deadline import Deadline
from tests.fixtures.pictures import animated_gif, gradient, jpeg


def process() -> bytes:
    """Which process it is."""
    return str(os.getpid()).encode()


def environment() -> bytes:
    """What it knows of the service's settings."""
    return "\n".join(name for name in os.environ if "LIENZO" in name or "Azure" in name).encode()


def sleep(seconds: float) -> bytes:
    """Do nothing for a while."""
    time.sleep(seconds)
    return b"awake"


def fill(length: int) -> bytes:
    """Take memory, bytes."""
    return bytes(bytearray(length))


def abort() -> bytes:
    """Come to an end, as a library does that gets no memory."""
    os.abort()


def crash() -> bytes:
    """Come to an end, as a decoder does that reads where nothing is."""
    os.kill(os.getpid(), 11)
    return b""


def fail() -> bytes:
    """Raise what nobody expects."""
    raise ZeroDivisionError


def write() -> bytes:
    """Write a file."""
    with open("/tmp/lienzo-apart", "w") as file:  # noqa: PTH123, S108  it must not come into being
        file.write("x")
    return b"written"


def back(image: pyvips.Image) -> Parcel:
    """Give a picture back."""
    return Parcel.of(image)


def refuse() -> bytes:
    """Refuse a file."""
    raise CorruptImage("It is torn.", page=3)


def test_a_call_runs_in_another_process_which_is_used_again() -> None:
    """So that only the first one waits for a start of Python."""
    first, second = (run(process, deadline=Deadline.after(20)) for _ in range(2))

    assert first == second != str(os.getpid()).encode()


def test_a_process_knows_no_setting_of_the_service(monkeypatch: pytest.MonkeyPatch) -> None:
    """They hold secrets, and it decodes strangers' files."""
    pool.end()
    monkeypatch.setenv("LIENZO_DATABASE_URL", "mysql://secret")
    monkeypatch.setenv("AzureWebJobsStorage", "secret")

    assert run(environment, deadline=Deadline.after(20)) == b""


def test_a_process_writes_no_file() -> None:
    """Nor does a decoder in it."""
    with pytest.raises(Failed, match="File too large"):
        run(write, deadline=Deadline.after(20))


def test_a_call_is_stopped_when_it_is_too_late() -> None:
    """And the next one gets another process."""
    with pytest.raises(DeadlineExceeded):
        run(sleep, 60, deadline=Deadline.after(0.2))

    assert run(sleep, 0, deadline=Deadline.after(20)) == b"awake"


def test_a_call_waits_for_its_turn_no_longer_than_it_may(monkeypatch: pytest.MonkeyPatch) -> None:
    """When all processes are at work."""
    busy = [Thread(target=run, args=(sleep, 1), kwargs={"deadline": Deadline.after(20)}) for _ in range(pool._AT_ONCE)]
    for thread in busy:
        thread.start()

    with pytest.raises(DeadlineExceeded):
        run(process, deadline=Deadline.after(0.1))

    for thread in busy:
        thread.join()


def test_a_deadline_does_not_end_a_process_that_works_for_another_call() -> None:
    """It was for the call before."""
    deadline = Deadline.after(20)
    first = run(process, deadline=deadline)
    deadline.ring()

    assert run(process, deadline=Deadline.after(20)) == first


@pytest.mark.parametrize("function", [abort, crash])
def test_a_process_that_comes_to_an_end_has_a_code(function: object) -> None:
    """And the next call gets another one."""
    with pytest.raises((ImageTooLarge, CorruptImage)):
        run(function, deadline=Deadline.after(20))  # type: ignore[arg-type]  # one of the two above

    assert run(sleep, 0, deadline=Deadline.after(20)) == b"awake"


def test_a_process_gets_no_more_memory_than_it_may() -> None:
    """A picture that needs more is too large."""
    with pytest.raises(ImageTooLarge, match="memory"):
        run(fill, MEMORY, deadline=Deadline.after(20))


def test_a_refusal_comes_back_with_its_words_and_facts() -> None:
    """As if it had been raised here."""
    with pytest.raises(CorruptImage, match="It is torn") as refusal:
        run(refuse, deadline=Deadline.after(20))

    assert refusal.value.facts == {"page": "3"}


def test_what_nobody_expects_comes_back_in_words() -> None:
    """And the process lives on."""
    first = run(process, deadline=Deadline.after(20))

    with pytest.raises(Failed, match="ZeroDivisionError"):
        run(fail, deadline=Deadline.after(20))

    assert run(process, deadline=Deadline.after(20)) == first


def test_an_answer_that_is_longer_than_expected_is_not_read() -> None:
    """The process may be in a stranger's hands."""
    with pytest.raises(ValueError, match="an answer of"):
        run(fill, 1000, deadline=Deadline.after(20), most=999)


@pytest.mark.parametrize("space", ["srgb", "b-w", "rgb16", "cmyk"])
def test_a_picture_goes_there_and_back_unchanged(space: str) -> None:
    """Pixels, kind and metadata."""
    image = gradient(40, 30).colourspace(space).copy(xres=5.0, yres=7.0)
    image.set_type(pyvips.GValue.blob_type, "exif-data", b"Exif\0\0\x00\xff")
    image.set_type(pyvips.GValue.array_int_type, "delay", [10, 20])
    image.set_type(pyvips.GValue.gint_type, "page-height", 15)
    image.set_type(pyvips.GValue.refstr_type, "png-comment-0-Title", "ñandú")

    answer = run(back, deadline=Deadline.after(20), image=image)

    assert isinstance(answer, Parcel)
    same = answer.image()
    assert same.write_to_memory() == image.write_to_memory()
    assert (same.interpretation, same.format, same.bands, same.xres, same.yres) == (space, image.format, image.bands, 5.0, 7.0)
    assert all(same.get(name) == image.get(name) for name in image.get_fields() if name != "filename")
    assert set(same.get_fields()) == set(image.get_fields())


OUTPUTS: list[dict[str, Any]] = [
    {"format": "avif", "effort": 0},
    {"format": "gif"},
    {"format": "jpeg", "mozjpeg": True, "keepMetadata": True},
    {"format": "png", "palette": True, "keepMetadata": True},
    {"format": "tiff", "compression": "webp"},
    {"format": "webp", "lossless": True, "keepMetadata": True},
]


@pytest.mark.parametrize("output", OUTPUTS, ids=[str(output["format"]) for output in OUTPUTS])
def test_a_file_that_is_written_apart_is_the_same(monkeypatch: pytest.MonkeyPatch, output: dict[str, Any]) -> None:
    """Byte for byte, metadata included."""
    recipe = Recipe.model_validate({"input": {"animated": True}, "output": output})
    written_here = [render(data, recipe, Limits()).outputs[0].data for data in (jpeg(60, 40, orientation=6), animated_gif(20, 10))]
    monkeypatch.setattr("shared.imaging.fitting._MAX_MEMORY", 0)

    written_apart = [render(data, recipe, Limits()).outputs[0].data for data in (jpeg(60, 40, orientation=6), animated_gif(20, 10))]

    assert written_apart == written_here


def test_a_picture_that_is_quick_to_write_is_written_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """It costs nothing more."""
    monkeypatch.setattr("shared.imaging.fitting.run", lambda *_, **__: pytest.fail("it was written apart"))
    recipe = Recipe.model_validate({"outputs": [{"name": output["format"], **output} for output in OUTPUTS]})

    assert len(render(jpeg(160, 120), recipe, Limits()).outputs) == len(OUTPUTS)
