"""`python -m infra.hooks.replay`: does again what failed.

Dead letters are events that never reached the app: the blob of each is written anew onto itself, which makes a new event. So do the
dropped files whose manifest says `failed`, with `--failed PREFIX`. Work is never done twice: the same bytes with the same outcome
change nothing.
"""

import argparse
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote, urlsplit

from infra.hooks.cli import az, private_file
from infra.hooks.environment import value
from infra.hooks.failure import Failure, main, say


def replay_dead_letters() -> None:
    """Write the blobs of all dead letters anew, and remove the letters.

    Raises:
        Failure: the store refuses.
    """
    container = value("DEADLETTER_CONTAINER")
    done = 0
    for letter in _listed(container, ""):
        for event in _read(container, letter):
            touch(*blob_of(event["data"]["url"]))
            done += 1
        _storage("delete", container, letter)
    say(f"Replayed {done} events")


def replay_failed(prefix: str) -> None:
    """Write those dropped files anew whose manifest says that they failed.

    Args:
        prefix: of their names, for example `web/2026/`.

    Raises:
        Failure: the store refuses.
    """
    outputs, done = value("OUTPUTS_CONTAINER"), 0
    for name in _listed(outputs, prefix):
        if not name.endswith(".json"):
            continue
        manifest = _read(outputs, name)
        if isinstance(manifest, dict) and manifest.get("status") == "failed":
            touch(*manifest["source"]["path"].split("/", 1))
            done += 1
    say(f"Replayed {done} files")


def blob_of(url: str) -> tuple[str, str]:
    """Container and name of the blob at an address.

    Raises:
        Failure: it is not the address of a blob.
    """
    container, slash, name = unquote(urlsplit(url).path).lstrip("/").partition("/")
    if not (container and slash and name):
        raise Failure(f"{url!r} is not the address of a blob.")
    return container, name


def touch(container: str, name: str) -> None:
    """Write a blob onto itself, so that its event comes again. One that is gone is passed over.

    Raises:
        Failure: the store refuses.
    """
    with private_file("") as file:
        try:
            _storage("download", container, name, "--file", str(file), "--overwrite")
        except Failure as failure:
            if "BlobNotFound" not in str(failure) and "does not exist" not in str(failure):
                raise
            say(f"{container}/{name} is gone")
            return
        _storage("upload", container, name, "--file", str(file), "--overwrite")
        say(f"{container}/{name}")


def _listed(container: str, prefix: str) -> Iterator[str]:
    where = ["--account-name", value("PICTURES_ACCOUNT_NAME"), "--container-name", container]
    for one in az("storage", "blob", "list", *where, "--prefix", prefix, "--num-results", "*", "--auth-mode", "login"):
        yield one["name"]


def _read(container: str, name: str) -> Any:
    with private_file("") as file:
        _storage("download", container, name, "--file", str(file), "--overwrite")
        return json.loads(file.read_text())


def _storage(verb: str, container: str, name: str, *options: str) -> None:
    where = ["--account-name", value("PICTURES_ACCOUNT_NAME"), "--container-name", container, "--name", name]
    az("storage", "blob", verb, *where, "--auth-mode", "login", *options)


def _by_hand() -> None:
    parser = argparse.ArgumentParser(prog="python -m infra.hooks.replay", description="Do again what failed.")
    parser.add_argument("--failed", metavar="PREFIX", help="dropped files whose manifest says `failed`, instead of dead letters")
    chosen = parser.parse_args()
    if chosen.failed is None:
        replay_dead_letters()
    else:
        replay_failed(chosen.failed)


if __name__ == "__main__":
    main(_by_hand)
