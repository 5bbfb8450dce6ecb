"""The output formats, as data. To add one: a file with its model, and a line here."""

from shared.imaging.codecs.auto import Auto
from shared.imaging.codecs.avif import Avif
from shared.imaging.codecs.base import Output
from shared.imaging.codecs.gif import Gif
from shared.imaging.codecs.jpeg import Jpeg
from shared.imaging.codecs.png import Png
from shared.imaging.codecs.raw import Raw
from shared.imaging.codecs.same import Same
from shared.imaging.codecs.tiff import Tiff
from shared.imaging.codecs.tile import Tile
from shared.imaging.codecs.webp import Webp

CODECS: tuple[type[Output], ...] = (Same, Auto, Jpeg, Png, Webp, Avif, Gif, Tiff, Raw, Tile)

__all__ = ["CODECS", "Auto", "Avif", "Gif", "Jpeg", "Output", "Png", "Raw", "Same", "Tiff", "Tile", "Webp"]
