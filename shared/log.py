"""One JSON line per thing that happened, on the logger `lienzo`.

The Functions worker forwards the root logger's records to the host with their invocation id, so nothing here sets up handlers.
Callers log at the edge only (the end of a request, of a blob, of a timer), with facts that are numbers, names and ids: never a
password, a token, an address or a file's content.
"""

import json
import logging
from datetime import UTC, datetime

LOGGER = logging.getLogger("lienzo")


def log_event(event: str, *, error: BaseException | None = None, **facts: object) -> None:
    """Write one line: the event's name, the time and the facts that are not None.

    Args:
        event: what happened, in snake_case (`request`, `blob`, `sweep`).
        error: an unexpected exception; its traceback follows the line, and the level is ERROR.
        **facts: JSON values; anything else is written as its text.
    """
    line: dict[str, object] = {"event": event, "at": datetime.now(UTC).isoformat(timespec="milliseconds")}
    line |= {name: fact for name, fact in facts.items() if fact is not None}
    text = json.dumps(line, ensure_ascii=False, default=str)
    LOGGER.log(logging.ERROR if error else logging.INFO, "%s", text, exc_info=error)
