"""Pixels: recipes, and what they make of pictures. libvips is loaded with the first picture, not with this package."""

from shared.imaging.catalogue import catalogue
from shared.imaging.inspection import Inspection, check
from shared.imaging.limits import Limits
from shared.imaging.metadata import FileMetadata, metadata
from shared.imaging.presets import PRESETS
from shared.imaging.recipe import Recipe
from shared.imaging.render import render
from shared.imaging.rendered import Rendered, RenderedOutput
from shared.imaging.statistics import Statistics, stats
from shared.imaging.vips import engine

__all__ = [
    "PRESETS",
    "FileMetadata",
    "Inspection",
    "Limits",
    "Recipe",
    "Rendered",
    "RenderedOutput",
    "Statistics",
    "catalogue",
    "check",
    "engine",
    "metadata",
    "render",
    "stats",
]
