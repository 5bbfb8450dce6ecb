"""Recipes in sharp's order give what sharp gives, byte for byte: real sharp runs beside the engine, on pictures made here."""

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.parity.grid import cases
from tests.parity.values import Options

HERE = Path(__file__).parent
CASES = cases()

pytestmark = pytest.mark.skipif(
    shutil.which("node") is None or not (HERE / "node_modules" / "sharp").is_dir(), reason="`npm ci` in tests/parity installs sharp"
)


@dataclass(frozen=True)
class Judged:
    """What both made of all cases, by the id of the case, and where their files are."""

    folder: Path
    ours: dict[str, Options]
    sharps: dict[str, Options]


@pytest.fixture(scope="session")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Judged:
    """Both, run once for all cases."""
    from tests.parity.pictures import write  # noqa: PLC0415  libvips is loaded when the first test asks for it
    from tests.parity.run import run  # noqa: PLC0415  as above

    fixtures, out = (tmp_path_factory.mktemp(name) for name in ("fixtures", "out"))
    write(fixtures)
    file = out / "cases.json"
    file.write_text(json.dumps(CASES))
    environment = os.environ | {"VIPS_CONCURRENCY": "1"}
    node = subprocess.run(  # noqa: S603  our own script
        [str(shutil.which("node")), "sharp.mjs", str(file), str(fixtures), str(out)],
        cwd=HERE,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert node.returncode == 0, node.stderr
    return Judged(out, run(file, fixtures, out), json.loads((out / "sharp.json").read_text()))


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["id"]))
def test_the_same_calls_give_the_same_bytes(judged: Judged, case: Options) -> None:
    """Or are refused by both."""
    ours, sharps = judged.ours[case["id"]], judged.sharps[case["id"]]

    assert ours["status"] == sharps["status"], (ours.get("message"), sharps.get("message"))
    if ours["status"] == "ok":
        assert (judged.folder / ours["file"]).read_bytes() == (judged.folder / f"{case['id']}.sharp").read_bytes()
