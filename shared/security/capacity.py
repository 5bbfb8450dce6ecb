"""How many password hashes an instance can compute at once."""

import os
from contextlib import suppress
from pathlib import Path

from shared.config import Settings

# Pictures need the rest.
MEMORY_SHARE = 8
# Where containers are told how much memory they may use: control groups, version 2 and 1.
_LIMITS = (Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"))


def parallel_hashes(settings: Settings) -> int:
    """The setting; without it one more than there are cores, as long as all together take an eighth of the instance's memory.

    One more, for a thread whose hash is done waits for Python's lock before it begins the next, and its core would wait with it.
    """
    if settings.argon2_parallel_hashes is not None:
        return settings.argon2_parallel_hashes
    affordable = memory_bytes() // MEMORY_SHARE // (settings.argon2_memory_kib * 1024)
    return max(1, min(cores() + 1, affordable, 64))


def cores() -> int:
    """Processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def memory_bytes() -> int:
    """Memory of the instance: the container's limit, or the machine's."""
    machine = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") if hasattr(os, "sysconf") else 2**31
    found = [machine]
    for path in _LIMITS:
        with suppress(OSError, ValueError):  # no such file, or "max"
            found.append(int(path.read_text()))
    return min(found)
