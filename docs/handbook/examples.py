"""What the pages show: a picture that needs no photographer, and one use of everything."""

from collections.abc import Mapping
from typing import Any

Step = dict[str, Any]
Document = dict[str, Any]

WIDTH, HEIGHT = 240, 160  # px

_SCENE = """<svg xmlns="http://www.w3.org/2000/svg" width="240" height="160">
<circle cx="178" cy="46" r="22" fill="#ffe9a8"/>
<path d="M0 112 L48 62 L86 100 L128 48 L182 108 L214 80 L240 104 V160 H0Z" fill="#4a5f8f"/>
<path d="M128 48 L112 68 L124 72 L132 64 L144 70Z M48 62 L38 72 L48 76 L58 72Z" fill="#f4f7ff"/>
<path d="M0 128 Q60 104 120 126 T240 118 V160 H0Z" fill="#3d7a4d"/>
<path d="M0 146 Q80 126 150 146 T240 138 V160 H0Z" fill="#2b5a3a"/>
<g fill="#c8443a"><rect x="52" y="112" width="26" height="18"/></g><path d="M48 112 L65 98 L82 112Z" fill="#7c2d2a"/>
<g fill="#ffe08a"><rect x="57" y="117" width="6" height="6"/><rect x="67" y="117" width="6" height="6"/></g>
<g stroke="#1f3f2a" stroke-width="2"><path d="M190 140V112 M184 132L190 124 196 132 M185 124L190 117 195 124"/></g></svg>"""

# Everything below begins with it.
SCENE: Document = {
    "canvas": {
        "create": {
            "width": WIDTH,
            "height": HEIGHT,
            "channels": 3,
            "gradient": {"stops": [{"offset": 0, "colour": "#3f6fb5"}, {"offset": 0.8, "colour": "#f3c6a0"}]},
        }
    },
    "steps": [{"op": "composite", "images": [{"input": {"svg": _SCENE}}]}, {"op": "removeAlpha"}],
}

_STAR = (
    "<svg xmlns='http://www.w3.org/2000/svg' width='200' height='200'>"
    "<path d='M100 5l29 62 68 8-50 46 13 67-60-33-60 33 13-67L3 75l68-8z'/></svg>"
)
_SHADE = {"create": {"width": WIDTH, "height": HEIGHT, "channels": 3, "gradient": {"angle": 90, "stops": [
    {"offset": 0, "colour": "black"}, {"offset": 1, "colour": "white"}]}}}  # fmt: skip
_SUN = "<svg xmlns='http://www.w3.org/2000/svg' width='48' height='48'><circle cx='24' cy='24' r='22' fill='#ffe08a'/></svg>"
_TITLE = "<span foreground='white'><b>Lienzo</b>\nimages from recipes</span>"
_ROUND: Step = {"op": "roundCorners", "percent": 50}

# One use of each operation. Under a name with a step before it, the picture is made so first.
OPERATIONS: Mapping[str, Step] = {
    str(step["op"]): step
    for step in (
        {"op": "resize", "width": 120, "height": 120, "fit": "cover", "position": "attention"},
        {"op": "extract", "left": 30, "top": 60, "width": 120, "height": 80},
        {"op": "trim", "threshold": 40},
        {"op": "extend", "top": 12, "bottom": 12, "left": 12, "right": 12, "extendWith": "mirror"},
        {"op": "rotate", "angle": 15, "background": "#f4f0e8"},
        {"op": "autoOrient"},
        {"op": "flip"},
        {"op": "flop"},
        {"op": "affine", "matrix": [1, 0.3, 0.1, 0.7], "background": "white"},
        {"op": "roundCorners", "radius": 30},
        {"op": "mask", "mask": {"input": {"svg": _STAR}}},
        {"op": "composite", "images": [
            {"input": {"text": {"text": "<span foreground='white'>© Ana</span>", "dpi": 150, "rgba": True}}, "gravity": "southeast"}]},
        {"op": "greyscale"},
        {"op": "modulate", "brightness": 1.1, "saturation": 1.8, "hue": 90},
        {"op": "tint", "colour": "#d08040"},
        {"op": "negate"},
        {"op": "gamma", "gamma": 3, "gammaOut": 1.2},
        {"op": "linear", "a": 1.6, "b": -60},
        {"op": "normalise", "lower": 5, "upper": 95},
        {"op": "clahe", "width": 40, "height": 40},
        {"op": "threshold", "threshold": 110},
        {"op": "recomb", "matrix": [[0.39, 0.77, 0.19], [0.35, 0.69, 0.17], [0.27, 0.53, 0.13]]},
        {"op": "blur", "sigma": 3},
        {"op": "sharpen", "sigma": 2, "m2": 6},
        {"op": "median", "size": 7},
        {"op": "convolve", "width": 3, "height": 3, "kernel": [-1, 0, 1, -2, 0, 2, -1, 0, 1]},
        {"op": "dilate", "width": 2},
        {"op": "erode", "width": 2},
        {"op": "boolean", "operand": {"input": _SHADE}, "operator": "eor"},
        {"op": "flatten", "background": "#c8443a"},
        {"op": "unflatten"},
        {"op": "ensureAlpha", "alpha": 0.5},
        {"op": "removeAlpha"},
        {"op": "extractChannel", "channel": "blue"},
        {"op": "joinChannel", "images": [{"input": _SHADE}]},
        {"op": "bandbool", "boolOp": "and"},
        {"op": "toColourspace", "colourspace": "b-w"},
        {"op": "pipelineColourspace", "colourspace": "rgb16"},
    )
}  # fmt: skip

# What some pictures need before or after the step to have something to show.
BEFORE: Mapping[str, tuple[Step, ...]] = {
    "trim": ({"op": "extend", "top": 20, "bottom": 20, "left": 30, "right": 30, "background": "white"},),
    "flatten": (_ROUND,),
    "removeAlpha": (_ROUND,),
    "unflatten": ({"op": "linear", "a": 2, "b": 0},),
    "joinChannel": (),
}
AFTER: Mapping[str, tuple[Step, ...]] = {
    "joinChannel": ({"op": "extractChannel", "channel": 0},),
    "pipelineColourspace": ({"op": "blur", "sigma": 2},),
}

# Formats whose traces can be seen, pushed until they can.
OUTPUTS: Mapping[str, Document] = {
    str(output["format"]): output
    for output in (
        {"format": "jpeg", "quality": 8},
        {"format": "png", "colours": 8, "dither": 0},
        {"format": "webp", "quality": 1},
        {"format": "avif", "quality": 8},
        {"format": "gif", "colours": 8},
        {"format": "tiff", "compression": "jpeg", "quality": 20},
        {"format": "auto", "quality": {"target": "ssim", "value": 0.97}},
        {"format": "same"},
        {"format": "raw"},
        {"format": "tile", "size": 256, "layout": "dz"},
    )
}
INVISIBLE = ("auto", "same", "raw", "tile")

CANVASES: Mapping[str, Document] = {
    "colour": {"canvas": {"create": {"width": 160, "height": 100, "background": "#3f6fb5"}}},
    "linear": {
        "canvas": {"create": {"width": 160, "height": 100, "gradient": {"angle": 135, "stops": [
            {"offset": 0, "colour": "#3f6fb5"}, {"offset": 1, "colour": "#f3c6a0"}]}}},
    },
    "radial": {
        "canvas": {"create": {"width": 160, "height": 100, "gradient": {"type": "radial", "x": 0.3, "y": 0.3, "stops": [
            {"offset": 0, "colour": "#ffe9a8"}, {"offset": 0.6, "colour": "#c8443a"}, {"offset": 1, "colour": "#3d1f2a"}]}}},
    },
    "noise": {"canvas": {"create": {"width": 160, "height": 100, "channels": 3, "noise": {"mean": 128, "sigma": 30}}}},
    "text": {"canvas": {"text": {"text": "Hola, שלום, مرحبا", "width": 160, "height": 100, "align": "centre"}}},
    "card": {
        "canvas": {"create": {"width": 240, "height": 126, "channels": 3, "gradient": {"angle": 90, "stops": [
            {"offset": 0, "colour": "#1f3f6a"}, {"offset": 1, "colour": "#4a8f7f"}]}}},
        "steps": [
            {"op": "composite", "images": [
                {"input": {"svg": _SUN},
                 "left": 14, "top": 39},
                {"input": {"text": {"text": _TITLE, "width": 150, "height": 60,
                                    "rgba": True}}, "left": 76, "top": 36},
            ]},
        ],
    },
}  # fmt: skip

# The same list of steps, whose result depends on who decides about their order.
ORDERS: Document = {
    "steps": [
        {"op": "extend", "top": 16, "bottom": 16, "left": 16, "right": 16, "background": "#c8443a"},
        {"op": "blur", "sigma": 4},
        {"op": "resize", "width": 120, "height": 120},
    ]
}
