"""The engine on the command line."""

import json
from pathlib import Path
from typing import Any

import pytest

from shared.imaging.__main__ import main
from tests.fixtures.pictures import jpeg, pixels


@pytest.fixture
def run(tmp_path: Path) -> Any:
    """Run a recipe on the files that are named, in a folder that has `in.jpg`."""
    (tmp_path / "in.jpg").write_bytes(jpeg(80, 60))

    def ran(recipe: Any, *names: str) -> int:
        file = tmp_path / "recipe.json"
        file.write_text(recipe if isinstance(recipe, str) else json.dumps(recipe))
        return main([str(file), *(str(tmp_path / name) for name in names)])

    return ran


def test_a_file_is_rendered(run: Any, tmp_path: Path) -> None:
    """Into the file that is named."""
    assert run({"steps": [{"op": "resize", "width": 40}], "output": {"format": "webp"}}, "in.jpg", "out.webp") == 0

    assert (pixels((tmp_path / "out.webp").read_bytes()).width, sorted(p.name for p in tmp_path.iterdir())) == (
        40,
        ["in.jpg", "out.webp", "recipe.json"],
    )


def test_several_outputs_stand_side_by_side(run: Any, tmp_path: Path) -> None:
    """Each with its name before the ending."""
    outputs = [{"name": "small", "format": "webp"}, {"name": "plain", "format": "png"}]

    assert run({"outputs": outputs}, "in.jpg", "out") == 0

    assert {path.name for path in tmp_path.iterdir()} >= {"out@small.webp", "out@plain.png"}


def test_a_folder_takes_the_name_of_the_picture(run: Any, tmp_path: Path) -> None:
    """With the ending of what was made."""
    assert run({"output": {"format": "webp"}}, "in.jpg", ".") == 0

    assert (tmp_path / "in.webp").exists()


def test_a_canvas_needs_no_picture(run: Any, tmp_path: Path) -> None:
    """Only a file to write."""
    assert run({"canvas": {"create": {"width": 9, "height": 8, "background": "red"}}}, "out.png") == 0

    assert pixels((tmp_path / "out.png").read_bytes()).height == 8


@pytest.mark.parametrize(
    ("recipe", "said"),
    [
        ({"steps": [{"op": "resize", "width": -1}]}, "/steps/0/width: "),
        ({"steps": [{"op": "extract", "left": 70, "top": 0, "width": 50, "height": 9}]}, "/steps/0"),
        ("{", "is not JSON"),
        ({"canvas": {"text": {"text": "Hola"}}}, "/canvas: "),
    ],
)
def test_a_recipe_that_is_refused_says_where(run: Any, recipe: Any, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    """With a pointer to every fault, and nothing is written."""
    assert run(recipe, "in.jpg", "out.png") == 1

    assert said in capsys.readouterr().err


def test_a_file_that_is_no_picture_is_refused(run: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In words."""
    assert run({}, "recipe.json", "out.png") == 1

    assert capsys.readouterr().err.startswith("This is not a picture")


def test_a_file_that_is_not_there_is_a_mistake_in_the_call(run: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """So the exit code is another."""
    assert run({}, "gone.jpg", "out.png") == 2

    assert "No such file" in capsys.readouterr().err


@pytest.mark.parametrize("names", [[], ["in.jpg", "out.png", "more.png"]])
def test_a_call_with_too_few_or_too_many_files_is_explained(run: Any, names: list[str]) -> None:
    """By argparse."""
    with pytest.raises(SystemExit) as ended:
        run({}, *names)

    assert ended.value.code == 2


def test_a_missing_glyph_is_a_warning(run: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """The picture is written all the same."""
    assert run({"canvas": {"text": {"text": "a\ue123"}}}, "out.png") == 0

    assert "warning: /canvas/text/text: No font here has U+E123." in capsys.readouterr().err


def test_the_catalogue_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    """As JSON, for other programs."""
    assert main(["operations"]) == 0

    assert {operation["name"] for operation in json.loads(capsys.readouterr().out)["operations"]} > {"resize", "blur"}
