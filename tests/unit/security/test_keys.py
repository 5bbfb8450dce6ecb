"""Signing keys: where they come from, and what is published of them."""

import json
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pydantic import SecretStr

from shared.config import Settings
from shared.errors import Unavailable
from shared.security.keys import load_keys, new_key, thumbprint


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A machine that is not in Azure, and has no keys."""
    monkeypatch.delenv("WEBSITE_INSTANCE_ID", raising=False)
    return Settings(home=tmp_path / "home")


def given(settings: Settings, *keys: dict[str, str]) -> Settings:
    """The settings with these keys."""
    return settings.model_copy(update={"signing_keys": SecretStr(json.dumps({"keys": keys}))})


def test_a_key_is_made_once(settings: Settings) -> None:
    """In a file that only its owner may read."""
    first, second = load_keys(settings), load_keys(settings)

    assert first[0].kid == second[0].kid
    path = settings.home / "keys" / "signing.json"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["signing.json"]


def test_of_many_that_make_a_key_at_once_one_does(settings: Settings) -> None:
    """All use the same."""
    with ThreadPoolExecutor(8) as pool:
        kids = {keys[0].kid for keys in pool.map(lambda _: load_keys(settings), range(8))}

    assert len(kids) == 1


def test_keys_of_the_settings_come_first(settings: Settings) -> None:
    """In their order, and no file is made."""
    new, old = new_key(), new_key()

    keys = load_keys(given(settings, new, old))

    assert [key.kid for key in keys] == [new["kid"], old["kid"]]
    assert not settings.home.exists()


def test_check_25_nothing_private_is_published_or_shown(settings: Settings) -> None:
    """Neither in the public form nor in a repr."""
    private = new_key()

    (key,) = load_keys(given(settings, {**private, "comment": "internal"}))

    assert set(key.public) == {"kty", "crv", "x", "y", "use", "alg", "kid"}
    assert private["d"] not in json.dumps(key.public)
    assert private["d"] not in repr(key)


def test_a_key_without_a_name_is_named_by_its_thumbprint(settings: Settings) -> None:
    """RFC 7638."""
    nameless = {name: value for name, value in new_key().items() if name != "kid"}

    assert load_keys(given(settings, nameless))[0].kid == thumbprint(nameless)


def public_half() -> dict[str, str]:
    """A key that can only verify."""
    return {name: value for name, value in new_key().items() if name != "d"}


@pytest.mark.parametrize(
    "text",
    [
        "no json",
        "[]",
        "{}",
        '{"keys": []}',
        '{"keys": [7]}',
        '{"keys": [{"kty": "oct", "k": "c2VjcmV0LXNlY3JldC1zZWNyZXQ"}]}',
        json.dumps({"keys": [public_half()]}),
        json.dumps({"keys": [{**new_key(), "crv": "P-384"}]}),
        json.dumps({"keys": [{**new_key(), "d": "c2VjcmV0"}]}),
        json.dumps({"keys": [new_key() | {"kid": "a"}, new_key() | {"kid": "a"}]}),
    ],
)
def test_unusable_keys_are_refused_without_showing_them(settings: Settings, text: str) -> None:
    """The message names the setting."""
    with pytest.raises(Unavailable, match="LIENZO_SIGNING_KEYS") as refused:
        load_keys(settings.model_copy(update={"signing_keys": SecretStr(text)}))

    assert "c2VjcmV0" not in str(refused.value)
    assert refused.value.__cause__ is None


def test_no_key_is_made_in_azure(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each instance would have another, and the next one none."""
    monkeypatch.setenv("WEBSITE_INSTANCE_ID", "1")

    with pytest.raises(Unavailable, match="LIENZO_SIGNING_KEYS"):
        load_keys(settings)


def test_a_home_that_cannot_be_written_is_said_so(settings: Settings) -> None:
    """As a part that is missing, not as a crash."""
    settings.home.write_text("a file where the folder should be")

    with pytest.raises(Unavailable, match=r"signing\.json"):
        load_keys(settings)
