"""How many passwords are hashed at once."""

from pathlib import Path

import pytest

from shared.config import Settings
from shared.security import capacity
from shared.security.capacity import memory_bytes, parallel_hashes

MEBIBYTE = 1024 * 1024


@pytest.mark.parametrize(
    ("machine", "hash_mebibytes", "expected"),
    [((2048, 1), 19, 2), ((4096, 2), 19, 3), ((512, 4), 19, 3), ((512, 4), 64, 1), ((256, 2), 256, 1), ((64 * 1024, 128), 19, 64)],
)
def test_check_20_there_is_one_more_than_cores_in_an_eighth_of_the_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, machine: tuple[int, int], hash_mebibytes: int, expected: int
) -> None:
    """But one at least, and 64 at most; a machine is its MiB and its cores."""
    mebibytes, cores = machine
    monkeypatch.setattr(capacity, "memory_bytes", lambda: mebibytes * MEBIBYTE)
    monkeypatch.setattr(capacity, "cores", lambda: cores)

    assert parallel_hashes(Settings(home=tmp_path, argon2_memory_kib=max(19456, hash_mebibytes * 1024))) == expected


def test_the_setting_comes_first(tmp_path: Path) -> None:
    """Whatever the machine has."""
    assert parallel_hashes(Settings(home=tmp_path, argon2_parallel_hashes=7)) == 7


@pytest.mark.parametrize(("text", "expected"), [("536870912\n", 512 * MEBIBYTE), ("max\n", None), (None, None)])
def test_a_containers_limit_is_the_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str | None, expected: int | None) -> None:
    """Without one, the machine's."""
    file = tmp_path / "memory.max"
    if text:
        file.write_text(text)
    monkeypatch.setattr(capacity, "_LIMITS", ())
    machine = memory_bytes()
    monkeypatch.setattr(capacity, "_LIMITS", (file,))

    assert memory_bytes() == (expected or machine)
