"""Dropped files: `uploads/<preset>/<path>` becomes `outputs/<preset>/<path>…` and a manifest."""

import json
import time
from dataclasses import dataclass

from pydantic import ValidationError

from shared import imaging
from shared.errors import ImageTooLarge, InvalidInput, LienzoError, NotFound, ObjectNotFound, PreconditionFailed, Unavailable
from shared.faults import faults
from shared.gallery.manifest import Manifest, Output, Refusal, Source
from shared.gallery.pictures import Pictures
from shared.imaging import Recipe, RenderedOutput
from shared.storage import Stat

DEFAULT_PRESET = "default"
MANIFEST_TYPE = "application/json"


class UnknownPreset(NotFound):
    """Neither built in nor a file in the presets container."""

    code = "unknown_preset"


class InvalidPreset(InvalidInput):
    """The file in the presets container is not a valid recipe."""

    code = "invalid_preset"


@dataclass(frozen=True)
class Drop:
    """Where a dropped file lies and where what is made of it goes. All paths start with their container."""

    source: str
    preset: str
    target: str

    @property
    def manifest(self) -> str:
        """The path of the manifest."""
        return f"{self.target}.json"

    def output(self, made: RenderedOutput) -> str:
        """The path of one output: the dropped file's whole name, then the output's name if it has one, then its extension."""
        name = f"@{made.name}" if made.name else ""
        return f"{self.target}{name}.{made.extension}"


@dataclass(frozen=True)
class Drops:
    """Transforms dropped files.

    Deliveries may be repeated, late, or for a file that is gone. The manifest is written last and holds the file's ETag, the recipe's
    hash and the engine's version: while these are the same, another delivery changes nothing.
    """

    pictures: Pictures

    def locate(self, path: str) -> Drop:
        """Read the path of a dropped file: its first folder is the preset; a file outside any folder takes `default`."""
        _container, _, name = path.partition("/")
        preset, slash, rest = name.partition("/")
        if not slash:
            preset, rest = DEFAULT_PRESET, name
        return Drop(path, preset, f"{self.pictures.settings.outputs_container}/{preset}/{rest}")

    def transform(self, path: str) -> Manifest | None:
        """Make the outputs of a dropped file and its manifest.

        Args:
            path: `uploads/<preset>/<path>` or `uploads/<path>`.

        Returns:
            The manifest that was written, or None when there was nothing to do: the file is gone, or it is done already.

        Raises:
            Unavailable: a passing fault; the host shall deliver the file again.
        """
        started = time.perf_counter()
        drop = self.locate(path)
        try:
            stat = self.pictures.store.stat(path)
        except ObjectNotFound:
            return None
        source = Source(path=path, etag=stat.etag, bytes=stat.bytes)
        before = self._manifest(drop)
        recipe, refusal = self._recipe(drop)
        if before and before.settles(stat.etag, recipe.digest() if recipe else None, imaging.engine()):
            return None
        outputs: tuple[Output, ...] = ()
        try:
            if recipe:
                source, made = self._render(stat, source, recipe)
                outputs = tuple(self._put(drop, output) for output in made)
        except Unavailable:
            raise
        except (PreconditionFailed, ObjectNotFound):
            # Overwritten or deleted while we were at it: the new content has a delivery of its own.
            return None
        except LienzoError as error:
            refusal = error
        manifest = self._settled(drop, source, recipe, outputs=outputs, error=refusal)
        took = round((time.perf_counter() - started) * 1000)
        return self._finish(drop, before, manifest.model_copy(update={"took_ms": took}))

    def fail(self, path: str) -> Manifest:
        """Write the manifest of a file that was tried five times in vain."""
        drop = self.locate(path)
        try:
            stat = self.pictures.store.stat(path)
        except ObjectNotFound:
            stat = None
        source = Source(path=path, etag=stat.etag if stat else "", bytes=stat.bytes if stat else 0)
        error = Unavailable("The file was tried five times and failed each time. Drop it again to have it tried again.")
        manifest = self._settled(drop, source, None, error=error).model_copy(update={"status": "failed"})
        return self._finish(drop, None, manifest)

    def preset(self, name: str) -> Recipe:
        """A preset's recipe: the operator's `presets/<name>.json`, read afresh, or the built-in one.

        Raises:
            UnknownPreset, InvalidPreset: there is none, or its file is not a valid recipe.
        """
        try:
            text = self.pictures.store.get(f"{self.pictures.settings.presets_container}/{name}.json").data
        except (ObjectNotFound, InvalidInput):
            built_in = imaging.PRESETS.get(name)
            if built_in is None:
                raise UnknownPreset(f"There is no preset named {name}.") from None
            return built_in
        try:
            return Recipe.model_validate_json(text)
        except ValidationError as error:
            found = faults(error, _document(text))
            raise InvalidPreset(f"The preset {name} is not a valid recipe: {found[0].pointer}: {found[0].message}.", faults=found) from None

    def _recipe(self, drop: Drop) -> tuple[Recipe | None, LienzoError | None]:
        try:
            return self.preset(drop.preset), None
        except (UnknownPreset, InvalidPreset) as error:
            return None, error

    def _render(self, stat: Stat, source: Source, recipe: Recipe) -> tuple[Source, tuple[RenderedOutput, ...]]:
        limits = self.pictures.limits
        if stat.bytes > limits.max_input_bytes:
            raise ImageTooLarge(
                f"The file has {stat.bytes} bytes; {limits.max_input_bytes} are the limit.", actual=stat.bytes, limit=limits.max_input_bytes
            )
        held = self.pictures.store.get(stat.path, if_match=stat.etag)
        made = imaging.render(held.data, recipe, limits)
        facts = made.source
        return source.model_copy(update={"format": facts.format, "width": facts.width, "height": facts.height}), made.outputs

    def _put(self, drop: Drop, made: RenderedOutput) -> Output:
        path = drop.output(made)
        self.pictures.store.put(path, made.data, media_type=made.media_type)
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
        self.pictures.store.put(drop.manifest, manifest.to_json(), media_type=MANIFEST_TYPE)
        kept = {output.path for output in manifest.outputs}
        for output in before.outputs if before else ():
            if output.path not in kept:
                self.pictures.store.delete(output.path)
        return manifest

    def _manifest(self, drop: Drop) -> Manifest | None:
        try:
            return Manifest.model_validate_json(self.pictures.store.get(drop.manifest).data)
        except (ObjectNotFound, ValidationError):
            return None


def _document(text: bytes) -> object:
    try:
        return json.loads(text)
    except ValueError:
        return None
