"""`python -m shared.database` brings the tables of the database up to date and says what it did."""

import argparse
import sys

from shared.config import Settings
from shared.database import Database
from shared.errors import LienzoError


def main() -> int:
    """Run a command.

    Returns:
        The exit status: 0 when the tables are up to date, 1 when they could not be brought there.
    """
    parser = argparse.ArgumentParser(prog="python -m shared.database", description="The database of the settings (LIENZO_DATABASE_URL).")
    parser.add_argument("command", nargs="?", choices=["upgrade"], default="upgrade", help="bring the tables up to date")
    parser.parse_args()
    try:
        done = Database(Settings()).upgrade()
    except LienzoError as error:
        causes = ", ".join(f"{name} {fact}" for name, fact in error.facts.items())
        sys.stderr.write(f"{error.message}{f' ({causes})' if causes else ''}\n")
        return 1
    state = "empty" if done.before is None else f"at revision {done.before}"
    sys.stdout.write(f"{done.url} was {state}\n")
    for step in done.steps:
        sys.stdout.write(f"  applied {step}\n")
    if not done.steps:
        sys.stdout.write("  nothing to do\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
