"""What azd knows about the environment: outputs of the templates and what was set by hand."""

import os
from functools import cache

from infra.hooks.cli import azd_values
from infra.hooks.failure import Failure


def value(name: str) -> str:
    """A value that must be there: azd passes it to hooks; by hand it is asked of azd.

    Raises:
        Failure: there is none.
    """
    found = optional(name)
    if not found:
        raise Failure(f"{name} is not set. Run `azd provision` first, or run this from the folder of azure.yaml.")
    return found


def optional(name: str, default: str = "") -> str:
    """A value, or the default."""
    return os.environ.get(name) or _of_azd().get(name) or default


def flag(name: str) -> bool:
    """True when the value says so."""
    return optional(name).lower() in {"true", "1", "on", "yes"}


@cache
def _of_azd() -> dict[str, str]:
    return azd_values()
