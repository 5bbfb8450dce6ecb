from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import BeforeValidator, Field, model_validator
from typing_extensions import override

from shared.imaging.frame import WIDE, Frame
from shared.imaging.model import AT_LEAST_ONE, Lax, NotEmpty
from shared.imaging.operations.base import Operation
from shared.imaging.picture import Picture, Planning

Number = Annotated[float, Field(ge=-1_000_000_000, le=1_000_000_000)]


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, int | float) and not isinstance(value, bool) else value


Numbers = Annotated[
    tuple[Number, ...],
    Lax,
    NotEmpty,
    BeforeValidator(_listed, json_schema_input_type=float | list[float]),
    Field(max_length=5, json_schema_extra=AT_LEAST_ONE),
]


class Linear(Operation):
    """Multiply and add: contrast and brightness. One number is for all colours, a list has one for each channel."""

    op: Literal["linear"] = "linear"
    a: Numbers = Field((1,), description="What values are multiplied by.")
    b: Numbers = Field((0,), description="What is then added, on the scale of the picture: 0 to 255, or to 65535 with 16 bits.")

    needs_straight_alpha: ClassVar[bool] = True

    @model_validator(mode="after")
    def _check_together(self) -> Self:
        if len(self.a) != len(self.b):
            raise ValueError("a and b have the same length")
        return self

    @override
    def plan(self, picture: Picture, planning: Planning) -> Picture:
        if len(self.a) not in {1, picture.colours, picture.channels}:
            planning.refuse("a", "channels", f"The picture has {picture.channels} channels here: give one number, or one for each.")
        return picture

    @override
    def apply(self, frame: Frame) -> Frame:
        uchar = frame.image.interpretation not in WIDE
        if len(self.a) == frame.image.bands and len(self.a) > 1:
            return frame.having(frame.image.linear(list(self.a), list(self.b), uchar=uchar))
        return frame.besides_alpha(lambda image: image.linear(list(self.a), list(self.b), uchar=uchar))
