"""The web app is built before the package is made: it goes out inside of it."""

import shutil
import subprocess
from pathlib import Path
from typing import Final

from infra.hooks.failure import Failure, main, say

WEB: Final = Path(__file__).resolve().parent.parent.parent / "web"


def build_web() -> None:
    """Install the packages that package-lock.json names, and build.

    Raises:
        Failure: Node.js is missing, or npm failed.
    """
    npm = shutil.which("npm")
    if not npm:
        raise Failure("npm is not installed: the web app is built with Node.js 20.19 or newer, see https://nodejs.org")
    for arguments in (["ci", "--no-audit", "--no-fund", "--loglevel=error"], ["run", "--silent", "build"]):
        say(f"npm {' '.join(arguments)}")
        if subprocess.run([npm, *arguments], cwd=WEB, check=False).returncode:  # noqa: S603  npm, as the PATH has it
            raise Failure(f"npm {arguments[0]} failed in web/.")
    if not (WEB / "dist/index.html").is_file():
        raise Failure("The build left no web/dist/index.html.")


if __name__ == "__main__":
    main(build_web)
