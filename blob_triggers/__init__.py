"""Blobs, queues and timers: dropped and incoming files, jobs, poison, and what nobody can reach."""

from blob_triggers import drops, jobs, sweep, uploads

BLUEPRINTS = (drops.blueprint, jobs.blueprint, sweep.blueprint, uploads.blueprint)

__all__ = ["BLUEPRINTS"]
