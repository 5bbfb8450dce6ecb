"""SQL in, frozen rows out: one repository for each kind of row."""

from shared.database.repositories.events import Events
from shared.database.repositories.images import Images
from shared.database.repositories.one_time_tokens import OneTimeTokens
from shared.database.repositories.presets import Presets
from shared.database.repositories.renditions import Renditions
from shared.database.repositories.sessions import Sessions
from shared.database.repositories.throttles import Throttles
from shared.database.repositories.users import Users

__all__ = ["Events", "Images", "OneTimeTokens", "Presets", "Renditions", "Sessions", "Throttles", "Users"]
