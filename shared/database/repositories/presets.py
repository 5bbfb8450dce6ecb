"""Recipes that accounts keep under names, with all their versions."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from shared.database.conflicts import PresetChanged, PresetNameTaken
from shared.database.repositories.statements import breaks_unique_key
from shared.database.rows import Preset, PresetVersion
from shared.database.tables import preset_versions, presets
from shared.errors import NotFound


@dataclass(frozen=True)
class Presets:
    """The tables `presets` and `preset_versions`."""

    connection: Connection

    def add(self, preset: Preset) -> None:
        """Keep a new preset.

        Raises:
            PresetNameTaken: the account has one of this name.
        """
        try:
            self.connection.execute(insert(presets).values(asdict(preset)))
        except IntegrityError as error:
            if breaks_unique_key(error):
                raise PresetNameTaken(name=preset.name) from None
            raise
        self._keep_version(preset)

    def all(self, user_id: UUID) -> tuple[Preset, ...]:
        """The account's presets, by name."""
        rows = self.connection.execute(select(presets).where(presets.c.user_id == user_id).order_by(presets.c.name))
        return tuple(Preset(**row._mapping) for row in rows)  # noqa: SLF001  public in spite of its name

    def count(self, user_id: UUID) -> int:
        """How many presets the account has."""
        return self.connection.scalar(select(func.count()).select_from(presets).where(presets.c.user_id == user_id)) or 0

    def get(self, user_id: UUID, preset_id: UUID) -> Preset | None:
        """One of the account's presets."""
        return self._one((presets.c.id == preset_id) & (presets.c.user_id == user_id))

    def named(self, user_id: UUID, name: str) -> Preset | None:
        """The account's preset of this name."""
        return self._one((presets.c.user_id == user_id) & (presets.c.name == name))

    def change(self, preset: Preset, *, name: str | None, recipe: dict[str, Any] | None, at: datetime) -> Preset:
        """Rename a preset, or give it a new recipe, which makes a new version.

        Args:
            preset: as it was read; it must still be so.
            name: the new one; None to leave it.
            recipe: the new one; None to leave it.
            at: the time.

        Raises:
            PresetChanged: it is not as it was read.
            PresetNameTaken: the account has another one of this name.
        """
        values: dict[str, Any] = {"updated_at": at}
        if name is not None:
            values["name"] = name
        if recipe is not None:
            values |= {"recipe": recipe, "version": preset.version + 1}
        same = (presets.c.id == preset.id) & (presets.c.version == preset.version)
        try:
            done = self.connection.execute(update(presets).where(same).values(values))
        except IntegrityError as error:
            if breaks_unique_key(error):
                raise PresetNameTaken(name=name) from None
            raise
        if not done.rowcount:
            raise PresetChanged(preset=preset.id, version=preset.version)
        changed = self.get(preset.user_id, preset.id)
        if changed is None:
            raise NotFound
        if recipe is not None:
            self._keep_version(changed)
        return changed

    def versions(self, preset_id: UUID) -> tuple[PresetVersion, ...]:
        """The recipes that a preset has had, newest first."""
        columns = (preset_versions.c.version, preset_versions.c.recipe, preset_versions.c.created_at)
        query = select(*columns).where(preset_versions.c.preset_id == preset_id).order_by(preset_versions.c.version.desc())
        return tuple(PresetVersion(*row) for row in self.connection.execute(query))

    def remove(self, user_id: UUID, preset_id: UUID) -> None:
        """Remove a preset with all its versions.

        Raises:
            NotFound: the account has no such preset.
        """
        done = self.connection.execute(delete(presets).where(presets.c.id == preset_id, presets.c.user_id == user_id))
        if not done.rowcount:
            raise NotFound("There is no such preset here.")

    def _keep_version(self, preset: Preset) -> None:
        kept = {"preset_id": preset.id, "version": preset.version, "recipe": preset.recipe, "created_at": preset.updated_at}
        self.connection.execute(insert(preset_versions).values(kept))

    def _one(self, which: ColumnElement[bool]) -> Preset | None:
        row = self.connection.execute(select(presets).where(which)).one_or_none()
        return None if row is None else Preset(**row._mapping)  # noqa: SLF001  public in spite of its name
