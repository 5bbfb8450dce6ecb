"""Rotating the signing keys: the next key is published before it signs, and the last one verifies until its tokens are gone."""

import json
import os
import secrets
from datetime import datetime
from pathlib import Path
from typing import Any

from shared.security.keys import new_key, thumbprint

# Verifiers may keep the public keys for 5 minutes, and instances look at their file every half a minute: twice that.
PUBLISHED_SECONDS = 660
# On top of a token's life: clocks differ, and an operator may be slow to put a setting in place.
MARGIN_SECONDS = 600


def new_key_set() -> dict[str, list[dict[str, Any]]]:
    """A JWK Set with one new private key, which signs at once."""
    return {"keys": [dict(new_key())]}


def rotate(document: dict[str, list[dict[str, Any]]], now: datetime, token_seconds: int) -> dict[str, list[dict[str, Any]]]:
    """Add a key that begins to sign in 11 minutes, and leave out those whose tokens have all expired.

    Args:
        document: JWK Set with private keys, newest first.
        now: the time, aware.
        token_seconds: life of an access token, s.
    """
    at = int(now.timestamp())
    keys = document["keys"]
    # A key has signed nothing since the one before it in the list began to.
    outlived = at - token_seconds - MARGIN_SECONDS
    kept = [key for index, key in enumerate(keys) if index == 0 or int(keys[index - 1].get("nbf", at)) > outlived]
    return {"keys": [{**new_key(), "nbf": at + PUBLISHED_SECONDS}, *kept]}


def key_names(document: dict[str, list[dict[str, Any]]]) -> list[tuple[str, int]]:
    """The name of each key, and when it begins to sign, seconds since 1970 (0: always has)."""
    return [(key.get("kid") or thumbprint(key), int(key.get("nbf", 0))) for key in document["keys"]]


def replace_key_file(path: Path, document: dict[str, list[dict[str, Any]]]) -> None:
    """Write the keys so that no reader ever sees half of them; only this user may read them."""
    draft = path.with_name(f".{secrets.token_hex(8)}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            json.dump(document, file)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
