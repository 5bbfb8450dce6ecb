"""A picture without its pixels: what a step must know to say whether it can run, and what it makes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Self

from shared.imaging.limits import Limits
from shared.imaging.orientation import UPRIGHT, Turn

if TYPE_CHECKING:
    from shared.imaging.layers import Operand


@dataclass(frozen=True)
class Picture:
    """The size and kind of a picture.

    Args:
        width: px.
        height: of one page, px.
        pages: frames or pages.
        has_alpha: whether it can be transparent.
        exact: False when the size depends on the pixels (after a trim); width and height are upper bounds then.
        colours: channels without alpha: 1 grey, 3 RGB, 4 CMYK.
        wide: whether a channel has 16 bits.
        tag: the EXIF orientation, where nobody has asked to apply it.
    """

    width: int
    height: int
    pages: int = 1
    has_alpha: bool = False
    exact: bool = True
    colours: int = 3
    wide: bool = False
    tag: Turn = UPRIGHT

    @property
    def channels(self) -> int:
        """Channels, with alpha."""
        return self.colours + self.has_alpha

    @property
    def pixels(self) -> int:
        """Pixels of all pages together."""
        return self.width * self.height * self.pages

    def sized(self, width: int, height: int, *, exact: bool | None = None) -> Self:
        """The same picture in another size, px; as exactly known as before, unless said otherwise."""
        return replace(self, width=width, height=height, exact=self.exact if exact is None else exact)

    def turned(self, *, quarter: bool) -> Self:
        """The same picture after a rotation: by a quarter turn width and height change places."""
        return self.sized(self.height, self.width) if quarter else self

    def with_alpha(self, *, has_alpha: bool = True) -> Self:
        """The same picture with or without an alpha channel."""
        return replace(self, has_alpha=has_alpha)

    def of_channels(self, colours: int, *, has_alpha: bool | None = None, wide: bool | None = None) -> Self:
        """The same picture with so many channels besides alpha; the rest stays unless said otherwise."""
        alpha, deep = (self.has_alpha if has_alpha is None else has_alpha), (self.wide if wide is None else wide)
        return replace(self, colours=colours, has_alpha=alpha, wide=deep)


@dataclass(frozen=True)
class Planning:
    """What surrounds a step while it is planned.

    Args:
        limits: for the pictures made.
        layers: the pictures that the recipe lays over this one, as far as they are known.
        refuse: called with the field at fault ("" for the whole step), a code and a sentence; planning goes on afterwards.
    """

    limits: Limits
    layers: Mapping["Operand", Picture]
    refuse: Callable[[str, str, str], None]

    def single_page(self, picture: Picture, field: str, what: str) -> None:
        """Refuse the step on an animation or a multi-page picture."""
        if picture.pages > 1:
            self.refuse(field, "multi_page", f"{what} is not possible for a picture with {picture.pages} pages.")

    def narrow(self, picture: Picture) -> None:
        """Refuse the step on a picture with 16 bits."""
        if picture.wide:
            self.refuse("", "needs_8_bits", "This step needs 8 bits per channel and the picture has 16: put toColourspace srgb before it.")

    def in_time(self, field: str, picture: Picture, work: float, *, per_second: float) -> None:
        """Refuse a step that takes longer than a whole render may.

        libvips looks at the deadline only between strips of a few lines, and one strip can take minutes.

        Args:
            field: at fault.
            picture: that the step works on.
            work: for one value of one pixel, in any unit.
            per_second: so much of it an ordinary machine does in a second.
        """
        seconds = picture.pixels * picture.channels * work / per_second
        if picture.exact and seconds > self.limits.render_seconds:
            self.refuse(field, "too_slow", f"For a picture of {picture.pixels} pixels this would take about {seconds:.0f} s.")
