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

# Calls that sharp takes, or answers otherwise, and why the engine does not follow. No case of the judge has one of them.
BY_DESIGN: Mapping[str, str] = {
    "a GIF that breaks off": "libvips shows what there is of it and says nothing; here it is refused, unless failOn is none",
    "keepIccProfile, then another colour space and a step that needs all pixels": (
        "sharp reads the profile back from memory that it has given back, so that most files have none, or a broken one; here they have it"
    ),
    "toColourspace labq": "a form to store pixels in, not a colour space that steps or formats work with",
    "several pages of a picture that has one, or of one put together of files with pages": (
        "sharp counts pages that are not there, and refuses what an animation cannot do; here there is one page"
    ),
    "boolean or joinChannel of an animation and a larger picture": "the pages grow with the picture; in sharp they keep their height",
    "some of the pages of bare pixels": "sharp reads all of them and squeezes them into the pages asked for; here that is refused",
    "info of a picture that grows after its last extract": "sharp says the size of the extract; here it is that of the file",
}
