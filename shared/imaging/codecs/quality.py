"""Quality as a number, as a likeness that must be reached, or as a size that must not be exceeded."""

from typing import Annotated, Any, Literal, Self

from pydantic import Discriminator, Field, Tag, model_validator

from shared.imaging.codecs.base import Output
from shared.imaging.model import Model


class Likeness(Model):
    """The smallest quality whose result still looks like the picture; found by trying, and remembered for the next time."""

    target: Literal["ssim"] = Field("ssim", description="How likeness is measured: SSIM of the brightness, 1 for the same picture.")
    value: float = Field(0.97, ge=0.5, le=0.999, description="What must be reached; 0.95 is good, 0.98 can hardly be told apart.")


def _kind_of(value: Any) -> str:
    return "target" if isinstance(value, dict | Likeness) else "number"


Quality = Annotated[
    Annotated[Annotated[int, Field(ge=1, le=100)], Tag("number")] | Annotated[Likeness, Tag("target")], Discriminator(_kind_of)
]
MaxBytes = Annotated[int, Field(ge=100, le=100 * 1024 * 1024)]


class Fitted(Output):
    """A lossy format: its quality can be searched for."""

    quality: Quality
    max_bytes: MaxBytes | None = Field(
        None, description="Largest file, bytes: the quality is lowered until it fits; refused when none does."
    )

    @model_validator(mode="after")
    def _check_lossy(self) -> Self:
        if self.searched and getattr(self, "lossless", False):
            raise ValueError("a lossless file has no quality that could be searched for")
        return self

    @property
    def searched(self) -> bool:
        """Whether the quality must be found by trying."""
        return self.max_bytes is not None or isinstance(self.quality, Likeness)

    @property
    def best(self) -> int:
        """The quality to begin with, 1 to 100: the one that is asked for, or the highest when it is to be found."""
        return self.quality if isinstance(self.quality, int) else 100

    def at(self, quality: int) -> Self:
        """The same output with this quality."""
        return self.model_copy(update={"quality": quality, "max_bytes": None})
