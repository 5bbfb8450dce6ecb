"""Blobs: a dropped file becomes outputs, poison becomes a report, and what nobody can reach is swept away."""

from blob_triggers import drops, sweep

BLUEPRINTS = (drops.blueprint, sweep.blueprint)

__all__ = ["BLUEPRINTS"]
