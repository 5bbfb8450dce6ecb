"""The engine without a server: `python -m shared.imaging RECIPE.json [IN] OUT`, and `python -m shared.imaging operations`.

It ends with 0 when everything was written, 1 when the picture or the recipe was refused, 2 when the call itself is wrong.
"""

import json
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from pydantic import ValidationError

from shared.config import Settings
from shared.errors import InvalidInput, LienzoError
from shared.faults import faults
from shared.imaging import Limits, Recipe, Rendered, catalogue, render

_REFUSED, _MISUSED = 1, 2


def main(arguments: list[str]) -> int:
    """Run the command line.

    Returns:
        The exit code.
    """
    if arguments == ["operations"]:
        print(json.dumps(catalogue(), indent=2, ensure_ascii=False))  # noqa: T201  what it is for
        return 0
    parser = _parser()
    asked = parser.parse_args(arguments)
    if len(asked.files) > len(("IN", "OUT")):
        parser.error("too many files")
    source, target = (Path(asked.files[0]), Path(asked.files[1])) if len(asked.files) > 1 else (None, Path(asked.files[0]))
    try:
        rendered = render(source.read_bytes() if source else None, _recipe(asked), Limits.from_settings(Settings()))
        for path, data in _named(rendered, target, source):
            path.write_bytes(data)
            _say(f"{path}: {len(data)} bytes")
    except OSError as error:
        _say(f"{error.filename}: {error.strerror}")
        return _MISUSED
    except LienzoError as error:
        _say(error.message, *(f"  {fault.pointer or '/'}: {fault.message}" for fault in getattr(error, "faults", ())))
        return _REFUSED
    _say(*(f"warning: {warning.pointer}: {warning.message}" for warning in rendered.warnings))
    return 0


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="python -m shared.imaging", description="Make pictures without a server. See docs/recipes.md.")
    parser.add_argument(
        "recipe", type=Path, metavar="RECIPE.json", help="what to do; or the word `operations` alone, to list what can be done"
    )
    parser.add_argument("files", nargs="+", metavar="[IN] OUT", help="the picture, unless the recipe has a canvas; and the file to write")
    return parser


def _recipe(asked: Namespace) -> Recipe:
    text = asked.recipe.read_bytes()
    try:
        return Recipe.model_validate_json(text)
    except ValidationError as error:
        try:
            document = json.loads(text)
        except ValueError as broken:
            raise InvalidInput(f"{asked.recipe} is not JSON: {broken}.") from None
        raise InvalidInput(f"{asked.recipe} is not a valid recipe:", faults=faults(error, document)) from None


def _named(rendered: Rendered, target: Path, source: Path | None) -> list[tuple[Path, bytes]]:
    """Where each output goes: into the file that is named, or, if that is a folder, under the name of the picture.

    Several outputs stand side by side, each with its own name before the ending.
    """
    base = target / (source.name if source else "canvas") if target.is_dir() else target
    if len(rendered.outputs) == 1 and not target.is_dir():
        return [(target, rendered.outputs[0].data)]
    return [(base.with_name(f"{base.stem}{f'@{made.name}' if made.name else ''}.{made.extension}"), made.data) for made in rendered.outputs]


def _say(*lines: str) -> None:
    for line in lines:
        print(line, file=sys.stderr)  # noqa: T201  the command line's answer


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
