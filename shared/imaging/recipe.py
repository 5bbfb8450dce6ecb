"""The recipe language: what to read, what to do in which order, what to write. It is validated without a picture and without libvips."""

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple, Self, Union

from pydantic import BeforeValidator, Discriminator, Field, Tag, ValidationError, create_model, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError

from shared.imaging.codecs import CODECS, Output, Same
from shared.imaging.layers import Canvas
from shared.imaging.model import AT_LEAST_ONE, Lax, Model, NotEmpty
from shared.imaging.operations import Step
from shared.imaging.reading import Reading

MAX_STEPS = 32
MAX_OUTPUTS = 10

Steps = Annotated[tuple[Step, ...], Lax, Field(max_length=MAX_STEPS)]


class Input(Reading):
    """How the source is read."""

    auto_orient: bool = Field(default=True, description="Turn the picture upright as its EXIF orientation says, before anything else.")
    ignore_icc: bool = Field(default=False, description="Take the colours as sRGB whatever the embedded profile says.")


class Target(NamedTuple):
    """One output of a recipe, however the recipe is written."""

    pointer: str
    name: str | None
    steps: tuple[Step, ...]
    output: Output


class Named(Model):
    """An output among several. Its format's options stand beside its name."""

    name: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,31}$", description="Tells the outputs of a recipe apart; a part of file names.")
    steps: Steps = Field((), description="Steps for this output alone, after the shared ones.")

    @property
    def output(self) -> Output:
        """The format and its options, without the name."""
        (codec,) = (base for base in type(self).__mro__ if base in CODECS)
        own = set(codec.model_fields)
        return codec.model_construct(self.model_fields_set & own, **{name: getattr(self, name) for name in own})


def _format_of(value: Any) -> str:
    return str(value.get("format", "same") if isinstance(value, dict) else value.format if isinstance(value, Output) else "same")


def _known(value: Any) -> Any:
    """Point to `format` when there is no such format; a discriminator alone would point to the output as a whole."""
    if isinstance(value, dict) and (name := value.get("format", "same")) not in _FORMATS:
        error = PydanticCustomError("unknown_format", "Expected one of {formats}", {"formats": ", ".join(_FORMATS)})
        raise ValidationError.from_exception_data("output", [InitErrorDetails(type=error, loc=("format",), input=name)])
    return value


# Not of an instance: its model would be built for it, one after the other, before anybody asks for a picture.
_FORMATS = tuple(str(codec.model_fields["format"].default) for codec in CODECS)

if TYPE_CHECKING:
    AnyOutput = Output
    NamedOutput = Named
else:
    _by_format = (Discriminator(_format_of), BeforeValidator(_known))
    _NAMED = [create_model(f"Named{codec.__name__}", __base__=(Named, codec), __doc__=codec.__doc__) for codec in CODECS]
    _EACH, _EACH_NAMED = (
        tuple(Annotated[model, Tag(name)] for name, model in zip(_FORMATS, models, strict=True)) for models in (CODECS, _NAMED)
    )
    AnyOutput = Annotated[Union[_EACH], *_by_format]  # noqa: UP007  a union of what the tuple holds
    NamedOutput = Annotated[Union[_EACH_NAMED], *_by_format]  # noqa: UP007  a union of what the tuple holds


class Recipe(Model):
    """What to make of a picture."""

    input: Input = Field(Input.model_construct(), description="How the source is read.")
    canvas: Canvas | None = Field(None, description="What the picture is made from instead of a source: a canvas or a text.")
    order: Literal["written", "sharp"] = Field(
        "written", description="In which order the steps run: as they are written, or as sharp runs them, whatever the order of the calls."
    )
    steps: Steps = Field((), description="What is done to the picture, one step after the other; shared by all outputs.")
    output: AnyOutput | None = Field(None, description="What is written; without it the format of the source.")
    outputs: Annotated[tuple[NamedOutput, ...], Lax, NotEmpty, Field(max_length=MAX_OUTPUTS, json_schema_extra=AT_LEAST_ONE)] | None = (
        Field(None, description="Several outputs instead of one: the source is decoded once and the shared steps run once.")
    )

    @model_validator(mode="after")
    def _check_together(self) -> Self:
        if self.output is not None and self.outputs is not None:
            raise ValueError("a recipe has an output or outputs, not both")
        if self.canvas is not None and "input" in self.model_fields_set and self.order == "written":
            raise ValueError("a recipe has an input or a canvas, not both")
        names = [output.name for output in self.outputs or ()]
        if len(set(names)) < len(names):
            raise ValueError("the outputs of a recipe have different names")
        return self

    @property
    def targets(self) -> tuple[Target, ...]:
        """The outputs, one or several."""
        if self.outputs is None:
            return (Target("/output", None, (), self.output or Same()),)
        return tuple(Target(f"/outputs/{number}", named.name, named.steps, named.output) for number, named in enumerate(self.outputs))

    def canonical(self) -> bytes:
        """The same bytes for every way to write the same recipe: all defaults stand in it, names are sorted, and nothing is optional."""
        written = self.model_dump(mode="json", exclude_none=True)
        if self.outputs is None:
            written["output"] = (self.output or Same()).model_dump(mode="json", exclude_none=True)
        return json.dumps(written, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()

    def digest(self) -> str:
        """SHA-256 of the canonical form, in hex."""
        return sha256(self.canonical()).hexdigest()
