"""What the folder of a dropped file asks for."""

import json
from dataclasses import dataclass

from pydantic import ValidationError

from shared import imaging
from shared.errors import InvalidInput, NotFound, ObjectNotFound
from shared.faults import faults
from shared.gallery.drop import Drop
from shared.gallery.presets import Presets
from shared.imaging import Recipe
from shared.storage import ObjectStore


class UnknownPreset(NotFound):
    """Neither built in, nor a file in the presets container, nor one of the account's own."""

    code = "unknown_preset"


class InvalidPreset(InvalidInput):
    """The preset is not a valid recipe."""

    code = "invalid_preset"


@dataclass(frozen=True)
class DropPresets:
    """Presets as dropped files find them: the operator's `<name>.json`, read afresh, goes before a built-in one of the same name.

    Args:
        presets: the accounts'.
        store: of the operator's files.
        container: of the operator's files.
    """

    presets: Presets
    store: ObjectStore
    container: str

    def recipe(self, drop: Drop) -> Recipe:
        """The recipe for a dropped file.

        Raises:
            UnknownPreset, InvalidPreset: there is none, or it is not a valid recipe.
        """
        return self._own(drop) or self._operators(drop.preset)

    def _own(self, drop: Drop) -> Recipe | None:
        user_id = drop.user_id
        if user_id is None or drop.preset in self.presets.built_in:
            return None
        try:
            return self.presets.recipe(user_id, drop.preset)
        except InvalidInput as error:
            if error.faults[0].code == "unknown_preset":
                return None
            raise InvalidPreset(error.faults[0].message, faults=error.faults) from None

    def _operators(self, name: str) -> Recipe:
        try:
            text = self.store.get(f"{self.container}/{name}.json").data
        except (ObjectNotFound, InvalidInput):
            built_in = imaging.PRESETS.get(name)
            if built_in is None:
                raise UnknownPreset(f"There is no preset named {name}.") from None
            return built_in
        try:
            return Recipe.model_validate_json(text)
        except ValidationError as error:
            found = faults(error, _document(text))
            raise InvalidPreset(f"The preset {name} is not a valid recipe: {found[0].pointer}: {found[0].message}.", faults=found) from None


def _document(text: bytes) -> object:
    try:
        return json.loads(text)
    except ValueError:
        return None
