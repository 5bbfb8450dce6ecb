"""What is made for the visitors of shares."""

from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from shared import imaging
from shared.database import SharedPicture
from shared.errors import CorruptImage, ImageTooLarge, InvalidInput, ObjectNotFound, RecipeRefused
from shared.gallery.claims import Claims
from shared.gallery.flights import Flights
from shared.gallery.recipes import thumbnail_recipe
from shared.gallery.renditions import Renditions
from shared.imaging import Recipe

OVER_KEPT = timedelta(days=30)
# Of each kind of end; each has up to 500 pictures to look for.
SWEEP_BATCH = 20


@dataclass(frozen=True)
class MadePicture:
    """A finished file for a visitor.

    Attributes:
        etag: the same for the same bytes.
        extension: for a file name, without a dot.
    """

    data: bytes
    media_type: str
    extension: str
    etag: str


@dataclass(frozen=True)
class SharedPictures:
    """Pictures for visitors: made once, for all shares, and kept beside the original.

    They are named by their content as renditions are, go with the picture, and do not count in the account's quota.
    """

    renditions: Renditions
    flights: Flights[MadePicture]

    def content(self, shown: SharedPicture) -> MadePicture:
        """The very bytes of what is shared: a rendition, or an original."""
        if shown.rendition:
            made = shown.rendition
            return MadePicture(self.renditions.content(made), made.media_type, made.format, made.sha256)
        image = shown.image
        return MadePicture(self.renditions.pictures.original(image), image.media_type, image.format, image.sha256)

    def thumbnail(self, shown: SharedPicture, size: int) -> MadePicture:
        """A WebP of the first frame that fits into a square of `size` px."""
        return self.make(shown, thumbnail_recipe(size))

    def make(self, shown: SharedPicture, recipe: Recipe) -> MadePicture:
        """A picture made of what is shared: of a rendition, if that is what is shared, and never of the original behind it.

        However many ask at once, in this process and in others, it is made once.

        Args:
            shown: the source.
            recipe: with one output.

        Raises:
            RecipeRefused, ImageTooLarge, CorruptImage, DeadlineExceeded: it cannot be made; nothing is told of the recipe.
        """
        source = shown.rendition or shown.image
        key = sha256(f"{source.sha256} {recipe.digest()} {imaging.engine()}".encode()).hexdigest()
        path = f"{self.renditions.shared_folder(shown.image, source.id)}{key}"
        pictures = self.renditions.pictures

        def once() -> MadePicture:
            claims = Claims(pictures.store, pictures.clock)
            return claims.once(f"{path}.claim", lambda: self._kept(path, key), lambda: self._made(shown, recipe, path, key))[0]

        return self.flights.run(path, once)

    def sweep(self) -> int:
        """Remove shares that have been over for 30 days, but first what was made for their visitors and no other share shows.

        Returns:
            How many shares were removed.
        """
        pictures = self.renditions.pictures
        database, store = pictures.database, pictures.store
        with database.transaction(read_only=True) as tx:
            over = tx.shares.over(pictures.clock() - OVER_KEPT, SWEEP_BATCH)
            shown = tx.shares.shown_only_in(over) if over else ()
        for image, source_id in shown:
            for made in store.list(self.renditions.shared_folder(image, source_id)):
                store.delete(made.path)
        if not over:
            return 0
        with database.transaction() as tx:
            return tx.shares.remove(over)

    def _kept(self, path: str, etag: str) -> MadePicture | None:
        try:
            kept = self.renditions.pictures.store.get(path)
        except ObjectNotFound:
            return None
        return MadePicture(kept.data, kept.stat.media_type, kept.stat.metadata["extension"], etag)

    def _made(self, shown: SharedPicture, recipe: Recipe, path: str, etag: str) -> MadePicture:
        try:
            rendered = self.renditions.transform(shown.image.user_id, self.content(shown).data, recipe)
        except ImageTooLarge:
            raise ImageTooLarge("This picture would become too large.") from None
        except CorruptImage:
            raise CorruptImage from None
        except InvalidInput:
            raise RecipeRefused("This preset cannot be run on this picture.") from None
        made = rendered.outputs[0]
        self.renditions.pictures.store.put(path, made.data, media_type=made.media_type, metadata={"extension": made.extension})
        return MadePicture(made.data, made.media_type, made.extension, etag)
