"""Runs cases through the recipe language and the engine of the service, with limits as high as sharp's."""

import json
import traceback
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic.alias_generators import to_camel

from shared.errors import LienzoError
from shared.faults import faults
from shared.imaging import FileMetadata, Limits, Recipe, RenderedOutput, Statistics, metadata, render, stats
from shared.imaging.recipe import Input
from tests.parity.inputs import Fixtures, Source
from tests.parity.operations import Operations
from tests.parity.outputs import Outputs
from tests.parity.values import Options, RefusedCall, tidy

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
_RGB_OF_JPEG, _CMYK = 3, 4
_BLOBS = {"exif": "exif", "icc": "icc", "iptc": "iptc", "xmp": "xmp", "photoshop": "tifftagPhotoshop"}
_FORMATS = {"avif": "heif", "tile": "dz"}


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
        if case.get("kind") == "metadata":
            return {"metadata": _metadata(metadata(source.data or b"", limits, _reading(source)))}
        if case.get("kind") == "stats":
            return {"stats": _statistics(stats(source.data or b"", limits, _reading(source)))}
        made = self._rendered(case, source, limits)
        name = f"{case['id']}.{made.extension}"
        (self.out / name).write_bytes(made.data)
        return {"file": name, "info": _info(made)}

    def _rendered(self, case: Options, source: Source, limits: Limits) -> RenderedOutput:
        operations = Operations(self.fixtures)
        outputs = Outputs(operations)
        calls = [(call["op"], call.get("args") or []) for call in case.get("pipeline") or []]
        for name, args in calls:
            tidied = [tidy(argument) for argument in args]
            if not operations.call(name, tidied) and not outputs.call(name, tidied):
                raise RefusedCall(f"{name} is not a function")
        output = case.get("output")
        if output:
            outputs.choose(output["format"], tidy(output.get("options")))
        document = source.recipe | {"order": "sharp", "steps": operations.steps, "output": outputs.document(self._format(source, limits))}
        if outputs.timeout:
            limits = replace(limits, render_seconds=outputs.timeout)
        rendered = render(source.data, Recipe.model_validate(document), limits, images=self.fixtures.image)
        return rendered.outputs[0]

    def _format(self, source: Source, limits: Limits) -> str:
        if source.joined:
            return "png"
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


def _info(made: RenderedOutput) -> Options:
    channels = min(made.channels, _CMYK if made.space == "cmyk" else _RGB_OF_JPEG) if made.format == "jpeg" else made.channels
    info = {
        "format": _FORMATS.get(made.format, made.format),
        "width": made.width,
        "height": made.height * made.pages,
        "channels": channels,
        "hasAlpha": made.has_alpha,
        "size": len(made.data),
    }
    return info | ({"depth": made.depth} if made.format == "raw" else {})


def _metadata(found: FileMetadata) -> Options:
    names = [name for name in found.__dataclass_fields__ if name not in {*_BLOBS, "background", "comments", "gain_map"}]
    document: Options = {to_camel(name): getattr(found, name) for name in names if getattr(found, name) is not None}
    document["format"] = _FORMATS.get(found.format, found.format)
    if found.delay:
        document["delay"] = list(found.delay)
    document["autoOrient"] = dict(zip(("width", "height"), found.upright, strict=True))
    if found.background:
        one = len(found.background) == 1
        grey = int(found.background[0] * 100 / 255 + 0.5)
        document["background"] = {"gray": grey} if one else dict(zip("rgb", found.background, strict=False))
    for attribute, name in _BLOBS.items():
        blob: bytes | None = getattr(found, attribute)
        if blob:
            document |= {f"{name}Sha256": sha256(blob).hexdigest(), f"{name}Bytes": len(blob)}
    if found.xmp:
        with suppress(UnicodeDecodeError):
            document["xmpAsString"] = found.xmp.decode()
    if found.gain_map:
        document["gainMap"] = {"image": {"sha256": sha256(found.gain_map).hexdigest(), "bytes": len(found.gain_map)}}
    if found.comments:
        document["comments"] = [{"keyword": keyword, "text": text} for keyword, text in found.comments]
    return document


def _statistics(found: Statistics) -> Options:
    def channel(one: Any) -> Options:
        return {to_camel(name): getattr(one, name) for name in one.__dataclass_fields__}

    return {
        "channels": [channel(one) for one in found.channels],
        "isOpaque": found.is_opaque,
        "entropy": found.entropy,
        "sharpness": found.sharpness,
        "dominant": dict(zip("rgb", found.dominant, strict=True)),
    }
