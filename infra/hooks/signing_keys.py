"""The keys that sign access tokens, in the vault: made once, and rotated when an operator says so."""

import json
from datetime import UTC, datetime
from typing import Any, Final

from infra.hooks.cli import az, private_file
from infra.hooks.environment import value
from infra.hooks.failure import Failure, say
from infra.hooks.patience import until
from shared.config import Settings
from shared.security.rotation import new_key_set, rotate

# A role that was just given takes a while to be known.
ROLE_SECONDS: Final = 300
CONTENT_TYPE: Final = "application/jwk-set+json"


def ensure_keys() -> None:
    """Make the keys where there are none.

    Raises:
        Failure: the vault cannot be read or written.
    """
    if until("the vault", _names, seconds=ROLE_SECONDS).count(value("SIGNING_KEYS_SECRET")):
        say("Signing keys are there")
        return
    _write(dict(new_key_set()))
    say("Made the signing keys")


def rotate_keys() -> None:
    """Add a key, and leave out what no living token was signed with.

    Raises:
        Failure: the vault cannot be read or written, or holds something else.
    """
    secret = az("keyvault", "secret", "show", "--vault-name", value("VAULT_NAME"), "--name", value("SIGNING_KEYS_SECRET"))
    try:
        _write(dict(rotate(json.loads(secret["value"]), datetime.now(UTC), Settings().access_token_seconds)))
    except (ValueError, KeyError, TypeError):
        raise Failure("The secret is not a JWK Set with private keys.") from None


def _names() -> list[str]:
    secrets = az("keyvault", "secret", "list", "--vault-name", value("VAULT_NAME"))
    return [one["name"] for one in secrets]


def _write(document: dict[str, Any]) -> None:
    with private_file(json.dumps(document)) as file:
        where = ["--vault-name", value("VAULT_NAME"), "--name", value("SIGNING_KEYS_SECRET")]
        az("keyvault", "secret", "set", *where, "--file", str(file), "--encoding", "utf-8", "--content-type", CONTENT_TYPE)
