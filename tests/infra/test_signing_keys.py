"""The keys in the vault."""

import json

import pytest

from infra.hooks.failure import Failure
from infra.hooks.signing_keys import ensure_keys, rotate_keys
from shared.config import Settings
from shared.security.keys import load_keys
from shared.security.rotation import new_key_set
from tests.infra.conftest import Azure


def test_keys_that_are_missing_are_made(azure: Azure) -> None:
    """As the service reads them, and out of sight."""
    azure.answers("secret list", output=[]).answers("secret set", output={})

    ensure_keys()

    (call,) = azure.calls("secret set", "--vault-name kv-lienzo-x", "--name signing-keys")
    assert len(load_keys(Settings(signing_keys=call["body"]))) == 1
    assert call["mode"] == "-rw-------"
    assert json.loads(call["body"])["keys"][0]["d"] not in " ".join(call["asked"])


def test_keys_that_are_there_stay(azure: Azure) -> None:
    """Everybody would be logged out."""
    azure.answers("secret list", output=[{"name": "signing-keys"}])

    ensure_keys()

    assert azure.calls("secret set") == []


def test_a_role_that_is_not_known_yet_is_waited_for(azure: Azure) -> None:
    """It takes Azure a minute or five."""
    azure.answers("secret list", each=[{"error": "(Forbidden) ForbiddenByRbac"}, {"output": [{"name": "signing-keys"}]}])

    ensure_keys()

    assert len(azure.calls("secret list")) == 2


def test_rotation_adds_a_key_in_front(azure: Azure) -> None:
    """The one that signed goes on to verify."""
    before = new_key_set()
    azure.answers("secret show", output={"value": json.dumps(before)}).answers("secret set", output={})

    rotate_keys()

    (call,) = azure.calls("secret set")
    keys = json.loads(call["body"])["keys"]
    assert len(keys) == 2
    assert keys[1]["kid"] == before["keys"][0]["kid"]


def test_a_secret_that_is_no_key_set_is_left_alone(azure: Azure) -> None:
    """The failure quotes nothing of it."""
    azure.answers("secret show", output={"value": "hunter2"})

    with pytest.raises(Failure) as refused:
        rotate_keys()
    assert "hunter2" not in str(refused.value)
    assert azure.calls("secret set") == []
