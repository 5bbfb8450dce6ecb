from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field
from typing_extensions import override

from shared.imaging.codecs.base import Output

if TYPE_CHECKING:
    import pyvips


class Raw(Output):
    """Bare pixels, line after line, without a header. A grey picture has one channel."""

    format: Literal["raw"] = "raw"
    depth: Literal["char", "uchar", "short", "ushort", "int", "uint", "float", "complex", "double", "dpcomplex"] = Field(
        "uchar", description="Type of a channel."
    )

    media_type: ClassVar[str] = "application/octet-stream"
    extension: ClassVar[str] = "raw"

    @override
    def prepared(self, image: "pyvips.Image", *, grey: bool) -> "pyvips.Image":
        image = image[0] if grey or image.interpretation == "b-w" else image
        return image.cast(self.depth) if image.format != self.depth else image

    @override
    def encode(self, image: "pyvips.Image") -> bytes:
        return bytes(image.write_to_memory())
