"""What becomes of the items of a job, and of the messages that wake its functions."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal, TypeVar
from uuid import UUID

from shared.database import Job, JobItem, Outcome
from shared.errors import InvalidInput, LienzoError, Unavailable
from shared.log import log_event

Made = TypeVar("Made")

MESSAGE_LENGTH = 500  # characters of a message that are kept
GAVE_UP = "This was tried five times and failed each time, for a reason that should have passed. Try it again."
CRASHED = "The service broke down over this, several times. Trying it again will hardly help."
REFUSED = "This version of the service refuses the job's recipe. Begin it anew."
BROKEN = "Something went wrong on our side."


@dataclass(frozen=True)
class Turn:
    """What came of a message.

    Attributes:
        job: that it was about.
        result: *ignored* when it was none of ours, or its job is over; *busy* when all that is left is in other hands.
        items: how many were settled.
        again_in: when the job needs another message; None when it needs none.
    """

    job: UUID | None
    result: Literal["ignored", "finished", "busy", "handed over", "given up"]
    items: int = 0
    again_in: timedelta | None = None


def attempt(job: Job, item: JobItem, work: Callable[[], Made]) -> Made | Outcome:
    """Do something for an item. What is wrong with this item is its own outcome, and the others go on.

    Raises:
        Unavailable: what is wrong will pass, and is none of the item's fault.
    """
    try:
        return work()
    except Unavailable:
        raise
    except InvalidInput as error:
        return _failed(item, error.code, error.faults[0].message if error.faults else error.message)
    except LienzoError as error:
        return _failed(item, error.code, error.message)
    except Exception as error:  # noqa: BLE001  one picture's bad luck must not end the job of the others
        log_event("job_item", error=error, job=job.id, position=item.position, code="internal_error")
        return _failed(item, "internal_error", BROKEN)


def _failed(item: JobItem, code: str, message: str) -> Outcome:
    return Outcome(item.position, code=code, message=message[:MESSAGE_LENGTH])
