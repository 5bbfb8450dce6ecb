"""sharp's output calls as the output of a recipe. Options stay from call to call; the last format wins."""

from dataclasses import dataclass, field
from typing import Any

from pydantic.alias_generators import to_snake

from shared.imaging.codecs import CODECS
from tests.parity.colours import with_colours
from tests.parity.operations import Operations
from tests.parity.values import Options, RefusedCall, expect, heard, is_number, is_text, only

_NAMES = {
    "heic": "heif", "heif": "heif", "avif": "avif", "jpeg": "jpeg", "jpg": "jpeg", "jpe": "jpeg", "tile": "tile", "dz": "tile",
    "png": "png", "raw": "raw", "tiff": "tiff", "tif": "tiff", "webp": "webp", "gif": "gif", "jp2": "jp2", "jpx": "jp2", "j2k": "jp2",
    "j2c": "jp2", "jxl": "jxl",
}  # fmt: skip
_OPTIONS = {
    "jpeg": (
        "quality", "progressive", "chromaSubsampling", "mozjpeg", "trellisQuantisation", "overshootDeringing", "optimiseScans",
        "optimiseCoding", "quantisationTable",
    ),
    "png": ("progressive", "compressionLevel", "adaptiveFiltering", "palette", "quality", "effort", "colours", "dither"),
    "webp": (
        "quality", "alphaQuality", "lossless", "nearLossless", "smartSubsample", "smartDeblock", "preset", "effort", "minSize", "mixed",
        "exact",
    ),
    "avif": ("quality", "lossless", "effort", "chromaSubsampling", "bitdepth", "tune"),
    "gif": ("reuse", "progressive", "colours", "effort", "dither", "interFrameMaxError", "interPaletteMaxError", "keepDuplicateFrames"),
    "tiff": (
        "quality", "compression", "predictor", "pyramid", "tile", "tileWidth", "tileHeight", "bigtiff", "miniswhite", "bitdepth", "xres",
        "yres", "resolutionUnit",
    ),
    "raw": ("depth",),
    "tile": ("size", "overlap", "angle", "background", "depth", "skipBlanks", "layout", "centre", "id", "basename"),
}  # fmt: skip
_SPELLINGS = {
    "trellisQuantization": "trellisQuantisation",
    "optimizeScans": "optimiseScans",
    "optimizeCoding": "optimiseCoding",
    "quantizationTable": "quantisationTable",
    "colors": "colours",
    "center": "centre",
}
_CODECS = {str(codec.model_fields["format"].default): codec for codec in CODECS}
_PALETTE = ("quality", "effort", "dither")
_PROFILES = ("srgb", "p3", "cmyk")
_LONGEST_TIMEOUT = 3600  # s
_GOOGLE_BLANKS = 5
_NO_COMPRESSION = ("zstd", "jp2k")
_NO_ENCODER = {"jxl": 'VipsOperation: class "jxlsave_buffer" not found'}


def _british(options: Options) -> Options:
    """The options in British spelling. The American one wins, where it has a value of the right kind."""
    made = {name: value for name, value in options.items() if name not in _SPELLINGS}
    for american, british in _SPELLINGS.items():
        value = options.get(american)
        right = is_number(value) if american == "quantizationTable" else isinstance(value, bool)
        if american == "colors":
            made |= {} if options.get("colours") or value is None else {british: value}
        elif right:
            made[british] = value
    return made


@dataclass
class Outputs:
    """What has been said of the output so far."""

    operations: Operations
    format: str | None = None
    options: dict[str, Options] = field(default_factory=dict)
    timing: Options = field(default_factory=dict)
    metadata: Options = field(default_factory=dict)
    exif: dict[str, dict[str, str]] = field(default_factory=dict)
    merges_exif: bool = True
    tile_format: str | None = None
    tiff_compression: Any = None
    timeout: int = 0

    def call(self, name: str, args: list[Any]) -> bool:
        """Take a call.

        Returns:
            Whether it is one of the output.

        Raises:
            RefusedCall: sharp does not take these arguments.
        """
        first = args[0] if args else None
        if name == "toFormat":
            return self.choose(first.get("id") if isinstance(first, dict) else first, args[1] if len(args) > 1 else None)
        if name in _NAMES:
            return self.choose(name, first)
        method = getattr(self, f"_on_{to_snake(name)}", None)
        if method is None:
            return False
        method(*heard(method, args))
        return True

    def choose(self, name: Any, options: Any) -> bool:
        """Choose a format, or only set its options with `force: false`."""
        actual = _NAMES.get(name.lower()) if isinstance(name, str) else None
        expect(actual, f"one of: {', '.join(_NAMES)}", "format", name)
        if actual == "jp2":
            raise RefusedCall("JP2 output requires libvips with support for OpenJPEG")
        if actual == "heif":
            compression = options.get("compression") if isinstance(options, dict) else None
            expect(compression in ("av1", "hevc"), "one of: av1, hevc", "compression", compression)
            actual = "avif" if compression == "av1" else "hevc"
        if actual == "tile":
            expect(self.format in {None, "jpeg", "png", "webp"}, "one of: jpeg, png, webp", "format", self.format)
            self.tile_format = self.format or self.tile_format
        self._remember(str(actual), options if isinstance(options, dict) else {})
        if not (isinstance(options, dict) and options.get("force") is False and actual not in {"raw", "tile"}):
            self.format = actual
        return True

    def _remember(self, name: str, options: Options) -> None:
        options = _british(options)
        chosen = with_colours(only(options, _OPTIONS.get(name, ())), "background")
        earlier = self.options.get(name, {})
        if name == "png":
            has_palette = chosen.get("palette", bool({*_PALETTE, "colours"} & chosen.keys()) or earlier.get("palette", False))
            if not has_palette:
                chosen = {option: value for option, value in chosen.items() if option not in _PALETTE}
            chosen["palette"] = has_palette
        if name == "tile":
            expect(options.get("container", "zip") in ("fs", "zip"), "one of: fs, zip", "container", options.get("container"))
            if chosen.get("layout") == "google":
                chosen = {"skipBlanks": _GOOGLE_BLANKS} | chosen
            elif "skipBlanks" not in chosen | earlier:
                chosen["skipBlanks"] = -1
        if name in {"gif", "webp", "jxl"}:
            self.timing |= only(options, ("loop", "delay"))
        if name == "tiff" and "compression" in chosen:
            self.tiff_compression = chosen["compression"]
            if self.tiff_compression in _NO_COMPRESSION:
                chosen = {option: value for option, value in chosen.items() if option != "compression"}
        self.options[name] = earlier | chosen
        if name in _CODECS:
            # sharp refuses a wrong option in the call, even if another format is written in the end
            _CODECS[name].model_validate({"format": name} | self.options[name] | (self.timing if name in {"gif", "webp"} else {}))

    def document(self, source_format: str | None) -> Options:
        """The output as a recipe has it.

        Args:
            source_format: of the source, or what stands for it, where no format was chosen.

        Raises:
            RefusedCall: there is no encoder for the format.
        """
        name = self.format or {"svg": "png"}.get(str(source_format), str(source_format))
        if name in _NO_ENCODER or name not in _OPTIONS:
            raise RefusedCall(_NO_ENCODER.get(name, f"Unsupported output format {name}"))
        if name == "tiff" and self.tiff_compression in _NO_COMPRESSION:
            raise RefusedCall(f"There is no encoder for {self.tiff_compression}")
        output: Options = {"format": name} | self.options.get(name, {}) | self.metadata
        if name in {"gif", "webp"}:
            output |= self.timing
        if self.exif:
            output["withExifMerge" if self.merges_exif else "withExif"] = self.exif
        elif not self.merges_exif:
            # no EXIF at all: one entry that libvips writes anyhow would be needed to say so
            output.pop("keepExif", None)
        if name == "tile":
            tiles = self.tile_format or "jpeg"
            output["tiles"] = {"format": tiles} | self.options.get(tiles, {})
        return output

    def _on_keep_exif(self) -> None:
        self.metadata["keepExif"] = True

    def _on_keep_xmp(self) -> None:
        self.metadata["keepXmp"] = True

    def _on_keep_icc_profile(self) -> None:
        self.metadata |= {"keepIccProfile": True} | ({"attachIccProfile": True} if "withIccProfile" in self.metadata else {})

    def _on_keep_metadata(self) -> None:
        self.metadata |= {"keepMetadata": True} | ({"attachIccProfile": True} if "withIccProfile" in self.metadata else {})

    def _on_keep_gain_map(self) -> None:
        self.metadata |= {"keepGainMap": True, "withGainMap": False}

    def _on_with_gain_map(self) -> None:
        self.metadata |= {"keepGainMap": False, "withGainMap": True}
        self.operations.call("toColourspace", ["scrgb"])

    def _on_with_density(self, density: Any = None) -> None:
        expect(is_number(density) and density > 0, "positive number", "density", density)
        self.metadata |= {"withDensity": density, "keepExif": True}

    def _on_with_xmp(self, xmp: Any = None) -> None:
        expect(is_text(xmp), "non-empty string", "xmp", xmp)
        self.metadata |= {"withXmp": xmp, "keepXmp": True}

    def _on_with_exif(self, exif: Any = None) -> None:
        expect(isinstance(exif, dict), "object", "exif", exif)
        for ifd, entries in exif.items():
            expect(isinstance(entries, dict), "object", ifd, entries)
            for name, text in entries.items():
                expect(is_text(text), "string", f"{ifd}.{name}", text)
                self.exif.setdefault(ifd, {})[name] = text
        self.merges_exif = False
        self.metadata["keepExif"] = True

    def _on_with_exif_merge(self, exif: Any = None) -> None:
        self._on_with_exif(exif)
        self.merges_exif = True

    def _on_with_icc_profile(self, icc: Any = None, options: Any = None) -> None:
        expect(is_text(icc), "string", "icc", icc)
        attach = options.get("attach", True) if isinstance(options, dict) else True
        expect(isinstance(attach, bool), "boolean", "attach", attach)
        if icc in _PROFILES:
            self.metadata |= {"withIccProfile": icc, "attachIccProfile": attach}
        elif attach:
            # sharp only warns of a profile that it cannot read
            self.metadata["keepIccProfile"] = True

    def _on_with_metadata(self, options: Any = None) -> None:
        self._on_keep_metadata()
        self._on_with_icc_profile("srgb")
        given = options if isinstance(options, dict) else {}
        if "orientation" in given:
            self.metadata["orientation"] = given["orientation"]
        if "density" in given:
            self._on_with_density(given["density"])
        if "icc" in given:
            self._on_with_icc_profile(given["icc"])
        if "exif" in given:
            self._on_with_exif_merge(given["exif"])

    def _on_timeout(self, options: Any = None) -> None:
        expect(isinstance(options, dict), "object", "options", options)
        seconds = options.get("seconds")
        fits = isinstance(seconds, int) and not isinstance(seconds, bool) and 0 <= seconds <= _LONGEST_TIMEOUT
        expect(fits, "integer between 0 and 3600", "seconds", seconds)
        self.timeout = seconds
