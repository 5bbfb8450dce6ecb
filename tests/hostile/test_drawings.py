"""SVG that would paint for ever, fill the memory, or look at what is not theirs."""

import base64
import gzip
from pathlib import Path

import pytest

from shared.errors import LienzoError
from shared.imaging import Limits, Recipe, render
from tests.fixtures.pictures import pixels, plain, png
from tests.hostile.bombs import png_bomb, svg, svg_of_uses
from tests.hostile.cases import FULL_SIZE, Case, Trial

TOO_LARGE, CORRUPT, LATE, MADE = "image_too_large", "corrupt_image", "deadline_exceeded", "made"
LAUGHS = "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10))
NOISE = "<feTurbulence numOctaves='1000' baseFrequency='.5'/>"
BLURS = NOISE + "<feGaussianBlur stdDeviation='500'/>" * 50
PATTERNS = "".join(
    f"<pattern id='p{n}' width='3' height='3' patternUnits='userSpaceOnUse'><rect width='9' height='9' fill='url(#p{n - 1})'/></pattern>"
    for n in range(1, 30)
)

DRAWINGS: dict[str, tuple[bytes, set[str]]] = {
    "a billion laughs": (svg("<text>&a9;</text>", before=f"<!DOCTYPE svg [<!ENTITY a0 'ha'>{LAUGHS}]>"), {CORRUPT}),
    "ten billion uses": (svg_of_uses(), {TOO_LARGE, LATE}),
    "a use of itself": (svg("<g id='a'><use xlink:href='#a'/></g>"), {MADE}),
    "two uses of each other": (svg("<g id='a'><use xlink:href='#b'/></g><g id='b'><use xlink:href='#a'/></g>"), {MADE}),
    "50,000 elements in each other": (svg("<g>" * 50_000 + "</g>" * 50_000), {CORRUPT}),
    "noise that is blurred fifty times": (
        svg(
            f"<filter id='f' x='0' y='0' width='1' height='1'>{BLURS}</filter><rect width='4000' height='4000' filter='url(#f)'/>",
            side=4000,
        ),
        {LATE, TOO_LARGE},
    ),
    "noise that is painted fifty times": (
        svg(
            f"<filter id='f' width='1' height='1'>{NOISE}</filter>" + "<rect width='4000' height='4000' filter='url(#f)'/>" * 50,
            side=4000,
        ),
        {LATE},
    ),
    "masks in masks, as large as is allowed": (
        svg("<mask id='m'><rect width='9999' height='9999' fill='#fff'/></mask>" + "<g mask='url(#m)'>" * 60 + "</g>" * 60, side=6300),
        {TOO_LARGE, LATE, MADE},
    ),
    "layers in layers, as large as is allowed": (
        svg("<g opacity='.9'>" * 100 + "<rect width='9999' height='9999'/>" + "</g>" * 100, side=6300),
        {TOO_LARGE, LATE, MADE},
    ),
    "patterns of patterns": (svg(f"{PATTERNS}<rect width='4000' height='4000' fill='url(#p29)'/>", side=4000), {TOO_LARGE, LATE, MADE}),
    "a style for everything": (svg("<style>" + "* * * * a{fill:red}" * 2000 + "</style>" + "<g/>" * 200_000), {LATE}),
    "a large picture in it": (
        svg(f"<image width='9' height='9' xlink:href='data:image/png;base64,{base64.b64encode(png_bomb(7000, 7000)).decode()}'/>"),
        {TOO_LARGE, LATE, MADE},
    ),
    "a gigabyte of spaces, compressed": (gzip.compress(svg(" " * 300_000_000)), {CORRUPT, TOO_LARGE, LATE}),
    "100,000 × 100,000": (svg("", side=100_000), {TOO_LARGE}),
    "no size": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", {CORRUPT, MADE}),
    "an endless size": (b"<svg xmlns='http://www.w3.org/2000/svg' width='1e38' height='1e38'/>", {CORRUPT, TOO_LARGE}),
}

_GREEN = "<rect width='100%' height='100%' fill='#0c0'/>"


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_drawing_does_no_harm(trial: Trial, name: str) -> None:
    """It is painted, or refused in time and with a code, and the next one is painted."""
    data, codes = DRAWINGS[name]

    outcome, after = (trial.of(Case(drawing, FULL_SIZE, {"render_seconds": 3.0})) for drawing in (data, svg(_GREEN)))

    assert outcome.code in codes
    assert after.code == MADE


def test_a_drawing_has_as_much_time_as_any_picture(trial: Trial) -> None:
    """With the usual limits."""
    assert trial.of(Case(DRAWINGS["noise that is painted fifty times"][0], FULL_SIZE)).code == LATE


def test_a_drawing_that_is_laid_over_is_held_to_the_same_deadline(trial: Trial) -> None:
    """As the source is."""
    hard = DRAWINGS["noise that is painted fifty times"][0].decode()
    recipe = {"steps": [{"op": "composite", "images": [{"input": {"svg": hard}}]}], "output": {"format": "png"}}

    assert trial.of(Case(svg(_GREEN, side=4000), recipe, {"render_seconds": 2.0})).code == LATE


def _outsiders(folder: Path) -> dict[str, str]:
    """Ways to something outside the drawing, each of which would paint over the green."""
    red = folder / "red.png"
    red.write_bytes(png(plain(9, 9, 255, 0, 0)))
    drawing = folder / "red.svg"
    drawing.write_bytes(svg("<rect id='r' width='500' height='500' fill='red'/>"))
    return {
        "a picture by its address": f"<image width='500' height='500' xlink:href='{red.as_uri()}'/>",
        "a picture by its path": f"<image width='500' height='500' xlink:href='{red}'/>",
        "a part of another drawing": f"<use xlink:href='{drawing.as_uri()}#r'/>",
        "a filter of another drawing": f"<rect width='500' height='500' fill='#0c0' filter='url({drawing.as_uri()}#r)'/>",
        "a filter with a picture": f"<filter id='f'><feImage xlink:href='{red.as_uri()}'/></filter><g filter='url(#f)'>{_GREEN}</g>",
        "an included file": f"<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='{drawing.as_uri()}'/>",
        "a style sheet": f"<style>@import '{drawing.as_uri()}';</style>",
        "a script": "<script>document.documentElement.innerHTML = ''</script>",
        "a javascript address": "<image width='500' height='500' xlink:href='javascript:alert(1)'/>",
        "a link with javascript": f"<a xlink:href='javascript:alert(1)'>{_GREEN}</a>",
        "a handler": "<g onload='alert(1)'/>",
        "html": "<foreignObject width='500' height='500'><body xmlns='http://www.w3.org/1999/xhtml' bgcolor='red'/></foreignObject>",
        "an address of this machine": "<image width='500' height='500' xlink:href='http://127.0.0.1:9/x.png'/>",
    }


def test_nothing_outside_a_drawing_is_read(tmp_path: Path) -> None:
    """It is painted as if it did not ask."""
    recipe = Recipe.model_validate({"steps": [], "output": {"format": "png"}})
    found = {}
    for name, inside in _outsiders(tmp_path).items():
        made = render(svg(_GREEN + inside), recipe, Limits()).outputs[0]
        found[name] = pixels(made.data)(250, 250)[:3]

    assert found == {name: [0, 204, 0] for name in found}


def test_no_file_is_read_by_an_entity(tmp_path: Path) -> None:
    """Neither its words nor its size."""
    secret = tmp_path / "secret"
    secret.write_text("<rect width='500' height='500' fill='red'/>")
    document = svg(f"{_GREEN}&x;", before=f"<!DOCTYPE svg [<!ENTITY x SYSTEM '{secret.as_uri()}'>]>")
    recipe = Recipe.model_validate({"steps": [], "output": {"format": "png"}})

    try:
        painted = pixels(render(document, recipe, Limits()).outputs[0].data)(250, 250)[:3]
    except LienzoError as error:
        painted = error.code

    assert painted in ([0, 204, 0], CORRUPT)
