"""The format that suits the client best."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field
from typing_extensions import override

from shared.config import MEGAPIXEL
from shared.imaging.codecs.avif import Avif
from shared.imaging.codecs.base import Output
from shared.imaging.codecs.gif import Gif
from shared.imaging.codecs.jpeg import Jpeg
from shared.imaging.codecs.metadata import Metadata
from shared.imaging.codecs.png import Png
from shared.imaging.codecs.quality import Likeness, MaxBytes, Quality
from shared.imaging.codecs.webp import Webp
from shared.imaging.model import Lax

if TYPE_CHECKING:
    import pyvips

_AVIF_EFFORT = 1  # for people who wait
_AVIF_PIXELS = 8 * MEGAPIXEL  # about a second
_AVIF_SHARE = 5 / 8  # AVIF's default quality is 50 where that of the others is 80


class Auto(Output):
    """The smallest of the formats that the client shows: AVIF and WebP if its Accept header names them, and JPEG, or PNG with transparency.

    Where no header is at hand - dropped files, saved renditions, the command line - it is WebP.
    """

    format: Literal["auto"] = "auto"
    quality: Quality = Field(
        80, description="Quality from 1 to 100 as for WebP and JPEG, or a likeness to reach; AVIF gets its own like it."
    )
    max_bytes: MaxBytes | None = Field(None, description="Largest file, bytes: the quality is lowered until it fits.")
    accept: Annotated[tuple[Literal["avif", "webp"], ...], Lax, Field(max_length=2)] | None = Field(
        None, description="What the client shows beside JPEG, PNG and GIF; without it as the Accept header says."
    )

    media_type: ClassVar[str] = "image/*"
    extension: ClassVar[str] = ""
    animates: ClassVar[bool] = True

    @override
    def resolve(self, source_format: str) -> Output:
        return self._lossy(Webp) if self.accept is None else self

    def candidates(self, width: int, height: int, pages: int, *, has_alpha: bool) -> Iterator[Output]:
        """The formats to try, the first being the one to take among equals."""
        accept = self.accept or ()
        if "avif" in accept and pages == 1 and width * height <= _AVIF_PIXELS and max(width, height) <= Avif.max_side:
            yield self._lossy(Avif)
        if "webp" in accept and max(width, height) <= Webp.max_side:
            yield self._lossy(Webp)
            if pages > 1:
                return
        yield self._with_metadata(Gif()) if pages > 1 else self._with_metadata(Png()) if has_alpha else self._lossy(Jpeg)

    def _lossy(self, codec: type[Avif | Jpeg | Webp]) -> Output:
        if codec is not Avif:
            return self._with_metadata(codec.model_validate({"quality": self.quality, "maxBytes": self.max_bytes}))
        quality = self.quality if isinstance(self.quality, Likeness) else max(1, round(self.quality * _AVIF_SHARE))
        return self._with_metadata(Avif.model_validate({"quality": quality, "maxBytes": self.max_bytes, "effort": _AVIF_EFFORT}))

    def _with_metadata(self, output: Output) -> Output:
        return output.model_copy(update={name: getattr(self, name) for name in Metadata.model_fields})

    @override
    def encode(self, image: "pyvips.Image") -> bytes:
        raise TypeError("choose a format first: `auto` writes no file itself")
