"""The pictures that the engine and sharp are both given, made anew for every run."""

from pathlib import Path

import pyvips

from tests.fixtures.pictures import animated_gif, gradient, jpeg, png, svg


def _photograph(width: int, height: int) -> pyvips.Image:
    """Smooth shapes with a little noise: something that resizing, blurring and encoding have work with."""
    waves = pyvips.Image.sines(width, height, hfreq=3, vfreq=2) * 40
    noise = pyvips.Image.gaussnoise(width, height, sigma=12, seed=7)
    return (gradient(width, height) + waves + noise).cast("uchar").copy(interpretation="srgb")


def write(folder: Path) -> None:
    """Write them all into a folder."""
    photograph = _photograph(301, 203)
    alpha = (pyvips.Image.sines(96, 64, hfreq=2) * 127 + 128).cast("uchar")
    transparent = _photograph(96, 64).bandjoin(alpha)
    wide = (photograph.crop(40, 30, 90, 70).cast("ushort") * 257).copy(interpretation="rgb16")
    tagged = photograph.copy()
    tagged.set_type(pyvips.GValue.gint_type, "orientation", 6)
    tagged.set_type(pyvips.GValue.gstr_type, "exif-ifd0-Artist", "Somebody")
    frames = pyvips.Image.arrayjoin([transparent.rot(angle) for angle in ("d0", "d180", "d0")], across=1).copy()
    frames.set_type(pyvips.GValue.gint_type, "page-height", 64)
    frames.set_type(pyvips.GValue.array_int_type, "delay", [80, 90, 100])
    files = {
        "photograph.jpg": photograph.jpegsave_buffer(Q=88),
        "lying.jpg": tagged.icc_transform("p3", input_profile="srgb").jpegsave_buffer(Q=88, keep="all"),
        "mirrored.jpg": jpeg(120, 80, orientation=5),
        "cmyk.jpg": photograph.icc_transform("cmyk", input_profile="srgb").jpegsave_buffer(keep="icc"),
        "transparent.png": png(transparent),
        "grey.png": png(photograph.colourspace("b-w")),
        "grey-transparent.png": png(photograph.colourspace("b-w").crop(0, 0, 60, 50).bandjoin(alpha.crop(0, 0, 60, 50))),
        "wide.png": png(wide),
        "wide-transparent.png": png(wide.bandjoin(wide[1])),
        "small.png": png(gradient(20, 14)),
        "small-transparent.png": png(transparent.crop(5, 5, 24, 18)),
        "bordered.png": png(photograph.crop(0, 0, 50, 40).embed(12, 9, 80, 60, extend="background", background=[250, 250, 250])),
        "moving.gif": animated_gif(50, 40, frames=4),
        "moving.webp": frames.webpsave_buffer(lossless=True),
        "pages.tif": frames.tiffsave_buffer(compression="lzw", page_height=64),
        "still.webp": photograph.webpsave_buffer(Q=80),
        "still.avif": photograph.heifsave_buffer(compression="av1", effort=0),
        "drawing.svg": svg(40, 30, "<rect width='30' height='20' x='5' y='5' fill='green'/><circle r='9' cx='12' cy='12' fill='#f008'/>"),
        "pixels.raw": bytes(range(256)) * 3,
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
