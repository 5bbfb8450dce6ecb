"""The recipes with a name."""

import pytest

from shared.imaging import PRESETS, Limits, render
from tests.fixtures.pictures import animated_gif, jpeg, png_with_alpha


def made(name: str, data: bytes) -> list[tuple[str | None, str, int, int, int]]:
    """Name, format, size and pages of each output."""
    return [(out.name, out.format, out.width, out.height, out.pages) for out in render(data, PRESETS[name], Limits()).outputs]


@pytest.mark.parametrize(
    ("name", "outputs"),
    [
        ("default", [(None, "webp", 2048, 1024, 1)]),
        ("thumbnail", [(None, "webp", 320, 160, 1)]),
        ("web", [("640", "webp", 640, 320, 1), ("1280", "webp", 1280, 640, 1), ("1920", "webp", 1920, 960, 1)]),
        ("square", [(None, "jpeg", 1080, 1080, 1)]),
        ("grey", [(None, "jpeg", 2400, 1200, 1)]),
    ],
)
def test_a_preset_makes_this_of_a_large_photo(name: str, outputs: list[tuple[str | None, str, int, int, int]]) -> None:
    """Of 2400 × 1200 px."""
    assert made(name, jpeg(2400, 1200)) == outputs


@pytest.mark.parametrize("name", ["default", "thumbnail", "web"])
def test_a_small_picture_is_not_enlarged(name: str) -> None:
    """It would only grow in bytes."""
    assert {(width, height) for _, _, width, height, _ in made(name, jpeg(80, 60))} == {(80, 60)}


@pytest.mark.parametrize(("name", "pages"), [("default", 3), ("grey", 3), ("thumbnail", 1), ("web", 1), ("square", 1)])
def test_what_becomes_of_an_animation(name: str, pages: int) -> None:
    """It keeps moving where it is not made small."""
    assert {out[4] for out in made(name, animated_gif(40, 30))} == {pages}


def test_every_preset_takes_transparent_pictures_upright_or_not() -> None:
    """None of them refuses."""
    assert [name for name in PRESETS if not made(name, png_with_alpha(64, 48)) or not made(name, jpeg(64, 48, orientation=8))] == []


def test_presets_cannot_be_changed() -> None:
    """They are the same for everybody in the process."""
    with pytest.raises(TypeError):
        PRESETS["mine"] = PRESETS["web"]  # type: ignore[index]  # that is what is tested
