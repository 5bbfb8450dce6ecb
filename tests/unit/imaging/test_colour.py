"""Colours as sharp reads them."""

import pytest

from shared.imaging.colour import Colour


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("red", (255, 0, 0, 255)),
        ("RebeccaPurple", (102, 51, 153, 255)),
        ("transparent", (0, 0, 0, 0)),
        ("#f00", (255, 0, 0, 255)),
        ("#F008", (255, 0, 0, 136)),
        ("#102030", (16, 32, 48, 255)),
        ("#10203040", (16, 32, 48, 64)),
        ("rgb(1, 2, 3)", (1, 2, 3, 255)),
        ("rgba(1 2 3 / 50%)", (1, 2, 3, 128)),
        ("rgb(100%, 0%, 60%)", (255, 0, 153, 255)),
        ("rgb(300, -5, 0)", (255, 0, 0, 255)),
        ("hsl(120, 100%, 50%)", (0, 255, 0, 255)),
        ("hsl(-240deg 100% 50%)", (0, 255, 0, 255)),
        ("hwb(0 100% 0%)", (255, 255, 255, 255)),
        ("hwb(240 0% 0%)", (0, 0, 255, 255)),
        ({"r": 1.6, "g": 2, "b": 3}, (1.6, 2, 3, 255)),
        ({"r": 1, "g": 2, "b": 3, "alpha": 0.5}, (1, 2, 3, 128)),
    ],
)
def test_a_colour_is_read(written: object, read: tuple[float, ...]) -> None:
    """Channels are limited to 0..255, and alpha becomes one of them."""
    assert tuple(Colour.parse(written)) == pytest.approx(read)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "no",
        "bluish",
        "#12",
        "#12345",
        "rgb(1, 2)",
        "rgb(1, 2%, 3)",
        "hsl(1, 2, 3)",
        "lab(1 2 3)",
        {"r": 1},
        {"r": "1", "g": 2, "b": 3},
        7,
        None,
        [1, 2, 3],
    ],
)
def test_what_is_no_colour_is_refused(written: object) -> None:
    """In words, never by taking black."""
    with pytest.raises(ValueError, match=r"colour|expected|units"):
        Colour.parse(written)


@pytest.mark.parametrize("written", ["red", "#10203040", "hsl(10 20% 30%)", "transparent"])
def test_a_stored_colour_is_the_same_colour(written: str) -> None:
    """Written as an object and read again."""
    colour = Colour.parse(written)

    assert Colour.parse(colour.to_json()) == colour
