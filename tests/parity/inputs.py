"""sharp's inputs and their options as parts of a recipe."""

import struct
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from pydantic import ValidationError

from shared.imaging.reading import Raw
from tests.parity.colours import colour
from tests.parity.exceptions import NOT_TAKEN
from tests.parity.values import Options, RefusedCall, expect, is_number, is_text, only

_READING = (
    "animated",
    "page",
    "pages",
    "density",
    "failOn",
    "limitInputPixels",
    "limitInputChannels",
    "autoOrient",
    "ignoreIcc",
    "svg",
    "raw",
)
_TEXT = ("text", "font", "width", "height", "align", "justify", "dpi", "rgba", "spacing", "wrap")
_ALIGNMENTS = {"top": "low", "bottom": "high"}
_SVG = ("stylesheet", "highBitdepth")
_RAW = ("width", "height", "channels", "premultiplied", "pageHeight")
_DESCRIBING = (*_READING, "sequentialRead", "unlimited", "jp2", "openSlide", "pdf", "tiff", "openSlideLevel", "pdfBackground", "tiffSubifd")
_NO_EFFECT = ("unlimited", "sequentialRead")
_V_MAGIC = {b"\xb6\xa6\xf2\x08": "<", b"\x08\xf2\xa6\xb6": ">"}
_V_HEADER = 64  # bytes
_V_DEPTHS = ("uchar", "char", "ushort", "short", "uint", "int", "float", None, "double")


@dataclass(frozen=True)
class Source:
    """What a recipe begins with: a file, or what the recipe draws instead.

    Args:
        data: the file, if there is one.
        recipe: the `input` and the `canvas` of the recipe.
        bare: pixels without a format of their own: the output is bare pixels too, unless it is said.
        joined: made of several pictures: the output is a PNG, unless it is said.
        size: of the file, bytes; there may be more than the pixels in it.
        vips: a file of libvips' own format: there is no output unless it is said.
    """

    data: bytes | None
    recipe: Options
    bare: bool = False
    joined: bool = False
    vips: bool = False
    size: int = 0


@dataclass
class Fixtures:
    """The files that cases read. Those that are laid over another picture are found by an id, like the pictures of an account."""

    folder: Path
    named: dict[UUID, bytes] = field(default_factory=dict)

    def read(self, value: Any) -> bytes:
        """The bytes of a file that a case names.

        Raises:
            RefusedCall: it names none, or one that is not there or empty.
        """
        name = value.get("$fixture", value.get("$path")) if isinstance(value, dict) else value
        if not isinstance(name, str):
            raise RefusedCall(f"Unsupported input {value}")
        path = self.folder / name
        if not path.is_file():
            raise RefusedCall(f"Input file is missing: {name}")
        data = path.read_bytes()
        if not data:
            raise RefusedCall("Input Buffer is empty")
        return data

    def _read_pixels(self, value: Any) -> tuple[bytes, Options | None]:
        data = self.read(value)
        # libvips reads its own format from a file alone
        return (data, None) if isinstance(value, dict) and "$fixture" in value else _unwrapped(data)

    def image(self, identity: UUID) -> bytes:
        """The bytes of a file by its id."""
        return self.named[identity]

    def source(self, value: Any, options: Any) -> Source:
        """The first argument of `sharp()` and the second."""
        if options is not None and not isinstance(options, dict):
            raise RefusedCall(f"Invalid input options {options}")
        if _is_drawn(value):
            value, options = None, value
        options = options or {}
        if isinstance(value, list):
            return self._joined(value, options)
        if "join" in options:
            raise RefusedCall("Expected input to be an array of images to join")
        if value is None:
            return Source(None, {"canvas": _drawn(options), "input": _reading(options)}, bare=True)
        data, raw = self._read_pixels(value)
        reading = _reading(options)
        if raw:
            reading = {name: given for name, given in reading.items() if name != "page"} | {"raw": raw}
        pixels = _cut(data, reading.get("raw"))
        return Source(pixels, {"input": reading}, bare="raw" in options, vips=bool(raw), size=len(data))

    def operand(self, value: Any, options: Any, *, names: tuple[str, ...] = _READING) -> Options:
        """Another picture that an operation needs, with its options."""
        if options is not None and not isinstance(options, dict):
            raise RefusedCall(f"Invalid input options {options}")
        deprecated = ("subifd",) if names is _READING else ()
        reading = _reading(only(options or {}, (*names, *deprecated, "tiff", *_NO_EFFECT)))
        reading.pop("ignoreIcc", None)
        if names is _READING:
            expect(isinstance(reading["autoOrient"], bool), "boolean", "autoOrient", reading["autoOrient"])
            # only a picture that is laid over another is turned
            reading["autoOrient"] = False
        if _is_drawn(value):
            if options is not None and (names is _READING or only(options, _DESCRIBING)):
                raise RefusedCall("Unsupported input when also providing options")
            return {"input": _drawn(value)} | reading
        if isinstance(reading.get("raw"), dict):
            # all its pages are laid over the picture, as one
            reading["raw"] = {name: of for name, of in reading["raw"].items() if name != "pageHeight"}
        data, raw = self._read_pixels(value)
        identity = uuid5(NAMESPACE_URL, f"{value} {reading.get('raw')}")
        self.named[identity] = _cut(data, reading.get("raw"))
        return {"input": {"image": str(identity)}} | reading | ({"raw": raw} if raw else {})

    def _joined(self, values: list[Any], options: Options) -> Source:
        if len(values) <= 1:
            raise RefusedCall("Expected at least two images to join")
        if any(isinstance(value, list) for value in values):
            raise RefusedCall("Recursive join is unsupported")
        asked = options.get("join", {})
        join = only(asked, ("across", "shim", "background", "halign", "valign", "animated"))
        if "background" in join:
            join["background"] = colour(join["background"])
        join["images"] = [self.operand(value, None) for value in values]
        return Source(None, {"canvas": {"join": join}, "input": _reading(options)}, joined=True)


def _is_drawn(value: Any) -> bool:
    return isinstance(value, dict) and bool({"create", "text"} & value.keys())


def _drawn(options: Options) -> Options:
    if "create" in options:
        return {"create": _create(options["create"])}
    if "text" in options:
        return {"text": _text(options["text"])}
    raise RefusedCall(f"Unsupported input {options}")


def _create(create: Any) -> Options:
    expect(isinstance(create, dict), "valid width, height and channels", "create", create)
    options = only(create, ("width", "height", "channels", "pageHeight"))
    expect("channels" in options, "valid width, height and channels", "create", create)
    if "noise" in create:
        noise = create["noise"]
        expect(isinstance(noise, dict) and noise.get("type") == "gaussian", "gaussian", "noise", noise)
        return options | {"noise": only(noise, ("type", "mean", "sigma"))}
    return options | ({"background": colour(create["background"])} if "background" in create else {})


def _text(text: Any) -> Options:
    expect(isinstance(text, dict) and is_text(text.get("text")), "a valid string", "text", text)
    for name in NOT_TAKEN.keys() & text.keys():
        raise RefusedCall(f"{name} is not taken: {NOT_TAKEN[name]}")
    options = only(text, _TEXT)
    expect(is_text(options.get("font", "sans")), "string", "text.font", options.get("font"))
    if isinstance(options.get("align"), str):
        options["align"] = _ALIGNMENTS.get(options["align"], options["align"])
    return options


def _reading(options: Options) -> Options:
    _check_unused(options)
    reading: Options = {"autoOrient": False} | only(options, _READING)
    for name in ("limitInputPixels", "limitInputChannels"):
        limit = reading.get(name)
        if isinstance(limit, bool) or limit == 0:
            # true is sharp's own limit, which the runner sets; false and 0 are none
            del reading[name]
    if "svg" in reading:
        reading["svg"] = only(reading["svg"], _SVG)
        stylesheet = reading["svg"].get("stylesheet", "-")
        expect(is_text(stylesheet), "string", "svg.stylesheet", stylesheet)
    if "raw" in reading or {"create", "text", "join"} & options.keys():
        # bare pixels are always read from the first page on
        reading.pop("page", None)
    if "raw" in reading:
        expect(isinstance(reading["raw"], dict), "width, height and channels", "raw pixel input", reading["raw"])
        reading["raw"] = only(reading["raw"], _RAW)
    tiff = options.get("tiff")
    subifd = tiff.get("subifd") if isinstance(tiff, dict) and "subifd" in tiff else options.get("subifd")
    if subifd is not None:
        expect(is_number(subifd), "integer between -1 and 100000", "subifd", subifd)
        reading["subifd"] = subifd
    return reading


def _check_unused(options: Options) -> None:
    """Refuse wrong values of options that change nothing here: for formats that this libvips cannot read, and for its caution."""
    for name in _NO_EFFECT:
        expect(isinstance(options.get(name, True), bool), "boolean", name, options.get(name))
    slide, pdf, jp2 = (value if isinstance(value, dict) else {} for value in map(options.get, ("openSlide", "pdf", "jp2")))
    level = slide.get("level", options.get("level", 0))
    expect(type(level) is int and 0 <= level <= 256, "integer between 0 and 256", "level", level)
    colour(pdf.get("background", options.get("pdfBackground", "white")))
    expect(isinstance(jp2.get("oneshot", False), bool), "boolean", "jp2.oneshot", jp2.get("oneshot"))


def _cut(data: bytes, raw: Any) -> bytes:
    """Only the bytes that bare pixels of this size have; sharp takes more."""
    try:
        return data[: Raw.model_validate(raw).length] if raw else data
    except ValidationError:
        return data


def _unwrapped(data: bytes) -> tuple[bytes, Options | None]:
    """A file of libvips' own format as the bare pixels that it is: a service takes no such file, which its decoder trusts blindly."""
    order = _V_MAGIC.get(data[:4])
    if order is None or len(data) < _V_HEADER:
        return data, None
    width, height, bands, _, depth = struct.unpack(f"{order}5i", data[4:24])
    (per_mm,) = struct.unpack(f"{order}f", data[32:36])
    name = _V_DEPTHS[depth] if 0 <= depth < len(_V_DEPTHS) else None
    if name is None or order == ">":
        raise RefusedCall("This kind of .v file is not taken")
    raw = {"width": width, "height": height, "channels": bands, "depth": name, "density": max(1.0, per_mm * 25.4)}
    size = {"uchar": 1, "char": 1, "ushort": 2, "short": 2, "uint": 4, "int": 4, "float": 4, "double": 8}[name]
    return data[_V_HEADER : _V_HEADER + width * height * bands * size], raw
