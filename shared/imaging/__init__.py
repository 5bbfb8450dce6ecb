"""Pixels: recipes, and what they make of pictures. libvips is loaded with the first picture, not with this package."""

from shared.imaging.catalogue import catalogue
from shared.imaging.inspection import Inspection, check
from shared.imaging.limits import Limits
from shared.imaging.presets import PRESETS
from shared.imaging.recipe import Recipe
from shared.imaging.render import Rendered, RenderedOutput, render
from shared.imaging.vips import engine

__all__ = ["PRESETS", "Inspection", "Limits", "Recipe", "Rendered", "RenderedOutput", "catalogue", "check", "engine", "render"]
