"""The page about security says the truth about the checks."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[3]
ROW = re.compile(r"^\| (\d+) \| [^|]+ \|([^|]*)\|([^|]*)\|$", re.MULTILINE)
NAME = re.compile(r"`(test_\w+)`")


def page() -> tuple[str, str]:
    """The page, in two: up to the forty checks, and from there on."""
    text = (ROOT / "docs" / "security.md").read_text()
    before, _, after = text.partition("## The forty checks")
    return before, after


def defined() -> set[str]:
    """The names of all tests."""
    files = (ROOT / "tests").rglob("test_*.py")
    return {name for file in files for name in re.findall(r"^def (test_\w+)\(", file.read_text(), re.MULTILINE)}


def test_each_check_is_proved_or_explained() -> None:
    """All forty: by tests of its number, or by the reason why there is none."""
    rows = {int(number): (NAME.findall(proof), note.strip()) for number, proof, note in ROW.findall(page()[1])}

    assert list(rows) == list(range(1, 41))
    assert [number for number, (names, note) in rows.items() if not names and not note] == []
    for number, (names, _) in rows.items():
        assert [name for name in names if not name.startswith(f"test_check_{number:02}_")] == []


def test_each_test_that_is_named_exists() -> None:
    """Anywhere on the page."""
    named = set(NAME.findall("".join(page())))

    assert len(named) > 90
    assert named - defined() == set()


def test_no_check_is_left_out() -> None:
    """A number that tests are named by is not explained away."""
    explained = {int(number) for number, proof, _ in ROW.findall(page()[1]) if not NAME.findall(proof)}

    assert explained & {int(name.split("_")[2]) for name in defined() if name.startswith("test_check_")} == set()


def test_each_threat_names_its_proof() -> None:
    """Checks of the list, or tests."""
    rows = [
        line.strip("| ").split(" | ") for line in page()[0].partition("## Threats and answers")[2].splitlines() if line.startswith("| ")
    ]
    proved = {int(number) for number, proof, _ in ROW.findall(page()[1]) if NAME.findall(proof)}

    assert len(rows) > 15
    for _, _, proof in rows[1:]:
        assert {int(word) for word in proof.split() if word.isdigit()} <= proved
        assert re.search(r"\d|`test_", proof)
