"""Pictures made from pictures: shown once, or saved and found again."""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from uuid_utils.compat import uuid7

from shared import imaging
from shared.database import Database, Image, Page, Rendition
from shared.errors import NotFound, RecipeRefused
from shared.gallery.claims import Claims
from shared.gallery.pictures import STALE_AFTER, SWEEP_BATCH, Pictures
from shared.gallery.recipes import as_written
from shared.gallery.usage import check_quota
from shared.imaging import Recipe, Rendered, RenderedOutput


@dataclass(frozen=True)
class Renditions:
    """What an account makes of its pictures.

    A rendition is named by its content: the hash of (source bytes, canonical recipe, engine version). It is written as a picture
    is: a pending row, the bytes, then ready.
    """

    pictures: Pictures

    @property
    def _database(self) -> Database:
        return self.pictures.database

    def preview(self, image: Image, recipe: Recipe) -> Rendered:
        """Make a picture and keep nothing; raises as `imaging.render`."""
        return imaging.render(self.pictures.original(image), recipe, self.pictures.limits, images=self._own_images(image.user_id))

    def transform(self, user_id: UUID, data: bytes, recipe: Recipe) -> Rendered:
        """Make a picture of bytes that are not in the gallery, and keep nothing; raises as `imaging.render`."""
        return imaging.render(data, recipe, self.pictures.limits, images=self._own_images(user_id))

    def create(self, user_id: UUID, recipe: Recipe) -> Rendered:
        """Make a picture from a recipe with a canvas, and keep nothing; raises as `imaging.render`."""
        return imaging.render(None, recipe, self.pictures.limits, images=self._own_images(user_id))

    def save(self, image: Image, recipe: Recipe, name: str) -> tuple[Rendition, bool]:
        """Make a picture of another and save it.

        Args:
            image: the source.
            recipe: with one output.
            name: to find it by.

        Returns:
            The rendition, and whether it is new: the same recipe on the same picture is one rendition, and the second call
            computes nothing, also when it comes at the same time in another process.

        Raises:
            QuotaExceeded: the account has as much as it may have.
        """

        def look() -> Rendition | None:
            with self._database.transaction(read_only=True) as tx:
                held = tx.renditions.by_recipe(image.id, recipe.digest())
            return held if held and held.state == "ready" else None

        def make() -> Rendition:
            return self.keep(image, recipe, self.preview(image, recipe).outputs[0], name)[0]

        claims = Claims(self.pictures.store, self.pictures.clock)
        return claims.once(f"{self.pictures.folder(image)}/claims/{recipe.digest()}", look, make)

    def keep(self, image: Image, recipe: Recipe, made: RenderedOutput, name: str) -> tuple[Rendition, bool]:
        """Save what was made of a picture.

        Args:
            image: the source.
            recipe: with one output.
            made: that output.
            name: to find it by.

        Returns:
            The rendition, and whether it is new.

        Raises:
            QuotaExceeded: the account has as much as it may have.
        """
        rendition = Rendition(
            id=uuid7(),
            user_id=image.user_id,
            image_id=image.id,
            name=name,
            recipe=as_written(recipe),
            recipe_hash=recipe.digest(),
            engine=imaging.engine(),
            format=made.format,
            media_type=made.media_type,
            width=made.width,
            height=made.height,
            bytes=len(made.data),
            sha256=made.sha256,
            state="pending",
            created_at=self.pictures.clock(),
        )
        with self._database.transaction() as tx:
            tx.users.hold(image.user_id)
            held = tx.renditions.add_pending(rendition)
            if held.id == rendition.id:
                check_quota(tx, self.pictures.settings, image.user_id)
        if held.state == "ready":
            return held, False
        self.pictures.store.put(self._path(image, held), made.data, media_type=made.media_type)
        with self._database.transaction() as tx:
            return tx.renditions.mark_ready(held.id), held.id == rendition.id

    def get(self, user_id: UUID, rendition_id: UUID) -> Rendition:
        """One of the account's renditions.

        Raises:
            NotFound: there is none, its picture is in the bin, or it is somebody else's.
        """
        with self._database.transaction(read_only=True) as tx:
            rendition = tx.renditions.get(user_id, rendition_id)
        if rendition is None:
            raise NotFound("There is no such rendition here.")
        return rendition

    def find(self, user_id: UUID, image_id: UUID | None, *, limit: int, cursor: str | None) -> Page[Rendition]:
        """A page of what the account made, newest first: of one picture, or of all."""
        with self._database.transaction(read_only=True) as tx:
            return tx.renditions.page(user_id, image_id=image_id, limit=limit, cursor=cursor)

    def content(self, rendition: Rendition) -> bytes:
        """The bytes of a rendition."""
        image = self.pictures.get(rendition.user_id, rendition.image_id)
        return self.pictures.store.get(self._path(image, rendition)).data

    def remove(self, user_id: UUID, rendition_id: UUID) -> None:
        """Delete a rendition: its bytes, then its row; raises as `get`."""
        rendition = self.get(user_id, rendition_id)
        image = self.pictures.get(user_id, rendition.image_id)
        self.pictures.store.delete(self._path(image, rendition))
        for made in self.pictures.store.list(self.shared_folder(image, rendition.id)):
            self.pictures.store.delete(made.path)
        with self._database.transaction() as tx:
            tx.renditions.remove(rendition.id)

    def shared_folder(self, image: Image, source_id: UUID) -> str:
        """What was made for visitors of shares, of a picture or of one of its renditions, lies below this path."""
        return f"{self.pictures.folder(image)}/shared/{source_id}/"

    def sweep(self) -> int:
        """Remove renditions whose making died half-way, bytes first.

        Returns:
            How many were removed.
        """
        with self._database.transaction(read_only=True) as tx:
            stale = tx.renditions.stale_pending(self.pictures.clock() - STALE_AFTER, SWEEP_BATCH)
        for rendition in stale:
            with self._database.transaction(read_only=True) as tx:
                image = tx.images.get(rendition.user_id, rendition.image_id, deleted=None)
            if image:
                self.pictures.store.delete(self._path(image, rendition))
            with self._database.transaction() as tx:
                tx.renditions.remove(rendition.id)
        return len(stale)

    def _path(self, image: Image, rendition: Rendition) -> str:
        key = sha256(f"{image.sha256} {rendition.recipe_hash} {rendition.engine}".encode()).hexdigest()
        return f"{self.pictures.folder(image)}/renditions/{key}"

    def _own_images(self, user_id: UUID) -> Callable[[UUID], bytes]:
        """Looks up the pictures that a recipe names: only the caller's own."""

        def original(image_id: UUID) -> bytes:
            try:
                return self.pictures.original(self.pictures.get(user_id, image_id))
            except NotFound:
                raise RecipeRefused(f"The recipe names a picture that is not in your gallery: {image_id}.") from None

        return original
