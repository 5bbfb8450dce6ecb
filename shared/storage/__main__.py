"""`python -m shared.storage copy FROM TO`: moves objects from one store to another; run it again and it goes on where it was."""

import argparse
import os
import signal
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Final, NoReturn

from pydantic import ValidationError

from shared.config import Settings
from shared.errors import InvalidInput, LienzoError
from shared.storage import ObjectStore, open_host_store, open_store
from shared.storage.rules import check_container
from shared.storage.transfer import Moved, Stopped, Transfer

FAILED, WRONG, INTERRUPTED = 1, 2, 130
EVERY: Final = 1.0  # s between two lines of progress

STORES: Final = """\
a store is one of
  azure              the account of LIENZO_STORAGE_CONNECTION
  azure:NAME         the account of the setting NAME, or of NAME__blobServiceUri and so on
  s3  s3:BUCKET      a bucket, LIENZO_S3_BUCKET unless named, at LIENZO_S3_ENDPOINT and LIENZO_S3_REGION
  local  local:PATH  a folder, LIENZO_STORE_FOLDER unless named
"""


class Progress:
    """Tells on standard error how far it is, and keeps count."""

    def __init__(self) -> None:
        self.objects: Counter[str] = Counter()
        self.bytes: Counter[str] = Counter()
        self._told_at = time.monotonic()

    def report(self, moved: Moved) -> None:
        """Count an object; a failure is told at once."""
        self.objects[moved.outcome] += 1
        self.bytes[moved.outcome] += moved.bytes
        if moved.outcome == "failed":
            _tell(f"failed: {moved.path}: {moved.reason}")
        if time.monotonic() - self._told_at >= EVERY:
            self._told_at = time.monotonic()
            _tell(self.summary())

    def summary(self) -> str:
        """One line with all counts."""
        return ", ".join(f"{name} {self.objects[name]} ({self.bytes[name]:,} bytes)" for name in ("copied", "skipped", "failed"))


def store_named(text: str, settings: Settings) -> ObjectStore:
    """The store that an argument names.

    Raises:
        ValueError: there is no such store, or a part of its name is missing.
    """
    kind, _, rest = text.partition(":")
    if kind == "azure":
        return open_host_store(settings.model_copy(update={"storage_connection": rest} if rest else {}), os.environ)
    if kind == "s3":
        if not (bucket := rest or settings.s3_bucket):
            raise ValueError("s3 needs a bucket: s3:BUCKET, or LIENZO_S3_BUCKET")
        return open_store(settings.model_copy(update={"store": "s3", "s3_bucket": bucket}))
    if kind == "local":
        folder = Path(rest).absolute() if rest else settings.pictures_folder
        return open_store(settings.model_copy(update={"store": "local", "store_folder": folder}))
    raise ValueError(f"there is no store named {text!r}: it is azure, s3 or local")


def main(arguments: list[str] | None = None) -> int:
    """Run the command; returns the exit status: 0 when all is copied, 1 when something failed, 2 for wrong arguments, 130 for Ctrl-C."""
    parser = argparse.ArgumentParser("python -m shared.storage", epilog=STORES, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    copy = commands.add_parser(
        "copy", help="copy objects from one store to another", epilog=STORES, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    copy.add_argument("source", metavar="FROM", help="the store to read")
    copy.add_argument("target", metavar="TO", help="the store to write")
    copy.add_argument("--container", action="append", help="only this container; may be repeated; without it, that of the pictures")
    given = parser.parse_args(arguments)
    try:
        settings = Settings()
        source, target = (store_named(text, settings) for text in (given.source, given.target))
        containers = given.container or [settings.pictures_container]
        for container in containers:
            check_container(container)
    except ValidationError as error:
        # Not its text, which quotes the settings.
        parser.error("; ".join(f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors(include_input=False)))
    except ValueError as error:
        parser.error(str(error))
    except InvalidInput as error:
        parser.error(error.message)
    if given.source == given.target:
        parser.error("FROM and TO are the same store")
    return _copied(Transfer(source, target), containers)


def _copied(transfer: Transfer, containers: list[str]) -> int:
    progress = Progress()
    # SIGINT too: a shell that starts a command in the background has it ignored.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _interrupt)
    try:
        transfer.run(containers, progress.report)
    except (KeyboardInterrupt, Stopped):
        _tell(f"{progress.summary()}\nInterrupted. Run it again to go on.")
        return INTERRUPTED
    except LienzoError as error:
        _tell("\n  ".join([error.message, *(f"{name}: {value}" for name, value in error.facts.items())]))
        return FAILED
    print(progress.summary())  # noqa: T201  the command's answer
    return FAILED if progress.objects["failed"] else 0


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)  # noqa: T201  the command line's answer


def _interrupt(*_: object) -> NoReturn:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
