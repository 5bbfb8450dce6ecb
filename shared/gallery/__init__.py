"""The use-cases that HTTP and blob triggers share: ingest, render, save, find."""

from shared.gallery.drops import Drops
from shared.gallery.manifest import Manifest
from shared.gallery.pictures import Pictures
from shared.gallery.presets import Presets
from shared.gallery.renditions import Renditions

__all__ = ["Drops", "Manifest", "Pictures", "Presets", "Renditions"]
