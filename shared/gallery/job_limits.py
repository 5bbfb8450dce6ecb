"""How jobs are cut up, and how long what they leave is kept."""

from datetime import timedelta
from typing import Final

JOBS_QUEUE: Final = "lienzo-jobs"

MAX_ITEMS: Final = 10_000
MAX_OPEN: Final = 20  # jobs of an account that are not over
MAX_ARCHIVE_BYTES: Final = 4 * 1024**3  # what a function can read and write before its time is up

# Messages of one job at once, and items for which one more is worth it.
FAN_OUT: Final = 4
ITEMS_PER_MESSAGE: Final = 8
# An invocation hands over after this time, far below the host's time-out, so that jobs take turns.
TURN: Final = timedelta(seconds=60)
# An item goes to somebody else after this time and that of a render, a zip that long after its last sign of life.
LEASE: Final = timedelta(seconds=20)
ARCHIVE_LEASE: Final = timedelta(seconds=60)
# Queues count whole seconds: whoever comes back for what is in other hands comes a little later.
MARGIN: Final = timedelta(seconds=1)
# A picture that brings its process down is not tried for ever.
MAX_TRIES: Final = 5

STALLED_AFTER: Final = timedelta(minutes=5)
ARCHIVES_KEPT: Final = timedelta(hours=24)
JOBS_KEPT: Final = timedelta(days=30)
LINKS_LIVE: Final = timedelta(minutes=15)
