"""The use-cases that HTTP and blob triggers share: ingest, render, save, find."""

from shared.gallery.drops import Drops
from shared.gallery.flights import Flights
from shared.gallery.job_runs import JobRuns
from shared.gallery.jobs import Jobs
from shared.gallery.manifest import Manifest
from shared.gallery.pictures import Pictures
from shared.gallery.presets import Presets
from shared.gallery.renditions import Renditions
from shared.gallery.shared_pictures import MadePicture, SharedPictures
from shared.gallery.shares import Shares
from shared.gallery.visits import Visits

__all__ = [
    "Drops",
    "Flights",
    "JobRuns",
    "Jobs",
    "MadePicture",
    "Manifest",
    "Pictures",
    "Presets",
    "Renditions",
    "SharedPictures",
    "Shares",
    "Visits",
]
