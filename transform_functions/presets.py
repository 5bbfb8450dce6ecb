"""HTTP: recipes with a name, the service's and the account's own."""

from datetime import datetime
from typing import Annotated, Any, ClassVar, Self
from uuid import UUID

from pydantic import Field, model_validator

from shared.database import Preset, PresetVersion
from shared.database.conflicts import PresetChanged, PresetNameTaken
from shared.errors import Conflict, NotFound
from shared.gallery.recipes import as_written
from shared.http.call import Call
from shared.http.endpoint import endpoint
from shared.http.model import Body, View
from shared.http.replies import Reply
from shared.imaging import Recipe
from transform_functions.pictures import RECIPE_LIMIT
from transform_functions.renditions import RENDER_PROBLEMS
from transform_functions.schemas import PresetName

TAG = "Presets"

PresetId = Annotated[str, Field(min_length=1, max_length=64, description="Id of a preset; of one that comes with the service, its name.")]
TryOn = Annotated[UUID, Field(description="A picture on which the recipe is run before it is saved; what fails there is not saved.")]


class NewPreset(Body):
    """A recipe and the name to keep it under."""

    transparent: ClassVar[frozenset[str]] = frozenset({"recipe"})

    name: PresetName
    recipe: Recipe
    try_on: TryOn | None = None


class PresetChange(Body):
    """What to change; what is left out stays."""

    transparent: ClassVar[frozenset[str]] = frozenset({"recipe"})

    name: PresetName | None = None
    recipe: Recipe | None = None
    version: int | None = Field(None, ge=1, description="The version that was changed; another one in the meantime is a conflict.")
    try_on: TryOn | None = None

    @model_validator(mode="after")
    def _check_something_changes(self) -> Self:
        if self.name is None and self.recipe is None:
            raise ValueError("give a name or a recipe")
        return self


class PresetView(View):
    """A preset and its newest recipe."""

    id: str
    name: str
    built_in: bool
    version: int
    recipe: dict[str, Any]
    created_at: datetime | None = Field(description="Of one's own.")
    updated_at: datetime | None = Field(description="Of one's own.")

    @classmethod
    def of(cls, preset: Preset) -> Self:
        """The view of a row."""
        return cls(
            id=str(preset.id),
            name=preset.name,
            built_in=False,
            version=preset.version,
            recipe=preset.recipe,
            created_at=preset.created_at,
            updated_at=preset.updated_at,
        )

    @classmethod
    def of_built_in(cls, name: str, recipe: Recipe) -> Self:
        """The view of one that comes with the service."""
        return cls(id=name, name=name, built_in=True, version=1, recipe=as_written(recipe), created_at=None, updated_at=None)


class PresetList(View):
    """All presets that the account may use: the service's first, then its own by name."""

    items: list[PresetView]


class PresetVersionView(View):
    """One of the recipes that a preset has had."""

    version: int
    recipe: dict[str, Any]
    created_at: datetime | None = Field(description="Of one's own.")

    @classmethod
    def of(cls, version: PresetVersion) -> Self:
        """The view of a row."""
        return cls(version=version.version, recipe=version.recipe, created_at=version.created_at)


class PresetHistory(View):
    """All versions of a preset, newest first."""

    items: list[PresetVersionView]


@endpoint("GET", "api/presets", tag=TAG)
def presets(call: Call) -> PresetList:
    """List the presets: the service's and the account's own."""
    presets = call.resources.presets
    built_in = [PresetView.of_built_in(name, recipe) for name, recipe in presets.built_in.items()]
    return PresetList(items=built_in + [PresetView.of(preset) for preset in presets.all(call.user.user_id)])


@endpoint(
    "POST",
    "api/presets",
    tag=TAG,
    answers={201: "The new preset"},
    problems=(*RENDER_PROBLEMS, NotFound, PresetNameTaken),
    limit=RECIPE_LIMIT,
)
def presets_create(call: Call, body: NewPreset) -> Reply[PresetView]:
    """Keep a recipe under a name, for previews, renditions, jobs, shares and dropped files."""
    _try(call, body.recipe, body.try_on)
    preset = call.resources.presets.add(call.user.user_id, body.name, body.recipe)
    return Reply(PresetView.of(preset), 201, {"Location": f"/api/presets/{preset.id}"})


@endpoint("GET", "api/presets/{id}", tag=TAG)
def presets_get(call: Call, id: PresetId) -> PresetView:  # noqa: A002  the route's name for it
    """Look up a preset."""
    recipe = call.resources.presets.built_in.get(id)
    return PresetView.of_built_in(id, recipe) if recipe else PresetView.of(_own(call, id))


@endpoint("POST", "api/presets/{id}", tag=TAG, problems=(*RENDER_PROBLEMS, Conflict, PresetNameTaken, PresetChanged), limit=RECIPE_LIMIT)
def presets_change(call: Call, id: PresetId, body: PresetChange) -> PresetView:  # noqa: A002  the route's name for it
    """Rename a preset, or give it a new recipe, which makes a new version."""
    preset = _own(call, id)
    if body.version is not None and body.version != preset.version:
        raise PresetChanged(version=preset.version)
    if body.recipe:
        _try(call, body.recipe, body.try_on)
    return PresetView.of(call.resources.presets.change(preset, body.name, body.recipe))


@endpoint("GET", "api/presets/{id}/versions", tag=TAG)
def presets_versions(call: Call, id: PresetId) -> PresetHistory:  # noqa: A002  the route's name for it
    """List the recipes that a preset has had, newest first. One that comes with the service has one."""
    recipe = call.resources.presets.built_in.get(id)
    if recipe:
        return PresetHistory(items=[PresetVersionView(version=1, recipe=as_written(recipe), created_at=None)])
    return PresetHistory(items=[PresetVersionView.of(version) for version in call.resources.presets.versions(_own(call, id))])


@endpoint("DELETE", "api/presets/{id}", tag=TAG, problems=(Conflict,))
def presets_delete(call: Call, id: PresetId) -> None:  # noqa: A002  the route's name for it
    """Delete a preset of one's own with all its versions; what was made with it stays."""
    call.resources.presets.remove(call.user.user_id, _own(call, id).id)


def _own(call: Call, id_: str) -> Preset:
    if id_ in call.resources.presets.built_in:
        raise Conflict("This preset comes with the service and cannot be changed. Save its recipe under a name of your own.")
    try:
        preset_id = UUID(id_)
    except ValueError:
        raise NotFound("There is no such preset here.") from None
    return call.resources.presets.get(call.user.user_id, preset_id)


def _try(call: Call, recipe: Recipe, image_id: UUID | None) -> None:
    if image_id is not None:
        call.resources.renditions.preview(call.resources.pictures.get(call.user.user_id, image_id), recipe)
