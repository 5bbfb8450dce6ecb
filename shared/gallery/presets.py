"""Recipes with a name: those that come with the service, and the account's own."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from pydantic import ValidationError
from uuid_utils.compat import uuid7

from shared import imaging
from shared.database import Database, Preset, PresetVersion
from shared.database.conflicts import PresetNameTaken
from shared.errors import Conflict, Fault, InvalidInput, NotFound
from shared.faults import faults
from shared.gallery.pictures import Clock
from shared.gallery.recipes import as_written
from shared.imaging import Recipe

MAX_PRESETS = 200


@dataclass(frozen=True)
class Presets:
    """What an account can do with presets. A name means one thing: nobody can take one that comes with the service."""

    database: Database
    clock: Clock

    @property
    def built_in(self) -> Mapping[str, Recipe]:
        """The ones that come with the service, by name."""
        return imaging.PRESETS

    def all(self, user_id: UUID) -> tuple[Preset, ...]:
        """The account's own, by name."""
        with self.database.transaction(read_only=True) as tx:
            return tx.presets.all(user_id)

    def get(self, user_id: UUID, preset_id: UUID) -> Preset:
        """One of the account's own.

        Raises:
            NotFound: there is none, or it is somebody else's.
        """
        with self.database.transaction(read_only=True) as tx:
            preset = tx.presets.get(user_id, preset_id)
        if preset is None:
            raise NotFound("There is no such preset here.")
        return preset

    def versions(self, preset: Preset) -> tuple[PresetVersion, ...]:
        """The recipes that a preset has had, newest first."""
        with self.database.transaction(read_only=True) as tx:
            return tx.presets.versions(preset.id)

    def recipe(self, user_id: UUID, name: str) -> Recipe:
        """The recipe that a name means to an account.

        Raises:
            InvalidInput: there is no such preset; or its recipe is one of an older engine that this one refuses.
        """
        if name in self.built_in:
            return self.built_in[name]
        with self.database.transaction(read_only=True) as tx:
            preset = tx.presets.named(user_id, name)
        if preset is None:
            names = ", ".join(self.built_in)
            message = f"There is no preset named {name}; the ones that come with the service are: {names}."
            raise InvalidInput(faults=[Fault("/preset", "unknown_preset", message)])
        return read_recipe(preset)

    def add(self, user_id: UUID, name: str, recipe: Recipe) -> Preset:
        """Keep a recipe under a new name.

        Raises:
            PresetNameTaken: there is a preset of this name.
            Conflict: the account has as many as it may have.
        """
        self._check_name(name)
        now = self.clock()
        preset = Preset(uuid7(), user_id, name, 1, as_written(recipe), now, now)
        with self.database.transaction() as tx:
            tx.users.hold(user_id)
            if tx.presets.count(user_id) >= MAX_PRESETS:
                raise Conflict(f"An account may have {MAX_PRESETS} presets at most.", limit=MAX_PRESETS)
            tx.presets.add(preset)
        return preset

    def change(self, preset: Preset, name: str | None, recipe: Recipe | None) -> Preset:
        """Rename a preset, or give it a new recipe, which makes a new version.

        Raises:
            PresetNameTaken, PresetChanged: as the repository.
        """
        if name is not None:
            self._check_name(name)
        with self.database.transaction() as tx:
            return tx.presets.change(preset, name=name, recipe=as_written(recipe) if recipe else None, at=self.clock())

    def remove(self, user_id: UUID, preset_id: UUID) -> None:
        """Remove a preset with all its versions; what was made with it stays.

        Raises:
            NotFound: there is none, or it is somebody else's.
        """
        with self.database.transaction() as tx:
            tx.presets.remove(user_id, preset_id)

    def _check_name(self, name: str) -> None:
        if name in self.built_in:
            raise PresetNameTaken("A preset that comes with the service has this name.", name=name)


def read_recipe(preset: Preset) -> Recipe:
    """The recipe of a preset.

    Raises:
        InvalidInput: it was saved by an older engine, and this one refuses it.
    """
    try:
        return Recipe.model_validate(preset.recipe)
    except ValidationError as error:
        found = faults(error, preset.recipe)
        message = f"The preset {preset.name} must be saved anew: {found[0].pointer}: {found[0].message}."
        raise InvalidInput(faults=[Fault("/preset", "invalid_preset", message)]) from None
