"""Calls of sharp over many operations, options, pictures and outputs."""

from collections.abc import Iterator
from typing import Any

from tests.parity.values import Options

Call = tuple[Any, ...]

PNG: Options = {"format": "png", "options": {}}
_OVER, _SMALL, _GREY = ({"$fixture": name} for name in ("small-transparent.png", "small.png", "grey-transparent.png"))

_KINDS = ("photograph.jpg", "transparent.png", "grey-transparent.png", "wide.png", "wide-transparent.png")

_OPERATIONS: tuple[Call, ...] = (
    ("resize", 64, 64), ("resize", 77), ("resize", None, 41), ("resize", 400, 333, {"kernel": "cubic"}), ("resize", 60, 60,
    {"fit": "fill"}),
    ("resize", 60, 60, {"fit": "inside", "kernel": "mitchell"}), ("resize", 60, 60, {"fit": "outside", "kernel": "lanczos2"}),
    ("resize", 61, 60, {"fit": "contain", "position": "right top", "background": "#ff000080"}),
    ("resize", 50, 60, {"position": "entropy"}), ("resize", 50, 60, {"position": "attention"}), ("resize", 51, 30,
    {"position": "southwest"}),
    ("resize", 500, 20, {"withoutEnlargement": True}), ("resize", 33, 400, {"withoutReduction": True, "fit": "contain"}),
    ("resize", 40, 30, {"kernel": "nearest"}), ("resize", 31, None, {"kernel": "mks2021", "fastShrinkOnLoad": False}),
    ("extend", 5), ("extend", {"top": 3, "left": 4, "background": {"r": 9, "g": 120, "b": 200, "alpha": 0.5}}),
    ("extend", {"bottom": 9, "right": 7, "extendWith": "mirror"}), ("extract", {"left": 3, "top": 4, "width": 31, "height": 22}),
    ("trim",), ("trim", {"threshold": 30, "margin": 2}), ("trim", {"background": "white", "lineArt": True}),
    ("rotate", 90), ("rotate", -180), ("rotate", 33, {"background": "#00ff0080"}), ("rotate",), ("autoOrient",), ("flip",), ("flop",),
    ("affine", [[1, 0.3], [0.1, 0.7]]), ("affine", [1.2, 0, 0.2, 0.9], {"interpolator": "nohalo", "odx": 2.5, "background": "red"}),
    ("sharpen",), ("sharpen", {"sigma": 1.3, "m1": 0.5, "m2": 3}), ("median",), ("median", 5), ("blur",), ("blur", 2.5),
    ("blur", {"sigma": 3, "precision": "approximate"}), ("dilate", 2), ("erode",), ("flatten", {"background": "#f0a703"}), ("unflatten",),
    ("gamma",), ("gamma", 1.8, 1.1), ("negate",), ("negate", {"alpha": False}), ("normalise",), ("normalise", {"lower": 5, "upper": 80}),
    ("clahe", {"width": 12, "height": 9}), ("clahe", {"width": 8, "height": 8, "maxSlope": 0}),
    ("convolve", {"width": 3, "height": 3, "kernel": [-1, 0, 1, -2, 0, 2, -1, 0, 1]}),
    ("convolve", {"width": 3, "height": 3, "kernel": [1, 1, 1, 1, 3, 1, 1, 1, 1], "scale": 8, "offset": 20}),
    ("threshold",), ("threshold", 90, {"greyscale": False}), ("boolean", _OVER, "eor"), ("linear", 1.2, -20),
    ("linear", [0.5, 1, 1.5], [9, 0, -9]),
    ("recomb", [[0.36, 0.7, 0.14], [0.3, 0.59, 0.11], [0.24, 0.47, 0.09]]), ("modulate", {"brightness": 1.2, "saturation": 0.6, "hue": 80}),
    ("modulate", {"lightness": -10}), ("tint", "#1e90ff"), ("greyscale",), ("toColourspace", "b-w"), ("toColourspace", "rgb16"),
    ("pipelineColourspace", "scrgb"), ("pipelineColourspace", "rgb16"), ("removeAlpha",), ("ensureAlpha", 0.4), ("extractChannel", "green"),
    ("extractChannel", "alpha"), ("joinChannel", _SMALL), ("bandbool", "and"), ("composite", [{"input": _OVER}]),
)  # fmt: skip

_TINTS = (
    "hwb(194 10% 20%)", {"h": 200, "s": 60, "l": 40}, {"h": 200, "s": 60, "v": 40}, {"h": 20, "w": 6, "b": 40},
    {"c": 20, "m": 60, "y": 40, "k": 10}, {"gray": 40}, [200, 10], [10, 20, 30, 0.5], {"r": "30", "g": 40, "b": 250},
)  # fmt: skip

_BLENDS = (
    "clear", "source", "over", "in", "out", "atop", "dest", "dest-over", "dest-in", "dest-out", "dest-atop", "xor", "add", "saturate",
    "multiply", "screen", "overlay", "darken", "lighten", "colour-dodge", "colour-burn", "hard-light", "soft-light", "difference",
    "exclusion",
)  # fmt: skip

_LAYERS: tuple[Options, ...] = (
    {"input": _OVER, "gravity": "southeast"}, {"input": _OVER, "left": -4, "top": 7}, {"input": _OVER, "tile": True, "gravity": 8},
    {"input": _OVER, "tile": True, "left": 3, "top": 2}, {"input": _OVER, "premultiplied": True}, {"input": _GREY, "blend": "screen"},
    {"input": {"create": {"width": 20, "height": 10, "channels": 4, "background": "#00f6"}}, "gravity": "north"},
    {"input": {"create": {"width": 20, "height": 10, "channels": 3, "background": "hsl(120, 50%, 40%)"}}},
    {"input": {"$fixture": "drawing.svg"}, "density": 96}, {"input": {"text": {"text": "Hi", "rgba": True}}},
    {"input": {"$fixture": "pixels.raw"}, "raw": {"width": 16, "height": 16, "channels": 3}},
    {"input": {"$fixture": "pixels.raw"}, "raw": {"width": 16, "height": 16, "channels": 3, "pageHeight": 4}},
    {"input": {"$fixture": "pages.tif"}, "subifd": 3},
)  # fmt: skip

# What comes first in the list does not come first in the picture.
_CHAINS: tuple[tuple[Call, ...], ...] = (
    (("negate",), ("blur", 2), ("greyscale",), ("resize", 70)),
    (("composite", [{"input": _OVER}]), ("resize", 70), ("flatten", {"background": "red"})),
    (("rotate", 90), ("resize", 60, 40)), (("resize", 60, 40), ("rotate", 90)), (("resize", 60), ("rotate", 30)), (("rotate", 30),
    ("resize", 60)),
    (("rotate", 90), ("flip",), ("flop",)), (("flip",), ("resize", 50, 50), ("rotate", 270)), (("rotate", 90), ("rotate", 180)),
    (("extract", {"left": 9, "top": 8, "width": 50, "height": 40}), ("resize", 30), ("extract",
    {"left": 2, "top": 3, "width": 20, "height": 9})),
    (("resize", 60), ("extract", {"left": 9, "top": 8, "width": 20, "height": 10})),
    (("rotate", 90), ("extract", {"left": 9, "top": 8, "width": 20, "height": 10})),
    (("autoOrient",), ("extract", {"left": 9, "top": 8, "width": 40, "height": 50}), ("resize", 30)),
    (("extract", {"left": 9, "top": 8, "width": 50, "height": 40}), ("autoOrient",), ("resize", 30)),
    (("autoOrient",), ("rotate", 90), ("resize", 60)), (("rotate", 45), ("trim",)), (("trim",), ("resize", 40)),
    (("resize", 50, 50, {"fit": "contain"}), ("resize", 70)), (("sharpen", {"sigma": 2, "m1": 3}), ("sharpen", {"sigma": 1})),
    (("gamma",), ("resize", 50)), (("resize", 50), ("joinChannel", _SMALL), ("toColourspace", "b-w")),
    (("pipelineColourspace", "lab"), ("composite", [{"input": _OVER}]), ("resize", 55)),
    (("threshold", 100), ("dilate", 2), ("erode",), ("extractChannel", 0)), (("unflatten",), ("tint", "red"), ("negate", {"alpha": False})),
    (("ensureAlpha", 0.5), ("blur", 2), ("removeAlpha",)), (("blur", 4), ("blur", False)), (("flop", True), ("flop", False)),
    (("modulate", {"hue": 30}), ("modulate", {"saturation": 2})), (("rotate", 45), ("extract", {"left": 13, "top": 5, "width": 5,
    "height": 11})),
    (("resize", 40, 90), ("resize", {"height": 30})), (("resize", 40, 30), ("resize", {})), (("resize", 40), ("resize", [])),
    (("toColourspace", "matrix"), ("toColourspace", "B-W")), (("joinChannel", _SMALL), ("toColourspace", "multiband")),
    (("composite", [{"input": {"$fixture": "photograph.jpg"}, "page": 2}]), ("composite", [{"input": _SMALL}])),
    (("pipelineColourspace", "RGB16"), ("pipelineColourspace", "nope")),
    (("affine", [0, 0, 0, 0], {"odx": 2}), ("affine", [1, 0.2, 0, 1])), (("rotate", 20, {"background": ""}), ("greyscale", False)),
    (("tiff", {"compression": "zstd"}), ("removeAlpha", False), ("keepExif", 1)),
    (("flatten", False), ("threshold", False), ("blur", True)),
    (("boolean", {"$fixture": "mirrored.jpg"}, "eor", {"autoOrient": True}), ("resize", 120, 80,
    {"fit": "fill"})),
    (("affine", [1, 0.2, 0, 1]), ("extend", 4), ("resize", 50)),
)  # fmt: skip

_OUTPUTS: tuple[Options, ...] = tuple(
    {"format": format_, "options": options}
    for format_, several in {
        "jpeg": ({}, {"quality": 95}, {"quality": 40, "chromaSubsampling": "4:4:4", "progressive": True}, {"mozjpeg": True},
                 {"trellisQuantisation": True, "overshootDeringing": True, "optimizeScans": True, "quantizationTable": 4},
                 {"mozjpeg": True, "quantisationTable": 0}, {"optimiseCoding": False}),
        "png": ({"palette": True}, {"colours": 16, "dither": 0.5}, {"quality": 60, "effort": 2},
        {"progressive": True, "compressionLevel": 9},
                {"adaptiveFiltering": True}),
        "webp": ({}, {"lossless": True}, {"nearLossless": True, "quality": 50, "exact": True}, {"quality": 30, "alphaQuality": 20},
                 {"smartSubsample": True, "preset": "drawing", "effort": 1, "smartDeblock": True}),
        "gif": ({}, {"colours": 8, "dither": 0}, {"progressive": True, "effort": 3}),
        "tiff": ({}, {"compression": "lzw", "tile": True, "tileWidth": 64, "tileHeight": 64, "predictor": "none"}, {"compression": "none"},
                 {"compression": "deflate", "pyramid": True, "tile": True, "bigtiff": True},
                 {"compression": "packbits", "xres": 10, "yres": 12},
                 {"compression": "webp", "quality": 40}, {"compression": "deflate", "predictor": "float", "resolutionUnit": "cm"}),
        "avif": ({"effort": 0}, {"effort": 0, "quality": 70, "chromaSubsampling": "4:2:0"}, {"effort": 0, "bitdepth": 10}),
        "raw": ({}, {"depth": "ushort"}, {"depth": "float"}),
    }.items()
    for options in several
)  # fmt: skip

_KEPT: tuple[tuple[Call, ...], ...] = (
    (("keepExif",),), (("keepIccProfile",),), (("keepXmp",),), (("keepMetadata",),), (("withMetadata",),),
    (("withMetadata", {"orientation": 3, "density": 96}),), (("withExif", {"IFD0": {"Copyright": "Us"}, "IFD3": {"GPSLatitudeRef": "N"}}),),
    (("autoOrient",), ("withExifMerge", {"IFD0": {"Artist": "Me"}}), ("withDensity", 300)), (("withXmp", "<x/>"),),
    (("withIccProfile", "p3"),),
    (("withIccProfile", "p3", {"attach": False}),), (("keepExif",), ("rotate",)), (("toColourspace", "b-w"), ("keepIccProfile",)),
)  # fmt: skip

_INPUTS: tuple[tuple[Any, Options | None], ...] = (
    ("lying.jpg", None), ("lying.jpg", {"autoOrient": True}), ("mirrored.jpg", {"autoOrient": True}), ("cmyk.jpg", None),
    ("still.webp", None),
    ("lying.jpg", {"ignoreIcc": True}), ("still.avif", None), ("drawing.svg", None), ("drawing.svg", {"density": 144}),
    ("drawing.svg", {"svg": {"stylesheet": "rect { fill: blue }"}}), ("moving.gif", None), ("moving.gif", {"page": 2}),
    ("moving.gif", {"animated": True}), ("moving.webp", {"animated": True}), ("moving.webp", {"pages": 2, "page": 1}), ("pages.tif",
    {"page": 1}),
    ("pages.tif", {"pages": -1}), ("pixels.raw", {"raw": {"width": 16, "height": 16, "channels": 3}}),
    ("pixels.raw", {"raw": {"width": 16, "height": 12, "channels": 4, "premultiplied": True}}),
    ("pixels.raw", {"raw": {"width": 16, "height": 48, "channels": 1, "pageHeight": 16}, "pages": -1}),
    (None, {"create": {"width": 40, "height": 30, "channels": 4, "background": "#0af8"}}),
    (None, {"create": {"width": 16, "height": 30, "channels": 3, "background": "teal", "pageHeight": 10}}),
    (None, {"text": {"text": "Hello <b>you</b>", "width": 90, "height": 40, "align": "right", "rgba": True}}),
    ([_OVER, _SMALL, _GREY], {"join": {"across": 2, "shim": 3, "background": "#ff000080", "halign": "centre", "valign": "bottom"}}),
    ([_OVER, _OVER], {"join": {"animated": True}, "pages": -1}),
    ([{"$fixture": "mirrored.jpg"}, _SMALL], {"join": {}, "autoOrient": True, "page": 2}),
    ("pixels.raw", {"raw": {"width": 16, "height": 48, "channels": 1}, "page": 1}),
    ({"create": {"width": 9, "height": 7, "channels": 3, "background": {"r": 1.6, "g": 300, "b": "20"}}}, None),
)  # fmt: skip

_OF_INPUTS: tuple[tuple[Call, ...], ...] = (
    (),
    (("resize", 33),),
    (("resize", 30, 30, {"fit": "contain", "background": "#0f08"}), ("extend", 3)),
)

_REFUSED: tuple[Call, ...] = (
    ("resize", 0), ("resize", 10.5), ("resize", 10, 10, {"fit": "zoin"}), ("resize", 9, 9, {"position": 9}), ("extend", -1), ("extend",),
    ("extract", {"left": 0, "top": 0, "width": 10}), ("extract", {"left": 300, "top": 0, "width": 10, "height": 10}), ("trim",
    {"threshold": -1}),
    ("rotate", "90"), ("affine", [1, 2, 3]), ("sharpen", {}), ("sharpen", {"sigma": 11}), ("median", 0), ("blur", 0.1), ("dilate", 0),
    ("gamma", 4), ("negate", {"alpha": 1}), ("normalise", {"lower": 60, "upper": 50}), ("clahe", {"width": 3}),
    ("convolve", {"width": 3, "height": 3, "kernel": [1]}), ("threshold", 256), ("boolean", _OVER, "nor"), ("linear", [1, 2], [1]),
    ("linear", [1, 2, 3, 4, 5], [1, 2, 3, 4, 5]), ("recomb", [[1]]), ("modulate", {"brightness": -1}), ("modulate",), ("tint", "no colour"),
    ("ensureAlpha", 2), ("extractChannel", 5), ("extractChannel", 4), ("bandbool", "nor"), ("composite", [{"input": _OVER, "left": 1}]),
    ("composite", [{"input": {"$fixture": "photograph.jpg"}}, {"input": {"create": {"width": 999, "height": 9, "channels": 3}}}]),
    ("composite", [{"input": _OVER, "blend": "mix"}]), ("toFormat", "jp2"), ("withExif", {"IFD0": {"Artist": ""}}),
    ("toColourspace", ""), ("toColourspace", "rgb"), ("pipelineColourspace", "RGB"), ("tint", "hsl(120deg 50% 40% / 50%)"),
    ("boolean", {"$fixture": "pixels.raw"}, "and"), ("tint", {"r": 1, "g": 2, "b": 3, "a": 1}), ("tint", {}),
    ("withDensity", 0), ("withXmp", ""), ("withMetadata", {"orientation": 9}),
    ("nothing",),
)  # fmt: skip


def _each() -> Iterator[tuple[str, tuple[Call, ...], Any, Options | None, Options | None]]:
    """Topic, calls, input, its options, and output of every case."""
    yield from ((f"{call[0]}-{source}", (call,), source, None, PNG) for call in _OPERATIONS for source in _KINDS)
    yield from (("colour", (("flatten", {"background": tint}), ("tint", tint)), "transparent.png", None, PNG) for tint in _TINTS)
    for blend in _BLENDS:
        layer = {"input": _OVER, "blend": blend, "left": 12, "top": 9}
        yield f"blend-{blend}", (("composite", [layer]),), "transparent.png", None, PNG
    yield from (("layer", (("resize", 90), ("composite", [layer])), "photograph.jpg", None, PNG) for layer in _LAYERS)
    yield from (("chain", chain, source, None, PNG) for chain in _CHAINS for source in ("lying.jpg", "transparent.png"))
    for output in _OUTPUTS:
        yield from ((f"output-{output['format']}", (("resize", 80),), source, None, output) for source in _KINDS[:2])
    for format_ in ("jpeg", "webp", "png", "tiff"):
        output = {"format": format_, "options": {}}
        yield from ((f"metadata-{format_}", (("resize", 50), *kept), "lying.jpg", None, output) for kept in _KEPT)
    for source, options in _INPUTS:
        yield from (("input", calls, source, options, PNG) for calls in _OF_INPUTS)
        yield "input-same", (), source, options, None
    for format_ in ("gif", "webp"):
        output = {"format": format_, "options": {"loop": 2, "delay": [50]}}
        yield "animation", (("resize", 30),), "moving.gif", {"animated": True}, output
        flat = (("resize", 40, 8), ("median", 9), ("clahe", {"width": 9, "height": 12}), ("composite", [{"input": _OVER}]))
        yield "animation-as-one", flat, "moving.gif", {"animated": True}, output
    yield from (("refused", (call,), "photograph.jpg", None, PNG) for call in _REFUSED)


def cases() -> list[Options]:
    """All of them, each with an id that says what it does."""
    return [
        {
            "id": f"{topic}-{number}",
            "input": source,
            "inputOptions": options,
            "pipeline": [{"op": call[0], "args": list(call[1:])} for call in calls],
            "output": output,
        }
        for number, (topic, calls, source, options, output) in enumerate(_each())
    ]
