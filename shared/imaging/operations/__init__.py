"""The operations, as data. To add one: a file with its model, and a line here."""

from typing import TYPE_CHECKING, Annotated, Union

from pydantic import Field

from shared.imaging.operations.affine import Affine
from shared.imaging.operations.auto_orient import AutoOrient
from shared.imaging.operations.bandbool import Bandbool
from shared.imaging.operations.base import Operation
from shared.imaging.operations.blur import Blur
from shared.imaging.operations.boolean import Boolean
from shared.imaging.operations.clahe import Clahe
from shared.imaging.operations.composite import Composite
from shared.imaging.operations.convolve import Convolve
from shared.imaging.operations.dilate import Dilate
from shared.imaging.operations.ensure_alpha import EnsureAlpha
from shared.imaging.operations.erode import Erode
from shared.imaging.operations.extend import Extend
from shared.imaging.operations.extract import Extract
from shared.imaging.operations.extract_channel import ExtractChannel
from shared.imaging.operations.flatten import Flatten
from shared.imaging.operations.flip import Flip
from shared.imaging.operations.flop import Flop
from shared.imaging.operations.gamma import Gamma
from shared.imaging.operations.greyscale import Greyscale
from shared.imaging.operations.join_channel import JoinChannel
from shared.imaging.operations.linear import Linear
from shared.imaging.operations.mask import Mask
from shared.imaging.operations.median import Median
from shared.imaging.operations.modulate import Modulate
from shared.imaging.operations.negate import Negate
from shared.imaging.operations.normalise import Normalise
from shared.imaging.operations.pipeline_colourspace import PipelineColourspace
from shared.imaging.operations.recomb import Recomb
from shared.imaging.operations.remove_alpha import RemoveAlpha
from shared.imaging.operations.resize import Resize
from shared.imaging.operations.rotate import Rotate
from shared.imaging.operations.round_corners import RoundCorners
from shared.imaging.operations.sharpen import Sharpen
from shared.imaging.operations.threshold import Threshold
from shared.imaging.operations.tint import Tint
from shared.imaging.operations.to_colourspace import ToColourspace
from shared.imaging.operations.trim import Trim
from shared.imaging.operations.unflatten import Unflatten

OPERATIONS: tuple[type[Operation], ...] = (
    Resize,
    Extract,
    Trim,
    Extend,
    Rotate,
    AutoOrient,
    Flip,
    Flop,
    Affine,
    RoundCorners,
    Mask,
    Composite,
    Greyscale,
    Modulate,
    Tint,
    Negate,
    Gamma,
    Linear,
    Normalise,
    Clahe,
    Threshold,
    Recomb,
    Blur,
    Sharpen,
    Median,
    Convolve,
    Dilate,
    Erode,
    Boolean,
    Flatten,
    Unflatten,
    EnsureAlpha,
    RemoveAlpha,
    ExtractChannel,
    JoinChannel,
    Bandbool,
    ToColourspace,
    PipelineColourspace,
)

if TYPE_CHECKING:
    Step = Operation
else:
    Step = Annotated[Union[OPERATIONS], Field(discriminator="op")]  # noqa: UP007  a union of what the tuple holds
