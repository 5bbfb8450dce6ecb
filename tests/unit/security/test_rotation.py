"""Rotating the signing keys."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from pydantic import SecretStr

from shared.config import Settings
from shared.errors import Unauthorized
from shared.security import keyring
from shared.security.keys import key_file, load_keys
from shared.security.rotation import MARGIN_SECONDS, PUBLISHED_SECONDS, new_key_set, replace_key_file, rotate
from shared.security.tokens import AccessTokens

USER = UUID("019a0000-0000-7000-8000-000000000001")
SESSION = UUID("019a0000-0000-7000-8000-000000000002")
TOKEN_SECONDS = 600


def kids(document: dict[str, list[dict[str, Any]]]) -> list[str]:
    """The keys' names."""
    return [key["kid"] for key in document["keys"]]


def used(tokens: AccessTokens, now: datetime) -> str:
    """The name of the key that signs."""
    return tokens.keyring.signing(int(now.timestamp())).kid


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A service with a file of keys."""
    for name in ("WEBSITE_INSTANCE_ID", "WEBSITE_HOSTNAME"):
        monkeypatch.delenv(name, raising=False)
    made = Settings(home=tmp_path)
    load_keys(made)
    return made


def test_check_25_a_new_key_is_published_before_it_signs(settings: Settings) -> None:
    """For longer than any verifier may keep the old list."""
    now = datetime.now(UTC)
    first = new_key_set()
    second = rotate(first, now, TOKEN_SECONDS)
    tokens = AccessTokens(settings.model_copy(update={"signing_keys": SecretStr(json.dumps(second))}))

    assert [key["kid"] for key in tokens.jwks()["keys"]] == [*set(kids(second)) - set(kids(first)), *kids(first)]
    assert used(tokens, now + timedelta(seconds=PUBLISHED_SECONDS - 1)) == kids(first)[0]
    assert used(tokens, now + timedelta(seconds=PUBLISHED_SECONDS)) == kids(second)[0]
    assert PUBLISHED_SECONDS > 300 + keyring.LOOK_AGAIN_SECONDS


def test_check_25_a_key_is_kept_until_its_tokens_have_expired() -> None:
    """Then the next rotation removes it."""
    now = datetime.now(UTC)
    first = new_key_set()
    second = rotate(first, now, TOKEN_SECONDS)
    begins = now + timedelta(seconds=PUBLISHED_SECONDS)

    soon = rotate(second, begins + timedelta(seconds=TOKEN_SECONDS + MARGIN_SECONDS - 1), TOKEN_SECONDS)
    late = rotate(second, begins + timedelta(seconds=TOKEN_SECONDS + MARGIN_SECONDS), TOKEN_SECONDS)

    assert kids(soon)[1:] == kids(second)
    assert kids(late)[1:] == kids(second)[:1]


def test_check_25_two_rotations_in_a_row_remove_nothing() -> None:
    """The key that signs until the new ones begin is still there."""
    now = datetime.now(UTC)
    first = new_key_set()

    third = rotate(rotate(first, now, TOKEN_SECONDS), now + timedelta(seconds=1), TOKEN_SECONDS)

    assert kids(third)[2:] == kids(first)


def test_check_25_a_running_process_notices(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tokens of both keys are accepted, and those of a key that was taken out are refused within 30 s."""
    clock = [0.0]
    monkeypatch.setattr(keyring, "monotonic", lambda: clock[0])
    tokens, now = AccessTokens(settings), datetime.now(UTC)
    old = tokens.issue(USER, SESSION, now)
    document = json.loads(key_file(settings).read_text())
    (new,) = new_key_set()["keys"]

    replace_key_file(key_file(settings), {"keys": [new, *document["keys"]]})
    clock[0] = 30.0
    fresh = tokens.issue(USER, SESSION, now)
    assert tokens.verify(old) == tokens.verify(fresh)
    assert [key["kid"] for key in tokens.jwks()["keys"]] == [new["kid"], *kids(document)]

    replace_key_file(key_file(settings), {"keys": [new]})
    clock[0] = 60.0
    tokens.verify(fresh)
    with pytest.raises(Unauthorized):
        tokens.verify(old)


def test_half_a_rotation_logs_nobody_out(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that cannot be read leaves the keys as they were."""
    clock = [0.0]
    monkeypatch.setattr(keyring, "monotonic", lambda: clock[0])
    tokens = AccessTokens(settings)
    token = tokens.issue(USER, SESSION, datetime.now(UTC))

    key_file(settings).write_text('{"keys": [')
    clock[0] = 30.0

    tokens.verify(token)


def test_only_this_user_can_read_the_keys(settings: Settings) -> None:
    """And no draft is left behind."""
    replace_key_file(key_file(settings), new_key_set())

    assert key_file(settings).stat().st_mode & 0o777 == 0o600
    assert list(key_file(settings).parent.iterdir()) == [key_file(settings)]


def test_a_pseudonym_is_the_same_for_the_same_address_only(settings: Settings) -> None:
    """And another one with another key, so that no list of hashes helps."""
    ring, other = keyring.Keyring(settings), settings.model_copy(update={"signing_keys": SecretStr(json.dumps(new_key_set()))})

    assert ring.pseudonym("ana@example.com") == keyring.Keyring(settings).pseudonym("ana@example.com")
    assert ring.pseudonym("ana@example.com") != ring.pseudonym("ana@example.co")
    assert ring.pseudonym("ana@example.com") != keyring.Keyring(other).pseudonym("ana@example.com")
    assert len(ring.pseudonym("")) == 32
