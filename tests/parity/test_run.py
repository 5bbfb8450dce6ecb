"""The runner of cases: what it takes, and what it does not."""

import json
import struct
from pathlib import Path
from typing import Any

import pytest
import pyvips

from tests.fixtures.pictures import gradient, jpeg, png
from tests.parity.run import run
from tests.parity.values import Options


@pytest.fixture
def result(tmp_path: Path) -> Any:
    """Run one case on a small picture `a.png`; gives its result and the file that was made."""
    (tmp_path / "a.png").write_bytes(png(gradient(20, 14)))
    (tmp_path / "a.jpg").write_bytes(jpeg(40, 30, orientation=6))

    def of(*calls: tuple[Any, ...], **case: Any) -> tuple[Options, bytes]:
        pipeline = [{"op": call[0], "args": list(call[1:])} for call in calls]
        one = {"id": "one", "input": "a.png", "inputOptions": None, "pipeline": pipeline, "output": {"format": "png"}} | case
        cases = tmp_path / "cases.json"
        cases.write_text(json.dumps([one]))
        made = run(cases, tmp_path, tmp_path / "out")["one"]
        return made, (tmp_path / "out" / made["file"]).read_bytes() if "file" in made else b""

    return of


def test_results_are_written_for_the_judge(result: Any, tmp_path: Path) -> None:
    """Beside the files."""
    made, _ = result(("resize", 10))

    assert json.loads((tmp_path / "out" / "results.json").read_text()) == {"one": made}
    assert (made["status"], made["file"], made["info"]["width"]) == ("ok", "one.png", 10)


def test_a_font_file_is_not_taken(result: Any) -> None:
    """It would change the fonts of the whole process."""
    made, _ = result(input=None, inputOptions={"text": {"text": "Hi", "fontfile": "a.ttf"}})

    assert (made["status"], made["message"].split()[0]) == ("refused", "fontfile")


def test_a_file_of_libvips_is_read_as_the_pixels_that_it_is(result: Any, tmp_path: Path) -> None:
    """Its own decoder trusts every file."""
    gradient(20, 14).vipssave(str(tmp_path / "a.v"))

    _, made = result(input="a.v")

    assert pyvips.Image.new_from_buffer(made, "").write_to_memory() == gradient(20, 14).write_to_memory()


@pytest.mark.parametrize("depth", [-1, 6, 7, 99])
def test_a_file_of_libvips_with_other_numbers_is_not_taken(result: Any, tmp_path: Path, depth: int) -> None:
    """Nor one that is no such file at all."""
    (tmp_path / "a.v").write_bytes(b"\xb6\xa6\xf2\x08" + struct.pack("<5i", 20, 14, 3, 8, depth) + bytes(60))

    assert result(input="a.v")[0]["status"] == "refused"


@pytest.mark.parametrize(
    ("calls", "case"),
    [
        ((("nothing",),), {}),
        ((("__class__",),), {}),
        ((), {"input": "missing.png"}),
        ((), {"input": {"$fixture": 7}}),
        ((), {"input": None}),
        ((), {"output": {"format": "jxl"}}),
        ((), {"inputOptions": {"join": {"across": 2}}}),
        ((("jpeg", {"quality": 101}),), {}),
        ((("toFormat", "bmp"),), {}),
    ],
)
def test_what_sharp_does_not_take_is_refused(result: Any, calls: Any, case: Any) -> None:
    """With a message, and without a crash."""
    made, _ = result(*calls, **case)

    assert made["status"] == "refused"
    assert made["message"]


def test_the_format_of_the_source_is_kept(result: Any) -> None:
    """With the options that were given for it on the way."""
    made, data = result(("jpeg", {"quality": 5, "force": False}), input="a.jpg", output=None)

    assert made["file"] == "one.jpg"
    assert len(data) < len(result(input="a.jpg", output=None)[1])


def test_metadata_and_stats_are_sharps(result: Any) -> None:
    """By its names."""
    metadata, _ = result(kind="metadata", input="a.jpg", output=None)
    stats, _ = result(kind="stats", output=None)

    assert (
        metadata["metadata"].items() >= {"format": "jpeg", "width": 40, "orientation": 6, "autoOrient": {"width": 30, "height": 40}}.items()
    )
    assert set(stats["stats"]) == {"channels", "isOpaque", "entropy", "sharpness", "dominant"}
