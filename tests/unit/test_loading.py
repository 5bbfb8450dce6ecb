"""What is paid by everybody who waits for a cold start."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def loaded(script: str) -> str:
    """What a new Python prints that has loaded the app."""
    done = subprocess.run([sys.executable, "-c", f"import function_app; {script}"], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603  a script of ours
    return done.stdout.strip()


def test_no_model_of_a_call_is_built_before_it_is_asked_for() -> None:
    """Those with a recipe take a fifth of a second together."""
    script = "print([one.name for one in function_app.endpoints if one.body and one.body.__pydantic_complete__])"

    assert loaded(script) == "[]"


def test_no_part_of_a_recipe_is_built_before_it_is_asked_for() -> None:
    """Nor are the formats."""
    script = "from shared.imaging.codecs import CODECS; print([m.__name__ for m in CODECS if m.__pydantic_complete__])"

    assert loaded(script) == "[]"


def test_the_garbage_collector_works_again_and_leaves_the_app_alone() -> None:
    """It rested while the app was loaded."""
    assert loaded("import gc; print(gc.isenabled(), gc.get_freeze_count() > 100_000)") == "True True"
