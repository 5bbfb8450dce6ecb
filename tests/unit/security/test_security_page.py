"""The page about security says the truth about the checks."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[3]
ROW = re.compile(r"^\| (\d+) \| [^|]+ \| ([^|]+) \|$", re.MULTILINE)


def page() -> str:
    """docs/security.md."""
    return (ROOT / "docs" / "security.md").read_text()


def proved() -> set[int]:
    """The numbers that tests are named by."""
    files = (ROOT / "tests").rglob("test_*.py")
    return {int(number) for file in files for number in re.findall(r"^def test_check_(\d\d)_", file.read_text(), re.MULTILINE)}


def test_each_check_is_a_test_or_is_explained() -> None:
    """All forty of them."""
    rows = {int(number): text for number, text in ROW.findall(page().partition("## The forty checks")[2])}

    assert list(rows) == list(range(1, 41))
    assert {number for number, text in rows.items() if text.startswith("test")} == proved()
    assert [number for number, text in rows.items() if not text.startswith(("test", "here"))] == []


def test_each_threat_names_checks_that_exist() -> None:
    """Whose proof it is."""
    threats = page().partition("## Threats and answers")[2].partition("## The forty checks")[0]
    named = {int(number) for line in threats.splitlines() for number in re.findall(r"\d+", line.rpartition(" | ")[2])}

    assert named
    assert named <= proved()
