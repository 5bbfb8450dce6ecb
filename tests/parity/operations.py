"""sharp's operations, called one after the other, as the steps of a recipe."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from pydantic.alias_generators import to_snake

from shared.imaging.recipe import Recipe
from tests.parity.colours import colour, with_colours
from tests.parity.inputs import Fixtures
from tests.parity.values import Options, RefusedCall, expect, heard, is_number, is_object, is_text, only

_RESIZE = ("width", "height", "fit", "position", "background", "kernel", "withoutEnlargement", "withoutReduction", "fastShrinkOnLoad")
_LAYER = ("blend", "gravity", "left", "top", "tile", "premultiplied")
_LAYER_INPUT = (
    "failOn", "limitInputPixels", "limitInputChannels", "animated", "autoOrient", "density", "page", "pages", "raw", "svg",
)  # fmt: skip
_SPACES = (
    "srgb", "rgb16", "scrgb", "b-w", "grey16", "cmyk", "lab", "labs", "lch", "xyz", "yxy", "hsv", "cmc", "oklab", "oklch",
    "multiband", "histogram", "labq", "rgb", "fourier", "matrix",
)  # fmt: skip
_NUMBERS_OF_AFFINE = 4
_ALIASES = {
    "grayscale": "greyscale",
    "normalize": "normalise",
    "pipelineColorspace": "pipelineColourspace",
    "toColorspace": "toColourspace",
}


def _space(name: Any) -> str | None:
    """A colour space as libvips reads its name, which it does whatever the case; None is one that it does not know."""
    expect(is_text(name), "string", "colourspace", name)
    space = str(name).lower().removeprefix("vips_interpretation_").replace("_", "-")
    return space if space in _SPACES else None


def _is_matrix(matrix: Any) -> bool:
    rows = matrix if isinstance(matrix, list) else []
    flat = [number for row in rows for number in (row if isinstance(row, list) else [row])]
    return len(flat) == _NUMBERS_OF_AFFINE and all(map(is_number, flat)) and len(rows) in {2, _NUMBERS_OF_AFFINE}


@dataclass
class Operations:
    """The steps so far."""

    fixtures: Fixtures
    steps: list[Options] = field(default_factory=list)

    def call(self, name: str, args: list[Any]) -> bool:
        """Take a call.

        Returns:
            Whether it is one of an operation.

        Raises:
            RefusedCall: sharp does not take these arguments.
        """
        name = _ALIASES.get(name, name)
        method: Callable[..., Options | None] | None = getattr(self, f"_on_{to_snake(name)}", None)
        if method is None:
            return False
        step = method(*heard(method, args))
        if step is not None:
            self.steps.append({"op": name} | step)
        return True

    @property
    def space(self) -> str:
        """The colour space that is asked for."""
        asked = [step["colourspace"] for step in self.steps if step["op"] == "toColourspace"]
        return str(asked[-1]) if asked else "srgb"

    def _taken_back(self, name: str) -> Options | None:
        """No step, and none of the earlier calls of the operation either: this one switched it off."""
        taken = [step for step in self.steps if step["op"] == name]
        self.steps = [step for step in self.steps if step["op"] != name]
        if not name.endswith("Colourspace"):
            # a wrong value is refused in the call that has it; unknown colour spaces are not
            Recipe.model_validate({"steps": taken})
        return None

    def _on_resize(self, width: Any = None, height: Any = None, options: Any = None) -> Options:
        if is_object(width) and options is None:
            options = width
            # only the height is forgotten in this form of the call
            width = next((step.get("width") for step in reversed(self.steps) if step["op"] == "resize"), None)
        step = {name: side for name, side in (("width", width), ("height", height)) if side is not None}
        return step | with_colours(only(options, _RESIZE), "background")

    def _on_extend(self, extend: Any = None) -> Options:
        if is_number(extend):
            expect(isinstance(extend, int) and extend >= 1, "integer between 1 and 100000000", "extend", extend)
            return dict.fromkeys(("top", "bottom", "left", "right"), extend)
        expect(is_object(extend), "integer or object", "extend", extend)
        return with_colours(only(extend, ("top", "bottom", "left", "right", "background", "extendWith")), "background")

    def _on_extract(self, options: Any = None) -> Options:
        return only(options, ("left", "top", "width", "height"))

    def _on_trim(self, options: Any = None) -> Options:
        expect(options is None or is_object(options), "object", "trim", options)
        return with_colours(only(options, ("background", "threshold", "lineArt", "margin")), "background")

    def _on_rotate(self, angle: Any = None, options: Any = None) -> Options | None:
        if angle is None:
            self.steps.append({"op": "autoOrient"})
            return None
        background = only(options, ("background",)) if isinstance(angle, float) or (isinstance(angle, int) and angle % 90) else {}
        if background.get("background") in ("", 0, False):
            background = {}
        return {"angle": angle} | with_colours(background, "background")

    def _on_auto_orient(self) -> Options:
        return {}

    def _on_flip(self, flip: Any = None) -> Options | None:
        return self._taken_back("flip") if flip is False else {}

    def _on_flop(self, flop: Any = None) -> Options | None:
        return self._taken_back("flop") if flop is False else {}

    def _on_affine(self, matrix: Any = None, options: Any = None) -> Options:
        expect(options is None or is_object(options), "object", "options", options)
        for step in self.steps:
            if step["op"] == "affine" and _is_matrix(step["matrix"]):
                # of an earlier call, only the options count
                step["matrix"] = matrix
        names = ("background", "idx", "idy", "odx", "ody", "interpolator")
        return {"matrix": matrix} | with_colours(only(options, names), "background")

    def _on_sharpen(self, options: Any = None) -> Options:
        if isinstance(options, dict):
            expect("sigma" in options, "number between 0.000001 and 10", "options.sigma", None)
        return only(options, ("sigma", "m1", "m2", "x1", "y2", "y3"))

    def _on_median(self, size: Any = None) -> Options:
        return {} if size is None else {"size": size}

    def _on_blur(self, options: Any = None) -> Options | None:
        if options is False:
            return self._taken_back("blur")
        if options is None or options is True:
            return {}
        if isinstance(options, dict):
            expect(is_number(options.get("sigma")), "number between 0.3 and 1000", "options.sigma", options.get("sigma"))
            return only(options, ("sigma", "precision", "minAmplitude"))
        return {"sigma": options}

    def _on_dilate(self, width: Any = None) -> Options:
        return {} if width is None else {"width": width}

    def _on_erode(self, width: Any = None) -> Options:
        return {} if width is None else {"width": width}

    def _on_flatten(self, options: Any = None) -> Options:
        chosen = with_colours(only(options, ("background",)), "background")
        return {"flatten": options if isinstance(options, bool) else True} | chosen

    def _on_unflatten(self) -> Options:
        return {}

    def _on_gamma(self, gamma: Any = None, gamma_out: Any = None) -> Options:
        return {name: value for name, value in (("gamma", gamma), ("gammaOut", gamma_out)) if value is not None}

    def _on_negate(self, options: Any = None) -> Options:
        return {"negate": options if isinstance(options, bool) else True} | only(options, ("alpha",))

    def _on_normalise(self, options: Any = None) -> Options:
        return only(options, ("lower", "upper"))

    def _on_clahe(self, options: Any = None) -> Options:
        return only(options, ("width", "height", "maxSlope"))

    def _on_convolve(self, kernel: Any = None) -> Options:
        step = only(kernel, ("width", "height", "kernel"))
        return step | {name: value for name, value in only(kernel, ("scale", "offset")).items() if type(value) is int}

    def _on_threshold(self, threshold: Any = None, options: Any = None) -> Options:
        by_lightness = not is_object(options) or (
            isinstance(options, dict) and (options.get("greyscale") is True or options.get("grayscale") is True)
        )
        return {"greyscale": by_lightness} | ({} if threshold is None else {"threshold": threshold})

    def _on_boolean(self, operand: Any = None, operator: Any = None, options: Any = None) -> Options:
        step = {"operand": self.fixtures.operand(operand, options), "operator": operator}
        self._taken_back("boolean")
        return step

    def _on_linear(self, a: Any = None, b: Any = None) -> Options | None:
        if a is None and b is None:
            return self._taken_back("linear")
        if a is None and is_number(b):
            a = 1
        elif is_number(a) and b is None:
            b = 0
        expect(a is not None and b is not None, "arrays of the same length", "a and b", (a, b))
        return {"a": a, "b": b}

    def _on_recomb(self, matrix: Any = None) -> Options:
        return {"matrix": matrix}

    def _on_modulate(self, options: Any = None) -> Options:
        expect(isinstance(options, dict), "plain object", "options", options)
        return only(options, ("brightness", "saturation", "hue", "lightness"))

    def _on_tint(self, tint: Any = None) -> Options | None:
        return None if tint is None else {"colour": colour(tint)}

    def _on_greyscale(self, greyscale: Any = None) -> Options:
        return {"greyscale": greyscale if isinstance(greyscale, bool) else True}

    def _on_pipeline_colourspace(self, name: Any = None) -> Options | None:
        space = _space(name)
        self._taken_back("pipelineColourspace")
        return {"colourspace": space} if space else None

    def _on_to_colourspace(self, name: Any = None) -> Options:
        space = _space(name) or "srgb"
        self._taken_back("toColourspace")
        return {"colourspace": space}

    def _on_remove_alpha(self) -> Options:
        return {}

    def _on_ensure_alpha(self, alpha: Any = None) -> Options:
        return {} if alpha is None else {"alpha": alpha}

    def _on_extract_channel(self, channel: Any = None) -> Options:
        return {"channel": channel}

    def _on_join_channel(self, images: Any = None, options: Any = None) -> Options | None:
        if images == []:
            return None
        listed = images if isinstance(images, list) else [images]
        return {"images": [self.fixtures.operand(image, options) for image in listed]}

    def _on_bandbool(self, operation: Any = None) -> Options:
        return {"boolOp": operation}

    def _on_composite(self, images: Any = None) -> Options | None:
        expect(isinstance(images, list), "array", "images to composite", images)
        if not images:
            return self._taken_back("composite")
        layers = [self._layer(image) for image in images]
        # of two calls the later counts, and only its pictures are opened
        self._taken_back("composite")
        return {"images": layers}

    def _layer(self, layer: Any) -> Options:
        expect(isinstance(layer, dict), "object", "image to composite", layer)
        if ("left" in layer) != ("top" in layer):
            raise RefusedCall("Expected both left and top to be set")
        return self.fixtures.operand(layer.get("input"), layer, names=_LAYER_INPUT) | only(layer, _LAYER)
