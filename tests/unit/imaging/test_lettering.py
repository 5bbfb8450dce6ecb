"""Text as a picture."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from shared.errors import ImageTooLarge, RecipeRefused
from shared.imaging import Limits, Recipe, render
from shared.imaging.glyphs import FONTS, missing
from shared.imaging.layers import Text
from shared.imaging.lettering import shown, written


def text(**options: Any) -> Text:
    """A text with these options."""
    return Text.model_validate(options)


def test_more_dots_per_inch_are_larger_letters() -> None:
    """In proportion."""
    small, large = (written(text(text="Hola", dpi=dpi), Limits()).width for dpi in (72, 288))

    assert large == pytest.approx(4 * small, rel=0.1)


def test_text_is_fitted_into_a_box() -> None:
    """As large as it can be."""
    image = written(text(text="Hola, mundo", width=300, height=100), Limits())

    assert (image.width <= 300, image.height <= 100, image.width > 200 or image.height > 70) == (True, True, True)


def test_text_is_wrapped_at_its_width() -> None:
    """So it is higher than one line."""
    line, wrapped = (written(text(text="uno dos tres cuatro", **options), Limits()) for options in ({}, {"width": 40}))

    assert (wrapped.width < line.width, wrapped.height > 2 * line.height) == (True, True)


@pytest.mark.parametrize(("rgba", "bands"), [(True, 4), (False, 1)])
def test_colour_needs_rgba(rgba: bool, bands: int) -> None:  # noqa: FBT001  a parameter of the test
    """Otherwise it is a mask."""
    assert written(text(text="Hola", rgba=rgba), Limits()).bands == bands


@pytest.mark.parametrize(
    "options",
    [
        {"text": "Hola", "dpi": 1_000_000},
        {"text": "Hola", "font": "Sans 100000"},
        {"text": '<span size="999pt">' + "Hola " * 100 + "</span>", "dpi": 600},
        {"text": '<span size="90000%">Hola</span>', "dpi": 72},
        {"text": "<big>" * 40 + "Hola" + "</big>" * 40, "dpi": 72},
        {"text": "a\n" * 900, "dpi": 2400},
        {"text": "Hola", "width": 8193, "height": 10},
        {"text": '<span size="99999pt">' + "Hola " * 20 + "</span>", "width": 100, "height": 100, "wrap": "none"},
        {"text": "Hola " * 390, "spacing": 1_000_000},
    ],
)
def test_a_text_that_could_become_huge_is_not_painted(options: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """Painting cannot be stopped once it has begun."""
    monkeypatch.setattr("shared.imaging.lettering.vips", lambda: pytest.fail("it was painted"))

    with pytest.raises(ImageTooLarge):
        written(text(**options), Limits())


@pytest.mark.parametrize(
    "options",
    [
        {"text": "© Ana", "dpi": 150, "rgba": True},
        {"text": "Título", "font": "DejaVu Sans Bold 72", "dpi": 300},
        {"text": "palabra " * 200, "width": 600, "dpi": 150},
        {"text": '<span size="20480" foreground="red">rojo</span> <big>grande</big>', "rgba": True},
    ],
)
def test_what_people_write_is_painted(options: dict[str, Any]) -> None:
    """The guard is not in their way."""
    assert written(text(**options), Limits()).width > 20


@pytest.mark.parametrize("markup", ['<span rise="9999999">a</span>', '<span letter_spacing="9999999">a</span>', "<b>a", "   "])
def test_markup_that_is_not_taken_is_refused(markup: str) -> None:
    """In words."""
    with pytest.raises(RecipeRefused):
        written(text(text=markup), Limits())


def left_and_right(image: Any) -> tuple[int, int]:
    """How much of the width is empty on either side of the shorter of two lines, px."""
    line = image.extract_area(0, image.height * 2 // 3, image.width, image.height // 3)
    left, _, width, _ = line.find_trim(background=0, threshold=40)
    return left, line.width - left - width


def test_lines_of_latin_text_begin_on_the_left() -> None:
    """Unless they are aligned otherwise."""
    left, right = left_and_right(written(text(text="una línea muy larga\ncorta"), Limits()))

    assert (left < 3, right > 20) == (True, True)


def test_lines_of_hebrew_text_begin_on_the_right() -> None:
    """It is written from right to left."""
    left, right = left_and_right(written(text(text="שורה ארוכה מאוד\nקצרה"), Limits()))

    assert (left > 20, right < 3) == (True, True)


def test_right_to_left_text_is_fitted_into_a_box() -> None:
    """Wrapped and as large as it can be, as any text."""
    image = written(text(text="مرحبا بالعالم " * 6, width=300, height=120), Limits())

    assert (image.width <= 300, image.height <= 120, image.width > 200) == (True, True, True)


def test_a_machine_without_fonts_writes_all_the_same(tmp_path: Path) -> None:
    """With the font that the app brings along."""
    alone = (FONTS / "fonts.conf").read_text().replace("/etc/fonts/fonts.conf", "/none").replace("<dir>/usr/", "<dir>/none/")
    (tmp_path / "fonts.conf").write_text(alone)
    (tmp_path / "DejaVuSans.ttf").symlink_to(FONTS / "DejaVuSans.ttf")
    # libvips reads its fonts once per process
    code = "import pyvips; print(pyvips.Image.text('Hola', font='DejaVu Sans 20').width)"
    widths = [
        subprocess.run(  # noqa: S603  our own code
            [sys.executable, "-c", code], env=os.environ | {"FONTCONFIG_FILE": str(file)}, capture_output=True, check=True
        ).stdout
        for file in (tmp_path / "fonts.conf", FONTS / "fonts.conf")
    ]

    assert widths[0] == widths[1]


def test_markup_is_not_taken_for_text() -> None:
    """When characters are looked up."""
    assert shown(text(text="<b>1 &lt; 2</b> &amp;")) == "1 < 2 &"


@pytest.mark.parametrize(("letters", "gone"), [("Hola ñ שלום Ωж\u200f", ""), ("a\ue123b\ue123", "\ue123")])
def test_a_character_that_no_font_has_is_found(letters: str, gone: str) -> None:
    """Once, and only what is drawn as a box."""
    assert missing(letters) == gone


def test_a_text_that_cannot_be_written_in_full_is_a_warning() -> None:
    """The picture is made; the warning points to the text."""
    canvas = {"create": {"width": 200, "height": 100, "background": "white"}}
    step = {"op": "composite", "images": [{"input": {"text": {"text": "a\ue123"}}}]}

    warnings = render(None, Recipe.model_validate({"canvas": canvas, "steps": [step]}), Limits()).warnings

    assert [(warning.pointer, warning.code) for warning in warnings] == [("/steps/0/images/0/input/text/text", "missing_glyph")]
