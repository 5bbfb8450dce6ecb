"""Work done apart, in a process that can be killed: decoders and encoders that nothing else stops once they have begun.

`run` calls a function there. A few processes wait for the next call, so that a call costs a few milliseconds and not a start of Python.
"""

from shared.imaging.apart.parcel import Parcel
from shared.imaging.apart.pool import run
from shared.imaging.apart.process import Failed

__all__ = ["Failed", "Parcel", "run"]
