"""Pictures that cost what photographs cost, made from nothing."""

import pyvips

_OCTAVES = 10


def photograph(width: int, height: int) -> pyvips.Image:
    """Clouds in three colours: detail of every size alike, as in photographs, down to single pixels.

    At quality 90 a JPEG of it has about 0.4 bytes per pixel, as cameras write them.
    """
    light = _clouds(width, height, seed=1)
    tints = [light * (1 - share) + _clouds(width, height, seed=seed) * share for seed, share in ((50, 0.1), (90, 0.2))]
    return light.bandjoin(tints).cast("uchar").copy(interpretation="srgb").copy_memory()


def transparent(width: int, height: int) -> pyvips.Image:
    """A photograph that fades in and out."""
    alpha = (pyvips.Image.sines(width, height, hfreq=2) * 127 + 128).cast("uchar")
    return photograph(width, height).bandjoin(alpha)


def _clouds(width: int, height: int, *, seed: int) -> pyvips.Image:
    """Grey noise, each octave of it as strong as the others."""
    clouds = pyvips.Image.black(2, 2) + 128
    for octave in reversed(range(_OCTAVES)):
        across, down = (-(-side // 2**octave) + 2 for side in (width, height))
        noise = pyvips.Image.gaussnoise(across, down, sigma=9, mean=0, seed=seed + octave)
        clouds = (clouds.resize(across / clouds.width, vscale=down / clouds.height, kernel="cubic") + noise).copy_memory()
    return clouds.crop(0, 0, width, height)
