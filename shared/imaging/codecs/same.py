from typing import TYPE_CHECKING, ClassVar, Literal

from typing_extensions import override

from shared.imaging.codecs.avif import Avif
from shared.imaging.codecs.base import Output
from shared.imaging.codecs.gif import Gif
from shared.imaging.codecs.jpeg import Jpeg
from shared.imaging.codecs.png import Png
from shared.imaging.codecs.tiff import Tiff
from shared.imaging.codecs.webp import Webp

if TYPE_CHECKING:
    import pyvips

_BY_SOURCE: dict[str, type[Output]] = {
    "jpeg": Jpeg,
    "png": Png,
    "webp": Webp,
    "gif": Gif,
    "tiff": Tiff,
    "avif": Avif,
    "svg": Png,
    "canvas": Png,
    "heic": Jpeg,
    "raw": Png,
}


class Same(Output):
    """The format of the source, with that format's default options; an SVG and a canvas become a PNG, a HEIC a JPEG."""

    format: Literal["same"] = "same"

    media_type: ClassVar[str] = "image/*"
    extension: ClassVar[str] = ""

    @override
    def resolve(self, source_format: str) -> Output:
        return _BY_SOURCE[source_format]()

    @override
    def encode(self, image: "pyvips.Image") -> bytes:
        raise TypeError("resolve the format first: `same` writes no file itself")
