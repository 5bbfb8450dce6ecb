"""Dropped files: `uploads/<preset>/<path>` becomes `outputs/<preset>/<path>…` and a manifest."""

import time
from dataclasses import dataclass
from uuid import UUID

from pydantic import ValidationError

from shared import imaging
from shared.database import Image
from shared.errors import ImageTooLarge, LienzoError, NotFound, ObjectNotFound, PreconditionFailed, Unavailable
from shared.gallery.drop import Drop, locate
from shared.gallery.drop_presets import DropPresets, InvalidPreset, UnknownPreset
from shared.gallery.manifest import Manifest, Output, Refusal, Source
from shared.gallery.pictures import Pictures
from shared.gallery.recipes import only_output
from shared.gallery.renditions import Renditions
from shared.imaging import Recipe, Rendered, RenderedOutput
from shared.storage import ObjectStore, Stat

MANIFEST_TYPE = "application/json"


class UnknownAccount(NotFound):
    """The folder of a dropped file names no account, or one that is shut."""

    code = "unknown_account"
    default_message = "The file's folder is not the one of an account."


@dataclass(frozen=True)
class Drops:
    """Transforms dropped files.

    Deliveries may be repeated, late, or for a file that is gone. The manifest is written last and holds the file's ETag, the recipe's
    hash and the engine's version: while these are the same, another delivery changes nothing.
    """

    renditions: Renditions
    store: ObjectStore
    presets: DropPresets

    @property
    def pictures(self) -> Pictures:
        """The accounts' pictures."""
        return self.renditions.pictures

    def transform(self, path: str) -> Manifest | None:
        """Make the outputs of a dropped file and its manifest.

        Args:
            path: `uploads/<preset>/<path>` or `uploads/<path>`; a folder `~<user id>` before that puts all of it in a gallery too.

        Returns:
            The manifest that was written, or None when there was nothing to do: the file is gone, or it is done already.

        Raises:
            Unavailable: a passing fault; the host shall deliver the file again.
        """
        started = time.perf_counter()
        drop = locate(path, self.pictures.settings.outputs_container)
        try:
            stat = self.store.stat(path)
        except ObjectNotFound:
            return None
        source = Source(path=path, etag=stat.etag, bytes=stat.bytes)
        before = self._manifest(drop)
        recipe, refusal = self._recipe(drop)
        if before and before.settles(stat.etag, recipe.digest() if recipe else None, imaging.engine()):
            return None
        outputs: tuple[Output, ...] = ()
        image: Image | None = None
        try:
            if recipe:
                owner = self._owner(drop)
                data = self._read(stat)
                made = self.renditions.transform(owner, data, recipe) if owner else imaging.render(data, recipe, self.pictures.limits)
                source = _described(source, made)
                image = self.pictures.ingest(owner, drop.filename, data)[0] if owner else None
                if image:
                    self.pictures.own_folders.note(drop, image)
                outputs = tuple(self._put(drop, output) for output in made.outputs)
                if image:
                    self._save(image, recipe, made)
        except Unavailable:
            raise
        except (PreconditionFailed, ObjectNotFound):
            # Overwritten or deleted while we were at it: the new content has a delivery of its own.
            return None
        except LienzoError as error:
            # An account that is full by now keeps nothing of it.
            for output in outputs:
                self.store.delete(output.path)
            refusal, outputs, image = error, (), None
        manifest = self._settled(drop, source, recipe, outputs=outputs, error=refusal)
        # Before the manifest, which says that nothing is left to do.
        self.pictures.own_folders.settle(drop, manifest, image)
        took = round((time.perf_counter() - started) * 1000)
        return self._finish(drop, before, manifest.model_copy(update={"took_ms": took}))

    def fail(self, path: str) -> Manifest:
        """Write the manifest of a file that was tried five times in vain."""
        drop = locate(path, self.pictures.settings.outputs_container)
        try:
            stat = self.store.stat(path)
        except ObjectNotFound:
            stat = None
        source = Source(path=path, etag=stat.etag if stat else "", bytes=stat.bytes if stat else 0)
        error = Unavailable("The file was tried five times and failed each time. Drop it again to have it tried again.")
        manifest = self._settled(drop, source, None, error=error).model_copy(update={"status": "failed"})
        finished = self._finish(drop, None, manifest)
        self.pictures.own_folders.settle(drop, manifest, None)
        return finished

    def _recipe(self, drop: Drop) -> tuple[Recipe | None, LienzoError | None]:
        try:
            return self.presets.recipe(drop), None
        except (UnknownPreset, InvalidPreset) as error:
            return None, error

    def _owner(self, drop: Drop) -> UUID | None:
        """The account in whose folder the file is, if it is in one.

        Raises:
            UnknownAccount: there is none, or it is shut.
        """
        if drop.owner is None:
            return None
        if drop.user_id is None:
            raise UnknownAccount
        with self.pictures.database.transaction(read_only=True) as tx:
            user = tx.users.get(drop.user_id)
        if user is None or user.disabled_at:
            raise UnknownAccount
        return user.id

    def _read(self, stat: Stat) -> bytes:
        limit = self.pictures.limits.max_input_bytes
        if stat.bytes > limit:
            raise ImageTooLarge(f"The file has {stat.bytes} bytes; {limit} are the limit.", actual=stat.bytes, limit=limit)
        return self.store.get(stat.path, if_match=stat.etag).data

    def _save(self, image: Image, recipe: Recipe, made: Rendered) -> None:
        """Put what was made in the gallery, each output as the rendition that its own recipe would have made."""
        for output in made.outputs:
            self.renditions.keep(image, only_output(recipe, output.name), output, output.name or "")

    def _put(self, drop: Drop, made: RenderedOutput) -> Output:
        path = drop.output(made)
        self.store.put(path, made.data, media_type=made.media_type)
        return Output(path=path, format=made.format, width=made.width, height=made.height, bytes=len(made.data), sha256=made.sha256)

    def _settled(
        self, drop: Drop, source: Source, recipe: Recipe | None, *, outputs: tuple[Output, ...] = (), error: LienzoError | None = None
    ) -> Manifest:
        return Manifest(
            status="rejected" if error else "done",
            source=source,
            preset=drop.preset,
            recipe_hash=recipe.digest() if recipe else None,
            engine=imaging.engine(),
            outputs=outputs,
            error=Refusal(code=error.code, message=error.message) if error else None,
            finished_at=self.pictures.clock(),
        )

    def _finish(self, drop: Drop, before: Manifest | None, manifest: Manifest) -> Manifest:
        """Write the manifest, then remove the outputs of the file's earlier content that the new one does not have."""
        self.store.put(drop.manifest, manifest.to_json(), media_type=MANIFEST_TYPE)
        kept = {output.path for output in manifest.outputs}
        for output in before.outputs if before else ():
            if output.path not in kept:
                self.store.delete(output.path)
        return manifest

    def _manifest(self, drop: Drop) -> Manifest | None:
        try:
            return Manifest.model_validate_json(self.store.get(drop.manifest).data)
        except (ObjectNotFound, ValidationError):
            return None


def _described(source: Source, made: Rendered) -> Source:
    facts = made.source
    return source.model_copy(update={"format": facts.format, "width": facts.width, "height": facts.height})
