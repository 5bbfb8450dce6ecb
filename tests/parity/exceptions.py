"""Where the engine is not like sharp on purpose, each with its reason: there is no other list."""

from collections.abc import Mapping
from typing import NamedTuple

# Options that are not taken. Cases that need one count as refused.
NOT_TAKEN: Mapping[str, str] = {"fontfile": "it would change the fonts of the whole process, for the pictures of others too"}


class Difference(NamedTuple):
    """What differs, in the judge's words, and why it is better so."""

    detail: str
    reason: str


_DATE = (
    "libvips writes the time of day into vips-properties.xml, so sharp never makes the same ZIP twice. "
    "Here the same recipe on the same picture gives the same bytes: the date is always 1970-01-01. All tiles are equal."
)

EXCEPTIONS: Mapping[str, Difference] = {
    "tile-dz-jpeg": Difference(".untitled_files/vips-properties.xml.sha256", _DATE),
    "tile-iiif-webp": Difference(".vips-properties.xml.sha256", _DATE),
}
