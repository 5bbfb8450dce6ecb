"""Pictures that cost what photographs cost, made from nothing."""

import pyvips

_OCTAVES = 10


def photograph(width: int, height: int) -> pyvips.Image:
    """Clouds in three colours: detail of every size alike, as in photographs, down to single pixels.

    At quality 90 a JPEG of it has about 0.4 bytes per pixel, as cameras write them.
    """
    light = _clouds(width, height, seed=1)
    bands = [light * (1 - share) + _clouds(width, height, seed=seed) * share for seed, share in ((1, 0.0), (50, 0.1), (90, 0.2))]
    return bands[0].bandjoin(bands[1:]).cast("uchar").copy(interpretation="srgb").copy_memory()


def transparent(width: int, height: int) -> pyvips.Image:
    """A photograph that fades in and out."""
    alpha = (pyvips.Image.sines(width, height, hfreq=2) * 127 + 128).cast("uchar")
    return photograph(width, height).bandjoin(alpha)


def _clouds(width: int, height: int, *, seed: int) -> pyvips.Image:
    """Grey noise, each octave of it as strong as the others."""
    clouds = pyvips.Image.black(width, height) + 128
    for octave in range(_OCTAVES):
        size = 2**octave
        noise = pyvips.Image.gaussnoise(-(-width // size) + 2, -(-height // size) + 2, sigma=9, mean=0, seed=seed + octave)
        clouds += noise.resize(size, kernel="cubic").crop(0, 0, width, height)
    return clouds
