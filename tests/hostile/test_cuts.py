"""Files that break off: every format, cut at fifty places."""

import io
import random
from collections.abc import Callable
from functools import partial
from typing import Any

import pillow_heif
import pytest
import pyvips
from PIL import Image

from shared.errors import CorruptImage
from shared.imaging import Limits, Recipe, check, render
from tests.fixtures.pictures import animated_gif, pixels
from tests.hostile.bombs import heic, svg
from tests.hostile.cases import Case, Trial

CUTS = 50
RECIPE = {
    "input": {"animated": True},
    "steps": [{"op": "resize", "width": 50}],
    "output": {"format": "png"},
}


def noise(width: int = 120, height: int = 90, bands: int = 3) -> pyvips.Image:
    """A picture that no format can make small."""
    first, *others = (pyvips.Image.gaussnoise(width, height, mean=128, sigma=40, seed=band) for band in range(bands))
    return first.bandjoin(others).cast("uchar").copy(interpretation="srgb")


def film() -> pyvips.Image:
    """Four frames."""
    image = noise(60, 240).copy()
    image.set_type(pyvips.GValue.gint_type, "page-height", 60)
    return image


def wide() -> pyvips.Image:
    """16 bits for a channel."""
    return (noise().cast("ushort") * 256).cast("ushort").copy(interpretation="rgb16")


def transparent_heic() -> bytes:
    """With an alpha channel, which is a picture of its own in the file."""
    file = io.BytesIO()
    pillow_heif.from_pillow(Image.frombytes("RGBA", (120, 90), noise(bands=4).write_to_memory())).save(file, quality=90)
    return file.getvalue()


def tiff_of(compression: str) -> Any:
    """A TIFF whose pixels are compressed in this way."""
    return noise().tiffsave_buffer(compression=compression)


FILES: dict[str, Callable[[], Any]] = {
    "jpeg": lambda: noise().jpegsave_buffer(),
    "progressive jpeg": lambda: noise().jpegsave_buffer(interlace=True),
    "jpeg with 4 inks": lambda: noise(bands=4).copy(interpretation="cmyk").jpegsave_buffer(),
    "png": lambda: noise(bands=4).pngsave_buffer(),
    "png of 16 bits": lambda: wide().pngsave_buffer(),
    "interlaced png": lambda: noise(bands=4).pngsave_buffer(interlace=True),
    "png with a palette": lambda: noise().pngsave_buffer(palette=True),
    "webp": lambda: noise(bands=4).webpsave_buffer(),
    "lossless webp": lambda: noise(bands=4).webpsave_buffer(lossless=True),
    "animated webp": lambda: film().webpsave_buffer(),
    "gif": lambda: noise().gifsave_buffer(),
    "animated gif": lambda: film().gifsave_buffer(),
    **{f"tiff, {name}": partial(tiff_of, name) for name in ("none", "lzw", "deflate", "jpeg", "webp")},
    "tiled tiff": lambda: noise().tiffsave_buffer(compression="lzw", tile=True, tile_width=32, tile_height=32),
    "tiff of pages": lambda: film().tiffsave_buffer(),
    "avif": lambda: noise().heifsave_buffer(compression="av1"),
    "transparent avif": lambda: noise(bands=4).heifsave_buffer(compression="av1", lossless=True),
    "heic": lambda: heic(120, 90),
    "transparent heic": transparent_heic,
    "svg": lambda: svg("<rect width='400' height='400' fill='red'/><circle r='200'/>"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_breaks_off_is_refused(trial: Trial, name: str) -> None:
    """Wherever it breaks off, and whoever reads it."""
    data = FILES[name]()
    places = random.Random(name).sample(range(len(data) - 20), CUTS)  # noqa: S311  the end may hold nothing that is needed

    codes = {trial.of(Case(data, recipe, cut=place)).code for place in places for recipe in ("check", RECIPE)}

    assert codes <= {"corrupt_image", "unsupported_image"}
    assert [trial.of(Case(data, recipe)).code for recipe in ("check", "stats", RECIPE)] == ["made"] * 3


@pytest.mark.parametrize("name", FILES)
def test_bytes_that_are_wrong_do_no_harm(trial: Trial, name: str) -> None:
    """What is read may be another picture, but there is a code when it is none."""
    data, chance = FILES[name](), random.Random(name)  # noqa: S311  the same ones every time

    codes = set()
    for _ in range(CUTS // 2):
        wrong = bytearray(data)
        for _ in range(chance.randint(1, 8)):
            wrong[chance.randrange(len(wrong))] = chance.randrange(256)
        codes.add(trial.of(Case(bytes(wrong), RECIPE, {"render_seconds": 2.0})).code)

    assert codes <= {"made", "corrupt_image", "unsupported_image", "image_too_large", "recipe_refused", "deadline_exceeded"}


def test_a_gif_that_breaks_off_in_its_last_frame_is_refused() -> None:
    """Libvips would leave that frame half empty and say nothing."""
    data = animated_gif(40, 30)

    with pytest.raises(CorruptImage):
        check(data[:-4], Limits())


def test_a_gif_without_its_last_byte_is_read() -> None:
    """Many have none."""
    assert check(animated_gif(40, 30)[:-1], Limits()).pages == 3


@pytest.mark.parametrize(("fail_on", "is_made"), [("none", True), ("truncated", False), ("error", False), ("warning", False)])
def test_a_broken_gif_is_read_where_the_recipe_says_so(fail_on: str, is_made: bool) -> None:  # noqa: FBT001  a column of the table
    """As any other broken file."""
    recipe = Recipe.model_validate({"input": {"animated": True, "failOn": fail_on}, "output": {"format": "png"}})

    try:
        made = pixels(render(animated_gif(40, 30)[:-4], recipe, Limits()).outputs[0].data).width == 40
    except CorruptImage:
        made = False

    assert made == is_made
