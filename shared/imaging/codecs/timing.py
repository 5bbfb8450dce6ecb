"""When the frames of an animation are shown."""

from typing import Annotated

from pydantic import Field

from shared.imaging.codecs.base import Animation
from shared.imaging.model import AT_LEAST_ONE, Lax, NotEmpty

Milliseconds = Annotated[int, Field(ge=0, le=65535)]


class Timed(Animation):
    """An animation format with a loop count and delays."""

    loop: int | None = Field(None, ge=0, le=65535, description="How often an animation runs, 0 for ever; without it as in the source.")
    delay: (
        Milliseconds | Annotated[tuple[Milliseconds, ...], Lax, NotEmpty, Field(max_length=1000, json_schema_extra=AT_LEAST_ONE)] | None
    ) = Field(None, description="How long frames are shown, ms: one number for all, or one for each; without it as in the source.")

    def delays(self, pages: int) -> list[int] | None:
        """One delay for each frame, ms, or None to keep those of the source."""
        if self.delay is None:
            return None
        given = [self.delay] if isinstance(self.delay, int) else list(self.delay)
        return given * pages if len(given) == 1 else given
