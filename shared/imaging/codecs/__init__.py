"""The output formats, as data. To add one: a file with its model, and a line here."""

from shared.imaging.codecs.avif import Avif
from shared.imaging.codecs.base import Output
from shared.imaging.codecs.gif import Gif
from shared.imaging.codecs.jpeg import Jpeg
from shared.imaging.codecs.png import Png
from shared.imaging.codecs.same import Same
from shared.imaging.codecs.tiff import Tiff
from shared.imaging.codecs.webp import Webp

CODECS: tuple[type[Output], ...] = (Same, Jpeg, Png, Webp, Avif, Gif, Tiff)

__all__ = ["CODECS", "Avif", "Gif", "Jpeg", "Output", "Png", "Same", "Tiff", "Webp"]
