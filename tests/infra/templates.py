"""The project's templates, read once."""

from pathlib import Path
from typing import Any, Final

from tests.infra.bicep import read

ROOT: Final = Path(__file__).parent.parent.parent
BICEP: Final = ROOT / "infra/bicep"
MAIN: Final = read(BICEP / "main.bicep")
MODULES: Final = {path.stem: read(path) for path in sorted((BICEP / "modules").glob("*.bicep"))}
TEMPLATES: Final = (MAIN, *MODULES.values())
FUNCTIONS: Final = MODULES["functions"]


def app_settings() -> dict[str, str]:
    """The settings that the function app gets."""
    found: dict[str, str] = FUNCTIONS.of("var")["settings"].value
    return found


def bodies(type_: str) -> list[dict[str, Any]]:
    """The bodies of the resources of a type in all templates."""
    return [body for template in TEMPLATES for body in template.resource(type_)]
