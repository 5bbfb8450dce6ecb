"""Writes docs/recipes.md and its pictures from the engine's own declarations: `make docs`."""
