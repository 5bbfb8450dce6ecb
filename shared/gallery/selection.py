"""Which pictures or renditions something is done with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from shared.database import JobItem
from shared.errors import Fault, InvalidInput
from shared.gallery.job_limits import MAX_ITEMS

if TYPE_CHECKING:
    from shared.database.session import Transaction

MAX_FAULTS = 100


@dataclass(frozen=True)
class Selection:
    """What a job is about: exactly one of these.

    Attributes:
        images: ids of pictures.
        renditions: ids of renditions.
        search: arguments of `Images.page`; what it finds at that moment, newest first.
    """

    images: Sequence[UUID] | None = None
    renditions: Sequence[UUID] | None = None
    search: Mapping[str, Any] | None = None

    def items(self, tx: "Transaction", user_id: UUID) -> tuple[list[JobItem], int]:
        """What is chosen, each once, and the bytes of all of it.

        Raises:
            InvalidInput: nothing, too much, or something that the account's gallery does not have.
        """
        if self.renditions is not None:
            sources = tx.renditions.sources(user_id, self.renditions)
            _check_all(self.renditions, sources, "/renditions", "rendition")
            chosen = [(sources[rendition][0], rendition) for rendition in dict.fromkeys(self.renditions)]
            return _numbered(chosen), sum(size for _, size in sources.values())
        if self.images is not None:
            sizes = tx.images.sizes(user_id, self.images)
            _check_all(self.images, sizes, "/images", "picture")
            return _numbered([(image, None) for image in dict.fromkeys(self.images)]), sum(sizes.values())
        sizes = tx.images.found_sizes(user_id, MAX_ITEMS + 1, **(self.search or {}))
        if not sizes:
            raise self.refused("nothing_found", "The search finds no picture.")
        if len(sizes) > MAX_ITEMS:
            raise self.refused("too_many", f"The search finds more than {MAX_ITEMS} pictures. Narrow it, by its dates for instance.")
        return _numbered([(image, None) for image in sizes]), sum(sizes.values())

    def refused(self, code: str, message: str) -> InvalidInput:
        """The error that says what is wrong with the whole selection."""
        pointer = "/images" if self.images is not None else "/renditions" if self.renditions is not None else "/search"
        return InvalidInput(faults=[Fault(pointer, code, message)])


def _numbered(chosen: Sequence[tuple[UUID, UUID | None]]) -> list[JobItem]:
    return [JobItem(position, image, rendition_id=rendition) for position, (image, rendition) in enumerate(chosen)]


def _check_all(asked: Sequence[UUID], found: Mapping[UUID, object], pointer: str, noun: str) -> None:
    missing = [place for place, one in enumerate(asked) if one not in found][:MAX_FAULTS]
    if missing:
        raise InvalidInput(faults=[Fault(f"{pointer}/{place}", f"unknown_{noun}", f"There is no such {noun} here.") for place in missing])
