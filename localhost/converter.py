"""The converters between what crosses the host's wire and what a function sees: the libraries' own, as the worker uses them."""

from typing import Any

import azure.functions as func
from azure.functions.meta import Datum

try:
    from azurefunctions.extensions import base
except ImportError:  # an app without SDK types
    base = None

extensions: Any = base


class GenericConverter:
    """For bindings that the library does not know, and for parameters that are plain `str` or `bytes`."""

    @staticmethod
    def check_input_type_annotation(pytype: type) -> bool:
        """Whether a parameter may have this type."""
        return issubclass(pytype, (str, bytes))

    @staticmethod
    def check_output_type_annotation(pytype: type) -> bool:
        """Whether an output may have this type."""
        return issubclass(pytype, (str, bytes, bytearray))

    @staticmethod
    def decode(data: Datum, *, trigger_metadata: Any) -> Any:  # noqa: ARG004  the signature is the library's
        """What the function receives."""
        return data.value

    @staticmethod
    def encode(obj: Any, *, expected_type: Any) -> Datum:  # noqa: ARG004  the signature is the library's
        """What the function gave."""
        if isinstance(obj, str):
            return Datum(type="string", value=obj)
        if isinstance(obj, (bytes, bytearray)):
            return Datum(type="bytes", value=bytes(obj))
        if obj is None:
            return Datum(type=None, value=obj)
        raise NotImplementedError


def is_sdk_type(annotation: Any) -> bool:
    """Whether it is a client of a binding extension, which the host feeds with a name instead of the content."""
    return bool(extensions and extensions.get_binding_registry().check_supported_type(annotation))


def converter(binding_type: str, annotation: Any = None) -> Any:
    """The converter for a binding's type and the annotation of its parameter."""
    if is_sdk_type(annotation):
        return extensions.get_binding_registry().get(binding_type) or GenericConverter
    if annotation in (str, bytes):
        return GenericConverter
    registry: Any = func.get_binding_registry  # the library leaves it untyped
    return registry().get(binding_type) or GenericConverter


def encoded(binding_type: str, value: Any, annotation: Any) -> Datum:
    """Encode what a function returned.

    Raises:
        TypeError: when the binding cannot carry it; the text is the worker's.
    """
    # The annotation does not choose the converter here, even when it is `str`: the worker looks at the binding alone.
    try:
        datum: Datum = converter(binding_type).encode(value, expected_type=annotation)
    except NotImplementedError:
        raise TypeError(
            f'unable to encode outgoing TypedData: unsupported type "{binding_type}" for Python type "{type(value).__name__}"'
        ) from None
    return datum
