"""What the host shows: plain lines for people, and the app's log as it is."""

import logging
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from localhost.configuration import HostFile
from localhost.registry import Registry

LEVELS = {
    "trace": logging.DEBUG,
    "debug": logging.DEBUG,
    "information": logging.INFO,
    "warning": logging.WARNING,
    "error": logging.ERROR,
    "critical": logging.CRITICAL,
    "none": logging.CRITICAL + 1,
}


def show(text: str) -> None:
    """Print a line at once, also into a pipe."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


@contextmanager
def step(what: str) -> Iterator[None]:
    """Show what is being done and, when it worked, how long it took."""
    started = time.perf_counter()
    yield
    show(f"  {what:<48} {time.perf_counter() - started:4.1f} s")


def show_functions(registry: Registry, base_url: str) -> None:
    """List what is served, and where; and what is not, and why."""
    show("\nFunctions:\n")
    for served in registry.routes:
        methods = ",".join(sorted(served.methods)) or "ANY"
        show(f"  {served.function.name}: [{methods}] {base_url}/{served.route.template}")
    for function in registry.functions.values():
        if function.trigger.type != "httpTrigger":
            show(f"  {function.name}: {function.trigger.type}")
    show("")


def show_errors(registry: Registry) -> None:
    """Say which functions are not served, and why."""
    for name, errors in registry.errors.items():
        for error in errors:
            show(f"The '{name}' function is in error: {error}")


def set_up_logging(host_file: HostFile | None) -> None:
    """Send every log line to stderr as it is: the app writes JSON lines, which must stay parsable.

    Args:
        host_file: its `logging.logLevel` decides how much is shown.
    """
    levels = (host_file.at("logging", "logLevel", default={}) if host_file else {}) or {}
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(message)s"))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(LEVELS.get(str(levels.get("default", "Information")).lower(), logging.INFO))
    # The SDKs log each request on INFO; in Azure that is the host's own category.
    logging.getLogger("azure").setLevel(LEVELS.get(str(levels.get("Azure.Core", "Warning")).lower(), logging.WARNING))
    logging.getLogger("uvicorn").setLevel(logging.WARNING)
