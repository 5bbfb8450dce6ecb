"""What a recipe can lay over a picture: one of the caller's own pictures, text, a plain or noisy canvas, an SVG, or a small file."""

from base64 import b64decode, b64encode
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, AliasChoices, Discriminator, EncodedBytes, EncoderProtocol, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from shared.imaging.colour import BLACK, Colour
from shared.imaging.model import Id, Lax, Model, Pixels
from shared.imaging.reading import Reading

MAX_SVG = 64 * 1024  # bytes
MAX_DATA = 1024 * 1024  # bytes
MAX_TEXT = 2000  # characters
MAX_STOPS = 16
MAX_JOINED = 100


class Noise(Model):
    """Random grey values around a mean, in every channel."""

    type: Literal["gaussian"] = Field("gaussian", description="The distribution.")
    mean: float = Field(128, ge=0, le=10_000, description="Mean of the values.")
    sigma: float = Field(30, ge=0, le=10_000, description="Standard deviation of the values.")


class Stop(Model):
    """A colour at a place of a gradient."""

    offset: float = Field(ge=0, le=1, description="The place: 0 is the start of the gradient, 1 its end.")
    colour: Colour = Field(validation_alias=AliasChoices("colour", "color"), description="The colour there.")


class Gradient(Model):
    """Colours that run into each other, along a line or from a point outwards."""

    type: Literal["linear", "radial"] = Field("linear", description="Along a line, or in circles around a point.")
    angle: float = Field(180, ge=-360, le=360, description="Linear: where it runs to, degrees clockwise; 0 is up, 90 right, 180 down.")
    x: float = Field(0.5, ge=0, le=1, description="Radial: the point from the left, as a share of the width.")
    y: float = Field(0.5, ge=0, le=1, description="Radial: the point from above, as a share of the height.")
    stops: Annotated[tuple[Stop, ...], Lax] = Field(
        min_length=2, max_length=MAX_STOPS, description="The colours. A radial gradient ends in the corner that is farthest away."
    )

    @model_validator(mode="after")
    def _check_order(self) -> Self:
        offsets = [stop.offset for stop in self.stops]
        if offsets != sorted(offsets):
            raise ValueError("the stops of a gradient stand in the order of their offsets")
        return self


class Create(Model):
    """A canvas of one colour, of a gradient, or of noise."""

    width: int = Field(ge=1, le=100_000_000, description="Width, px.")
    height: int = Field(ge=1, le=100_000_000, description="Height, px.")
    channels: int = Field(4, ge=1, le=4, description="3 is RGB, 4 is RGBA; with noise also 1 (grey) and 2.")
    background: Colour | None = Field(None, description="The colour; not used with noise or a gradient.")
    gradient: Gradient | None = Field(None, description="A gradient instead of one colour.")
    noise: Noise | None = Field(None, description="Noise instead of a colour.")
    page_height: int | None = Field(None, ge=1, description="Height of a page, px, when it is to be an animation; height is all of them.")

    @model_validator(mode="after")
    def _check_together(self) -> Self:
        if self.noise is not None and self.gradient is not None:
            raise ValueError("a canvas has noise or a gradient, not both")
        if self.noise is None and self.background is None and self.gradient is None:
            raise ValueError("a canvas needs a background, a gradient or noise")
        if self.page_height is not None and self.height % self.page_height:
            raise ValueError("height is a multiple of pageHeight")
        if self.noise is None and self.channels < 3:  # noqa: PLR2004  RGB
            raise ValueError("a canvas with a background or a gradient has 3 or 4 channels")
        return self


class Text(Model):
    """A line or a paragraph of text; it may use Pango markup, such as `<b>` and `<span foreground="red">`."""

    text: str = Field(min_length=1, max_length=MAX_TEXT, description="The text, as UTF-8 or Pango markup.")
    font: str | None = Field(None, min_length=1, max_length=200, description="A Pango font description, such as `DejaVu Sans Bold 16`.")
    width: int | None = Field(None, ge=1, le=1_000_000, description="Wrap at this width, px.")
    height: int | None = Field(None, ge=1, le=1_000_000, description="With width: fit the text into this box, px; not together with dpi.")
    align: Literal["left", "centre", "center", "right", "low", "high"] = Field(
        "left",
        description="Where the lines meet: left (low) is where they begin, which is the right side in scripts that run from right to left.",
    )
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
    width: Pixels | None = Field(None, description="Scale it to this width, px; with a height too, to fit into both.")
    height: Pixels | None = Field(None, description="Scale it to this height, px; with a width too, to fit into both.")
    opacity: float = Field(1, ge=0, le=1, description="How opaque it is: 0 is transparent, 1 as it is.")


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


_KINDS = ("image", "text", "create", "svg", "data", "join")
_LAYERS = _KINDS[:-1]


def _kind_of(value: Any) -> str:
    # a tag must not be a name in the document: pointers are made of both
    found = next((kind for kind in _KINDS if (kind in value if isinstance(value, dict) else hasattr(value, kind))), None)
    return f"{found} layer" if found else ""


LayerInput = Annotated[
    Annotated[ImageLayer, Tag("image layer")]
    | Annotated[TextLayer, Tag("text layer")]
    | Annotated[CreateLayer, Tag("create layer")]
    | Annotated[SvgLayer, Tag("svg layer")]
    | Annotated[DataLayer, Tag("data layer")],
    Discriminator(_kind_of, custom_error_type="unknown_layer", custom_error_message=f"Expected an object with one of {', '.join(_LAYERS)}"),
]


class Operand(Reading):
    """A second picture that a step needs, and how it is read."""

    input: LayerInput = Field(description="The picture.")
    auto_orient: bool = Field(default=True, description="Turn it upright as its EXIF orientation says.")


Place = Literal["left", "top", "low", "centre", "center", "right", "bottom", "high"]


class Join(Model):
    """Several pictures side by side, or as the frames of an animation."""

    images: Annotated[tuple[Operand, ...], Lax] = Field(min_length=2, max_length=MAX_JOINED, description="The pictures, line by line.")
    across: int = Field(1, ge=1, le=1_000_000, description="How many stand in a line.")
    shim: int = Field(0, ge=0, le=1_000_000, description="Space between them, px.")
    background: Colour = Field(BLACK, description="The colour of what they do not cover.")
    halign: Place = Field("low", description="Where a picture stands in a place that is wider.")
    valign: Place = Field("low", description="Where a picture stands in a place that is higher.")
    animated: bool = Field(default=False, description="Each picture is a page.")


class JoinLayer(Model):
    """Several pictures put together."""

    join: Join = Field(description="The pictures, and how they are put together.")


Canvas = Annotated[
    Annotated[TextLayer, Tag("text layer")] | Annotated[CreateLayer, Tag("create layer")] | Annotated[JoinLayer, Tag("join layer")],
    Discriminator(_kind_of, custom_error_type="unknown_canvas", custom_error_message="Expected an object with one of create, text, join"),
]
