"""Runs cases through the recipe language and the engine of the service, with limits as high as sharp's."""

import json
import traceback
from dataclasses import replace
from pathlib import Path

from pydantic import ValidationError

from shared.errors import LienzoError
from shared.faults import faults
from shared.imaging import Limits, Recipe, RenderedOutput, metadata, render, stats
from shared.imaging.recipe import Input
from tests.parity import answers
from tests.parity.inputs import Fixtures, Source
from tests.parity.operations import Operations
from tests.parity.outputs import Outputs
from tests.parity.values import Options, RefusedCall, only, tidy

_HUGE = 1 << 40
LIMITS = Limits(
    max_input_bytes=_HUGE,
    max_svg_bytes=_HUGE,
    max_input_pixels=0x3FFF**2,
    max_frames=100_000,
    max_output_side=100_000_000,
    max_output_pixels=1 << 30,
    render_seconds=300,
)
_ENOUGH = 0x7FFFFFFF  # pixels, when a case wants no limit
_COLOURED = 3  # channels


class Runner:
    """Runs cases one by one and keeps what they give.

    Args:
        fixtures: the folder with the pictures that cases read.
        out: the folder for what they make.
    """

    def __init__(self, fixtures: Path, out: Path) -> None:
        self.fixtures = Fixtures(fixtures)
        self.out = out
        self.results: dict[str, Options] = {}

    def run(self, case: Options) -> None:
        """Run one case; what refuses it stands in the results."""
        try:
            self.results[case["id"]] = {"status": "ok"} | self._made(case)
        except (RefusedCall, LienzoError, ValidationError) as refusal:
            self.results[case["id"]] = {"status": "refused", "message": _message(refusal)}
        except Exception as crash:  # noqa: BLE001  one broken case must not take the others with it
            self.results[case["id"]] = {"status": "crashed", "message": "".join(traceback.format_exception(crash))}

    def _made(self, case: Options) -> Options:
        source = self.fixtures.source(tidy(case.get("input")), tidy(case.get("inputOptions")))
        limits = _limits(tidy(case.get("inputOptions")) or {})
        if case.get("kind") in {"metadata", "stats"}:
            operations = Operations(self.fixtures)
            _call(case, operations, Outputs(operations))
            # what is only wrong once it runs is not noticed
            steps = [step for step in operations.steps if not step["op"].endswith("Colourspace")]
            Recipe.model_validate({"order": "sharp", "steps": steps})
            return self._described(case["kind"], source, limits)
        made, output = self._rendered(case, source, limits)
        name = f"{case['id']}.{made.extension}"
        (self.out / name).write_bytes(made.data)
        return {"file": name, "info": answers.info(made, output)}

    def _described(self, kind: str, source: Source, limits: Limits) -> Options:
        if source.joined:
            raise RefusedCall("Input file is missing")
        document: Options = {}
        drawn = source.data is None
        if drawn:
            source, document = self._painted(source, limits)
        raw = source.recipe["input"].get("raw", {})
        if "pageHeight" in raw:
            source = replace(source, recipe={"input": source.recipe["input"] | {"pages": -1}})
        data = source.data or b""
        found = metadata(data, limits, _reading(source))
        asked = source.recipe["input"].get("pages", -1)
        if found.pages and asked != -1 and not 0 < asked + source.recipe["input"].get("page", 0) <= found.pages:
            raise RefusedCall("Input buffer has corrupt header: bad page number")
        if kind == "stats":
            return {"stats": answers.statistics(stats(data, limits, _reading(source)))}
        document = answers.metadata(found) | {"size": source.size} | document
        if source.vips:
            document["format"] = "vips"
        unknown = {"mediaType"} if source.vips or document["format"] == "raw" else set()
        unknown |= {"size"} if source.vips or drawn else set()
        return {"metadata": {name: value for name, value in document.items() if name not in unknown}}

    def _painted(self, source: Source, limits: Limits) -> tuple[Source, Options]:
        """What a recipe draws, as bare pixels, and what is known of them besides."""
        Recipe.model_validate(source.recipe | {"order": "sharp"})
        canvas = source.recipe["canvas"]
        text = canvas.get("text", {})
        grey = (text and not text.get("rgba")) or canvas.get("create", {}).get("channels", 4) < _COLOURED
        steps = [{"op": "toColourspace", "colourspace": "b-w"}] if grey else []
        document = source.recipe | {"order": "sharp", "steps": steps, "output": {"format": "raw"}}
        made = render(None, Recipe.model_validate(document), limits).outputs[0]
        create = canvas.get("create", {})
        if create:
            raw = only(create, ("width", "height", "channels", "pageHeight"))
            return Source(made.data.ljust(raw["width"] * raw["height"] * raw["channels"]), {"input": {"raw": raw}}), {}
        size = {"width": made.width, "height": made.height * made.pages, "channels": made.channels}
        density = {"density": text.get("dpi", 72)} if text else {}
        return Source(made.data, {"input": {"raw": size}}), density

    def _rendered(self, case: Options, source: Source, limits: Limits) -> tuple[RenderedOutput, Options]:
        operations = Operations(self.fixtures)
        outputs = Outputs(operations)
        _call(case, operations, outputs)
        output = case.get("output")
        if output:
            outputs.choose(output["format"], tidy(output.get("options")))
        document = source.recipe | {"order": "sharp", "steps": operations.steps, "output": outputs.document(self._format(source, limits))}
        if outputs.timeout:
            limits = replace(limits, render_seconds=outputs.timeout)
        rendered = render(source.data, Recipe.model_validate(document), limits, images=self.fixtures.image)
        return rendered.outputs[0], document["output"] | {"called": outputs.tile_format, "space": operations.space}

    def _format(self, source: Source, limits: Limits) -> str:
        if source.joined:
            return "png"
        if source.vips:
            return "vips"
        return "raw" if source.bare or source.data is None else metadata(source.data, limits, _reading(source)).format

    def save(self) -> None:
        """Write the results."""
        (self.out / "results.json").write_text(json.dumps(self.results, indent=1, ensure_ascii=False))


def run(cases: Path, fixtures: Path, out: Path) -> dict[str, Options]:
    """Run a file of cases.

    Args:
        cases: a list of them, as JSON.
        fixtures: the folder with the pictures that they read.
        out: the folder for what they make, and for `results.json`.

    Returns:
        The results, by the id of the case.
    """
    out.mkdir(parents=True, exist_ok=True)
    runner = Runner(fixtures, out)
    for case in json.loads(cases.read_text()):
        runner.run(case)
    runner.save()
    return runner.results


def _call(case: Options, operations: Operations, outputs: Outputs) -> None:
    """Make the calls of a case, one after the other."""
    for call in case.get("pipeline") or []:
        args = [tidy(argument) for argument in call.get("args") or []]
        if not operations.call(call["op"], args) and not outputs.call(call["op"], args):
            raise RefusedCall(f"{call['op']} is not a function")


def _limits(options: Options) -> Limits:
    unlimited = options.get("limitInputPixels") is False or options.get("limitInputPixels") == 0
    return replace(LIMITS, max_input_pixels=_ENOUGH) if unlimited else LIMITS


def _reading(source: Source) -> Input:
    return Input.model_validate(source.recipe["input"])


def _message(refusal: Exception) -> str:
    if isinstance(refusal, ValidationError):
        return "; ".join(f"{fault.pointer}: {fault.message}" for fault in faults(refusal, {}))
    found = getattr(refusal, "faults", ())
    return "; ".join(f"{fault.pointer}: {fault.message}" for fault in found) or str(refusal)
