"""What a hook says when it cannot go on: one message that tells what to do, and no traceback."""

import sys
from collections.abc import Callable


class Failure(Exception):
    """The hook stops; the message is for whoever ran it."""


def say(text: str) -> None:
    """One line on the output, at once: azd shows it as it comes."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main(work: Callable[[], None]) -> None:
    """Run a hook, and end the process with status 1 when it fails."""
    try:
        work()
    except Failure as failure:
        sys.exit(f"\n{failure}")
