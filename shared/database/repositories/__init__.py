"""SQL in, frozen rows out: one repository for each kind of row."""

from shared.database.repositories.drop_outcomes import DropOutcomes
from shared.database.repositories.dropped_files import DroppedFiles
from shared.database.repositories.events import Events
from shared.database.repositories.images import Images
from shared.database.repositories.job_work import JobWork
from shared.database.repositories.jobs import Jobs
from shared.database.repositories.one_time_tokens import OneTimeTokens
from shared.database.repositories.presets import Presets
from shared.database.repositories.renditions import Renditions
from shared.database.repositories.sessions import Sessions
from shared.database.repositories.shares import Shares
from shared.database.repositories.throttles import Throttles
from shared.database.repositories.uploads import Uploads
from shared.database.repositories.users import Users

__all__ = [
    "DropOutcomes",
    "DroppedFiles",
    "Events",
    "Images",
    "JobWork",
    "Jobs",
    "OneTimeTokens",
    "Presets",
    "Renditions",
    "Sessions",
    "Shares",
    "Throttles",
    "Uploads",
    "Users",
]
