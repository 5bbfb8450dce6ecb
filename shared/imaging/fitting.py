"""Encodes a picture as an output asks: once, or as often as it takes to find the format or the quality."""

from collections import OrderedDict
from dataclasses import dataclass, field
from hashlib import sha256
from threading import Lock
from typing import TYPE_CHECKING

from shared.config import MEBIBYTE, MEGAPIXEL
from shared.errors import Fault, ImageTooLarge, RecipeRefused
from shared.imaging.apart import Failed, run
from shared.imaging.codecs import Auto, Output
from shared.imaging.codecs.quality import Fitted, Likeness
from shared.imaging.deadline import Deadline
from shared.imaging.likeness import sample, ssim
from shared.imaging.vips import vips

if TYPE_CHECKING:
    import pyvips

_SLACK = 2  # a machine that is busy takes longer
_MAX_MEMORY = 128 * MEBIBYTE
_REMEMBERED = 1000  # qualities found; each takes about 200 bytes


@dataclass
class _Memory:
    """The qualities that were found last, by picture, size, format and what was asked for. It lives as long as the process."""

    found: OrderedDict[bytes, int] = field(default_factory=OrderedDict)
    lock: Lock = field(default_factory=Lock)

    def get(self, key: bytes) -> int | None:
        with self.lock:
            if key in self.found:
                self.found.move_to_end(key)
            return self.found.get(key)

    def put(self, key: bytes, quality: int) -> None:
        with self.lock:
            self.found[key] = quality
            while len(self.found) > _REMEMBERED:
                self.found.popitem(last=False)


_MEMORY = _Memory()


def encoded(codec: Output, image: "pyvips.Image", deadline: Deadline, *, pages: int = 1, pointer: str = "/output") -> tuple[Output, bytes]:
    """Encode a picture.

    Args:
        codec: the output that is asked for.
        image: what is written, all pages from top to bottom.
        deadline: of the whole render; looked at before every attempt.
        pages: pages in the picture.
        pointer: to the output in the recipe.

    Returns:
        The output as it was written, with its format and quality, and the file.

    Raises:
        RecipeRefused: no quality makes the file as small as it must be.
    """
    if not isinstance(codec, Auto) and not (isinstance(codec, Fitted) and codec.searched):
        return codec, _file(codec, image, deadline)
    return _Fitting(_in_memory(image, deadline), deadline, pages, pointer).of(codec)


@dataclass(frozen=True)
class _Fitting:
    """One picture, in memory, that is encoded more than once."""

    image: "pyvips.Image"
    deadline: Deadline
    pages: int
    pointer: str

    def of(self, codec: Output) -> tuple[Output, bytes]:
        if isinstance(codec, Auto):
            return self._smallest(codec)
        if not isinstance(codec, Fitted):
            return self._written(codec)
        quality = self._looking_alike(codec, codec.quality.value) if isinstance(codec.quality, Likeness) else codec.best
        return self._written(codec.at(quality)) if codec.max_bytes is None else self._within(codec, quality, codec.max_bytes)

    def _written(self, codec: Output) -> tuple[Output, bytes]:
        self.deadline.check()
        return codec, _file(codec, self.image, self.deadline)

    def _smallest(self, auto: Auto) -> tuple[Output, bytes]:
        made: list[tuple[Output, bytes]] = []
        refusals: list[RecipeRefused] = []
        has_alpha = bool(self.image.hasalpha())
        for candidate in auto.candidates(self.image.width, self.image.height // self.pages, self.pages, has_alpha=has_alpha):
            try:
                made.append(self.of(candidate))
            except RecipeRefused as refused:
                refusals.append(refused)
        fitting = [one for one in made if auto.max_bytes is None or len(one[1]) <= auto.max_bytes]
        if not fitting:
            raise refusals[0] if refusals else self._too_large(auto.max_bytes or 0, min(len(data) for _, data in made))
        return min(fitting, key=lambda one: len(one[1]))

    def _looking_alike(self, codec: Fitted, value: float) -> int:
        """The lowest quality that reaches a likeness on a sample of the first page; the highest when none does."""
        place = sample(self.image.extract_area(0, 0, self.image.width, self.image.height // self.pages))
        if place.hasalpha() and not codec.keeps_alpha:
            place = place.flatten()
        key = _key(codec, place)
        found = _MEMORY.get(key)
        if found is not None:
            return found
        low, high = 1, codec.best
        while low < high:
            self.deadline.check()
            middle = (low + high) // 2
            if ssim(place, vips().Image.new_from_buffer(_file(codec.at(middle), place, self.deadline), "")) >= value:
                high = middle
            else:
                low = middle + 1
        _MEMORY.put(key, high)
        return high

    def _within(self, codec: Fitted, quality: int, limit: int) -> tuple[Output, bytes]:
        """The highest quality up to the one given whose file is small enough."""
        key = _key(codec, self.image)
        best = self._written(codec.at(_MEMORY.get(key) or quality))
        if len(best[1]) <= limit:
            return best
        least = len(best[1])
        low, high = 1, quality - 1
        found = None
        while low <= high:
            middle = (low + high) // 2
            made = self._written(codec.at(middle))
            least = min(least, len(made[1]))
            if len(made[1]) <= limit:
                found, low = (middle, made), middle + 1
            else:
                high = middle - 1
        if found is None:
            raise self._too_large(limit, least)
        _MEMORY.put(key, found[0])
        return found[1]

    def _too_large(self, limit: int, least: int) -> RecipeRefused:
        message = f"The smallest file of this picture has {least} bytes; {limit} are asked for. A smaller picture would fit."
        return RecipeRefused(faults=[Fault(f"{self.pointer}/maxBytes", "does_not_fit", message)])


def _file(codec: Output, image: "pyvips.Image", deadline: Deadline) -> bytes:
    """The picture as a file. An encoder that could not be stopped in time, or takes much memory, works apart."""
    pixels, cost = image.width * image.height, codec.cost
    is_quick = deadline.has(_SLACK * cost.seconds * pixels / MEGAPIXEL)
    if is_quick and cost.bytes * pixels <= _MAX_MEMORY:
        return codec.encode(image)
    try:
        data = run(_encode, codec, deadline=deadline, image=image)
    except Failed as error:
        raise ImageTooLarge("Writing this picture in this format takes more memory than it may.", encoder=str(error)) from error
    if not isinstance(data, bytes):
        raise TypeError(type(data))
    return data


def _encode(image: "pyvips.Image", codec: Output) -> bytes:
    return codec.encode(image)


def _key(codec: Fitted, image: "pyvips.Image") -> bytes:
    size = f"{codec.model_dump_json()} {image.width} {image.height} {image.bands}"
    return sha256(size.encode() + sha256(image.write_to_memory()).digest()).digest()


def _in_memory(image: "pyvips.Image", deadline: Deadline) -> "pyvips.Image":
    """The picture, readable more than once."""
    deadline.stops(image)
    copy = image.copy_memory().copy()
    if copy.get_typeof("vips-sequential"):
        copy.remove("vips-sequential")
    deadline.watches(copy)
    deadline.check()
    return copy
