"""Text as a picture."""

from typing import Any

import pytest

from shared.errors import ImageTooLarge, RecipeRefused
from shared.imaging import Limits
from shared.imaging.layers import Text
from shared.imaging.lettering import written


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
