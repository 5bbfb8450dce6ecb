import math
import re
from io import BytesIO
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, Self
from zipfile import ZipFile, ZipInfo

from pydantic import AliasChoices, Field, model_validator
from typing_extensions import override

from shared.imaging.codecs.base import Output, saved
from shared.imaging.codecs.jpeg import Jpeg
from shared.imaging.codecs.png import Png
from shared.imaging.codecs.webp import Webp
from shared.imaging.colour import Colour

if TYPE_CHECKING:
    import pyvips

MAX_TILES = 20_000  # in a file; each is a file in the ZIP
_GOOGLE_BLANKS = 5
_PROPERTIES = "vips-properties.xml"
_DATE = re.compile(rb' date="[^"]*"')
_NO_DATE = b' date="1970-01-01T00:00:00.000000Z"'

Single = Annotated[Jpeg | Png | Webp, Field(discriminator="format")]


class Tile(Output):
    """A ZIP of tiles in several sizes, for viewers that zoom: Deep Zoom, IIIF, Zoomify, Google Maps."""

    format: Literal["tile"] = "tile"
    size: int = Field(256, ge=1, le=8192, description="Side of a tile, px.")
    overlap: int = Field(0, ge=0, le=8192, description="How far tiles overlap, px; the size of a tile at most.")
    angle: int = Field(0, ge=-360_000, le=360_000, multiple_of=90, description="Turn the picture clockwise first, degrees.")
    background: Colour = Field(Colour(255, 255, 255), description="The colour of what the picture does not cover.")
    depth: Literal["onepixel", "onetile", "one"] | None = Field(
        None, description="How far it is made smaller: to one pixel, to one tile, or not at all; without it as the layout has it."
    )
    skip_blanks: int | None = Field(
        None, ge=-1, le=65535, description="Leave out tiles that differ from the background by less than this; -1 leaves out none."
    )
    layout: Literal["dz", "google", "iiif", "iiif3", "zoomify"] = Field("dz", description="How the tiles are named and laid out.")
    centre: bool = Field(
        default=False, validation_alias=AliasChoices("centre", "center"), description="Put the picture into the middle of the tiles."
    )
    id: str = Field("https://example.com/iiif", min_length=1, max_length=1000, description="Address of the picture, in IIIF's info.json.")
    basename: str | None = Field(None, pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$", description="Name of the folder in the ZIP.")
    tiles: Single = Field(Jpeg.model_construct(), description="The format of the tiles, with its options.")

    media_type: ClassVar[str] = "application/zip"
    extension: ClassVar[str] = "zip"

    @model_validator(mode="after")
    def _check_together(self) -> Self:
        if self.overlap > self.size:
            raise ValueError("overlap is at most the size of a tile")
        return self

    @property
    @override
    def keeps_alpha(self) -> bool:
        return self.tiles.keeps_alpha

    def count(self, width: int, height: int) -> int:
        """About how many tiles a picture of this size, px, has: all sizes together, a third more than the largest has."""
        return math.ceil(width / self.size) * math.ceil(height / self.size) * 4 // 3

    @override
    def encode(self, image: "pyvips.Image") -> bytes:
        options: dict[str, Any] = {"depth": self.depth} if self.depth else {}
        if self.basename:
            options["basename"] = self.basename
        skip_blanks = self.skip_blanks if self.skip_blanks is not None else _GOOGLE_BLANKS if self.layout == "google" else -1
        archive = saved(
            image.copy_memory() if self.angle % 360 else image,
            "dzsave_buffer",
            keep=self.keep,
            tile_size=self.size,
            overlap=self.overlap,
            container="zip",
            layout=self.layout,
            suffix=self._suffix(),
            angle=f"d{self.angle % 360}",
            background=list(self.background)[: 4 if image.hasalpha() else 3],
            centre=self.centre,
            id=self.id,
            skip_blanks=skip_blanks,
            **options,
        )
        return _timeless(archive)

    def _suffix(self) -> str:
        """The file name's end, with the options of the tiles' format as libvips reads them there."""
        options = self.tiles.options()
        extension = {"jpeg": ".jpeg" if self.layout == "dz" else ".jpg", "png": ".png", "webp": ".webp"}[self.tiles.format]
        names = {"png": ("interlace", "compression", "filter")}.get(self.tiles.format, tuple(options))
        return extension + "[" + ",".join(f"{name}={_written(options[name])}" for name in names) + "]"


def _timeless(archive: bytes) -> bytes:
    """The ZIP without the times at which it was made: the same recipe gives the same bytes."""
    out = BytesIO()
    with ZipFile(BytesIO(archive)) as made, ZipFile(out, "w") as kept:
        for entry in made.infolist():
            data = made.read(entry)
            if entry.filename.endswith(_PROPERTIES):
                data = _DATE.sub(_NO_DATE, data, count=1)
            name = ZipInfo(entry.filename)
            name.compress_type, name.external_attr = entry.compress_type, entry.external_attr
            kept.writestr(name, data)
    return out.getvalue()


def _written(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
