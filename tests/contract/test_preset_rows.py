"""Presets in the database: the same on every server."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from uuid_utils.compat import uuid7

from shared.database import Database, Preset, User
from shared.database.conflicts import PresetChanged, PresetNameTaken
from shared.errors import NotFound
from tests.fixtures.databases import ALL_SERVERS

pytestmark = ALL_SERVERS

NOW = datetime(2026, 2, 28, 23, 59, 59, 123456, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def preset(database: Database) -> Preset:
    """A preset that is kept."""
    user = User(uuid7(), "ana@example.com", "ana@example.com", "hash", "Ana", "es", NOW)
    made = Preset(uuid7(), user.id, "mine", 1, {"steps": [{"op": "flip"}]}, NOW, NOW)
    with database.transaction() as tx:
        tx.users.add(user)
        tx.presets.add(made)
    return made


def test_what_was_kept_comes_back(database: Database, preset: Preset) -> None:
    """By id, by name, in the list, and as its first version."""
    with database.transaction(read_only=True) as tx:
        found = [tx.presets.get(preset.user_id, preset.id), tx.presets.named(preset.user_id, "mine"), *tx.presets.all(preset.user_id)]
        versions = tx.presets.versions(preset.id)

    assert found == [preset] * 3
    assert [(version.version, version.recipe, version.created_at) for version in versions] == [(1, preset.recipe, NOW)]


def test_names_are_told_apart_by_case(database: Database, preset: Preset) -> None:
    """They are part of addresses."""
    with database.transaction() as tx:
        tx.presets.add(replace(preset, id=uuid7(), name="Mine"))

        assert (tx.presets.count(preset.user_id), tx.presets.named(preset.user_id, "MINE")) == (2, None)


def test_a_name_is_taken_once_also_by_renaming(database: Database, preset: Preset) -> None:
    """And the transaction can go on."""
    other = replace(preset, id=uuid7(), name="other")
    with database.transaction() as tx:
        tx.presets.add(other)
    with pytest.raises(PresetNameTaken), database.transaction() as tx:
        tx.presets.add(replace(preset, id=uuid7()))
    with pytest.raises(PresetNameTaken), database.transaction() as tx:
        tx.presets.change(other, name="mine", recipe=None, at=LATER)


def test_of_two_changes_at_once_one_wins(database: Database, preset: Preset) -> None:
    """The other is told."""

    def change(number: int) -> bool:
        try:
            with database.transaction() as tx:
                tx.presets.change(preset, name=None, recipe={"steps": [], "number": number}, at=LATER)
        except PresetChanged:
            return False
        return True

    with ThreadPoolExecutor(2) as threads:
        won = list(threads.map(change, range(2)))

    with database.transaction(read_only=True) as tx:
        kept = tx.presets.get(preset.user_id, preset.id)
    assert kept
    assert (sorted(won), kept.version, kept.recipe["number"], kept.updated_at) == ([False, True], 2, won.index(True), LATER)


def test_a_preset_goes_with_its_versions(database: Database, preset: Preset) -> None:
    """Once, and only by its owner."""
    with pytest.raises(NotFound), database.transaction() as tx:
        tx.presets.remove(UUID(int=1), preset.id)
    with database.transaction() as tx:
        tx.presets.remove(preset.user_id, preset.id)

        assert (tx.presets.all(preset.user_id), tx.presets.versions(preset.id)) == ((), ())
