"""The package that azd sends to Azure: the project's folder without what .funcignore names."""

import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

from pathspec import GitIgnoreSpec

from tests.infra.templates import ROOT


def files() -> Iterator[Path]:
    """What goes in, relative to the project's folder."""
    ignored = GitIgnoreSpec.from_lines((ROOT / ".funcignore").read_text().splitlines())
    for folder, names, found in os.walk(ROOT):
        here = Path(folder).relative_to(ROOT)
        names[:] = [name for name in names if not ignored.match_file(f"{(here / name).as_posix()}/")]
        yield from (here / name for name in found if not ignored.match_file((here / name).as_posix()))


def pack(target: Path) -> Path:
    """Make the package."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for file in files():
            package.write(ROOT / file, file.as_posix())
    return target
