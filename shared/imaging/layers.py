"""What a recipe can lay over a picture: one of the caller's own pictures, text, a plain or noisy canvas, an SVG, or a small file."""

from base64 import b64decode, b64encode
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Discriminator, EncodedBytes, EncoderProtocol, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from shared.imaging.colour import Colour
from shared.imaging.model import Id, Lax, Model

MAX_SVG = 64 * 1024  # bytes
MAX_DATA = 1024 * 1024  # bytes
MAX_TEXT = 2000  # characters


class Noise(Model):
    """Random grey values around a mean, in every channel."""

    type: Literal["gaussian"] = Field("gaussian", description="The distribution.")
    mean: float = Field(128, ge=0, le=10_000, description="Mean of the values.")
    sigma: float = Field(30, ge=0, le=10_000, description="Standard deviation of the values.")


class Create(Model):
    """A canvas of one colour, or of noise."""

    width: int = Field(ge=1, le=100_000_000, description="Width, px.")
    height: int = Field(ge=1, le=100_000_000, description="Height, px.")
    channels: int = Field(4, ge=1, le=4, description="3 is RGB, 4 is RGBA; with noise also 1 (grey) and 2.")
    background: Colour | None = Field(None, description="The colour; not used with noise.")
    noise: Noise | None = Field(None, description="Noise instead of a colour.")

    @model_validator(mode="after")
    def _check_together(self) -> Self:
        if self.noise is None and self.background is None:
            raise ValueError("a canvas needs a background or noise")
        if self.noise is None and self.channels < 3:  # noqa: PLR2004  RGB
            raise ValueError("a canvas with a background has 3 or 4 channels")
        return self


class Text(Model):
    """A line or a paragraph of text; it may use Pango markup, such as `<b>` and `<span foreground="red">`."""

    text: str = Field(min_length=1, max_length=MAX_TEXT, description="The text, as UTF-8 or Pango markup.")
    font: str | None = Field(None, min_length=1, max_length=200, description="A Pango font description, such as `DejaVu Sans Bold 16`.")
    width: int | None = Field(None, ge=1, le=1_000_000, description="Wrap at this width, px.")
    height: int | None = Field(None, ge=1, le=1_000_000, description="With width: fit the text into this box, px; not together with dpi.")
    align: Literal["left", "centre", "center", "right", "low", "high"] = Field("left", description="Alignment of the lines.")
    justify: bool = Field(default=False, description="Stretch the lines to the width.")
    dpi: int | None = Field(None, ge=1, le=1_000_000, description="Resolution, dots per inch; 72 unless the text is fitted into a box.")
    rgba: bool = Field(default=False, description="Colours from the markup on transparent ground; otherwise white on opaque black.")
    spacing: int = Field(0, ge=-1_000_000, le=1_000_000, description="Extra space between the lines, points.")
    wrap: Literal["word", "char", "word-char", "none"] = Field("word", description="Where a line may be broken.")

    @model_validator(mode="after")
    def _check_together(self) -> Self:
        if self.height and self.dpi:
            raise ValueError("a text has a height or dpi, not both")
        return self


class ImageLayer(Model):
    """One of the caller's own pictures."""

    image: Id = Field(description="Id of the picture.")


class TextLayer(Model):
    """Text."""

    text: Text = Field(description="What is written, and how.")


class CreateLayer(Model):
    """A canvas."""

    create: Create = Field(description="Size and colour.")


class SvgLayer(Model):
    """A drawing, 64 KiB at most. It cannot load anything from outside."""

    svg: Annotated[str, Field(min_length=1, max_length=MAX_SVG)] = Field(description="The SVG document.")


class _Base64(EncoderProtocol):
    """Standard base64 that holds nothing else: pydantic's own leaves out what it does not know."""

    @classmethod
    def decode(cls, data: bytes) -> bytes:
        try:
            return b64decode(data, validate=True)
        except ValueError:
            raise PydanticCustomError("base64", "Expected base64") from None

    @classmethod
    def encode(cls, value: bytes) -> bytes:
        return b64encode(value)

    @classmethod
    def get_json_format(cls) -> Literal["base64"]:
        return "base64"


def _bounded(data: bytes) -> bytes:
    if not 1 <= len(data) <= MAX_DATA:
        raise ValueError(f"a file of 1 to {MAX_DATA} bytes is taken here")
    return data


class DataLayer(Model):
    """A picture file, 1 MiB at most."""

    data: Annotated[bytes, Lax, EncodedBytes(_Base64), AfterValidator(_bounded)] = Field(
        description="The file's bytes in base64.", json_schema_extra={"minLength": 4, "maxLength": MAX_DATA * 4 // 3 + 4}
    )


_KINDS = ("image", "text", "create", "svg", "data")


def _kind_of(value: Any) -> str:
    return next((kind for kind in _KINDS if (kind in value if isinstance(value, dict) else hasattr(value, kind))), "")


LayerInput = Annotated[
    Annotated[ImageLayer, Tag("image")]
    | Annotated[TextLayer, Tag("text")]
    | Annotated[CreateLayer, Tag("create")]
    | Annotated[SvgLayer, Tag("svg")]
    | Annotated[DataLayer, Tag("data")],
    Discriminator(_kind_of, custom_error_type="unknown_layer", custom_error_message=f"Expected an object with one of {', '.join(_KINDS)}"),
]


class Operand(Model):
    """A second picture that a step needs, and how it is read."""

    input: LayerInput = Field(description="The picture.")
    density: float = Field(72, ge=1, le=100_000, description="Resolution at which an SVG is painted, dots per inch.")
    auto_orient: bool = Field(default=True, description="Turn it upright as its EXIF orientation says.")
