"""The command line: `python -m localhost start` for Lienzo with all it needs, `python -m localhost host` for any function app."""

import argparse
import asyncio
import os
import sys
import threading
from pathlib import Path

from localhost.configuration import HostFile, LocalSettings
from localhost.console import set_up_logging, show, show_errors, show_functions
from localhost.host import Host
from localhost.refusal import Refusal
from localhost.registry import Registry
from localhost.start import start


def host(script_root: Path, port: int, *, require_keys: bool) -> None:
    """Run the function app in a folder, until SIGINT or SIGTERM.

    Raises:
        Refusal: when it cannot be served.
    """
    host_file = HostFile.read(script_root, os.environ)
    set_up_logging(host_file)
    settings = LocalSettings.read(script_root)
    settings.fill(os.environ)
    home = script_root / os.environ.get("LIENZO_HOME", ".local")

    def ready(registry: Registry) -> None:
        show_functions(registry, f"http://localhost:{port}")
        show_errors(registry)
        show(f"The host is ready at http://localhost:{port}")

    asyncio.run(Host(script_root, port, home, require_keys=require_keys, host_file=host_file, settings=settings, on_ready=ready).run())


def main() -> int:
    """Run what the command line says.

    Returns:
        0 when it was stopped, 1 when it did not start.
    """
    parser = argparse.ArgumentParser(prog="python -m localhost", description="A local host for Azure Functions in Python.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser(
        "start",
        help="run Lienzo with its storage emulator",
        description="Run Lienzo with its storage emulator. PORT (7071), LIENZO_HOME (.local) and AZURITE_PORT (10000) move it.",
    )
    alone = commands.add_parser("host", help="run a function app; storage must run already")
    alone.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 7071), help="on 127.0.0.1 (PORT, or 7071)")
    alone.add_argument("--script-root", type=Path, default=Path.cwd(), metavar="DIR", help="the app's folder (this one)")
    alone.add_argument(
        "--enable-auth", action="store_true", help="ask for access keys, as Azure does; they are in LIENZO_HOME/host/keys.json"
    )
    options = parser.parse_args()
    try:
        if options.command == "start":
            start()
        else:
            host(options.script_root.resolve(), options.port, require_keys=options.enable_auth)
    except Refusal as refusal:
        sys.stdout.flush()
        sys.stderr.write(f"{refusal}\n")
        return 1
    except KeyboardInterrupt:
        return 0
    return 0


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    # A function that never returns would keep its thread, and with it this process.
    if any(thread.name.startswith("function") for thread in threading.enumerate()):
        os._exit(code)
    sys.exit(code)
