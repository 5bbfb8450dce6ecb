"""What an output format is: its options, its limits and how its file is written, declared once."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from shared.imaging.codecs.metadata import Metadata

if TYPE_CHECKING:
    import pyvips


@dataclass(frozen=True)
class Cost:
    """What an encoder takes at most from the moment at which nothing can stop it. The worst pictures are noise; photographs cost a tenth.

    Args:
        seconds: of processor time for a megapixel.
        bytes: of memory for a pixel.
    """

    seconds: float
    bytes: int


FREE = Cost(0, 0)
"""Of an encoder that writes while it is given the pixels, and so can be stopped."""


class Output(Metadata, ABC):
    """How a result is encoded."""

    format: str

    media_type: ClassVar[str]
    extension: ClassVar[str]
    max_side: ClassVar[int] = 8_388_608  # px; where no format says less, libtiff and libpng do
    animates: ClassVar[bool] = False
    """Whether a file can hold several pages."""
    has_alpha: ClassVar[bool] = True
    """Whether the format has transparency."""

    @property
    def keeps_alpha(self) -> bool:
        """Whether a file with these options can be transparent."""
        return self.has_alpha

    @property
    def max_pixels(self) -> int | None:
        """The largest picture that is written with these options, px, where an encoder is slow and nothing can stop it."""
        return None

    @property
    def cost(self) -> Cost:
        """What writing a file with these options takes."""
        return FREE

    def resolve(self, source_format: str) -> "Output":  # noqa: ARG002  only `same` asks
        """The format to write, for a source in this format."""
        return self

    def prepared(self, image: "pyvips.Image", *, grey: bool) -> "pyvips.Image":  # noqa: ARG002  bare pixels alone ask
        """The picture as this format writes it.

        Args:
            image: in the colour space of the output.
            grey: whether its colours were taken away, so that three equal channels say what one can.
        """
        return image

    @abstractmethod
    def encode(self, image: "pyvips.Image") -> bytes:
        """Write the file. This is where libvips runs the whole pipeline."""


class Animation(Output):
    """A format whose files can be animated."""

    animates: ClassVar[bool] = True


def saved(image: "pyvips.Image", saver: str, **options: Any) -> bytes:
    """Call a saver of libvips.

    Args:
        image: what is saved.
        saver: its name, such as `jpegsave_buffer`.
        options: every option that the format has, so that no default of libvips matters.
    """
    data: bytes = getattr(image, saver)(**options)
    return data


def bit_depth(colours: int) -> int:
    """Bits per pixel of a palette.

    Args:
        colours: how many colours it has, 2 to 256.
    """
    return next(depth for depth in (1, 2, 4, 8) if colours <= 2**depth)
