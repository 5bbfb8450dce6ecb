"""EXIF orientation: how a stored picture must be turned to be upright."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Turn:
    """A rotation, then perhaps a mirroring from left to right.

    Args:
        angle: clockwise, degrees: 0, 90, 180 or 270.
        flop: whether to mirror afterwards.
    """

    angle: int = 0
    flop: bool = False

    @property
    def quarter(self) -> bool:
        """Whether width and height change places."""
        return self.angle in {90, 270}


UPRIGHT = Turn()

_TURNS = {
    2: Turn(0, flop=True),
    3: Turn(180),
    4: Turn(180, flop=True),
    5: Turn(90, flop=True),
    6: Turn(90),
    7: Turn(270, flop=True),
    8: Turn(270),
}


def turn_of(orientation: int) -> Turn:
    """The turn that makes a picture upright.

    Args:
        orientation: the EXIF tag, 1 to 8; anything else counts as 1.
    """
    return _TURNS.get(orientation, UPRIGHT)
