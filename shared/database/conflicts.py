"""Conflicts that only the rows can tell."""

from shared.errors import Conflict


class PresetNameTaken(Conflict):
    """The account has a preset of this name, or one that comes with the service has it."""

    code = "preset_name_taken"
    default_message = "There is a preset with this name already."


class PresetChanged(Conflict):
    """Somebody saved another version in the meantime."""

    code = "preset_changed"
    default_message = "This preset was changed in the meantime. Look at its newest version before you save yours."
