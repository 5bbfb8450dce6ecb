"""What the calls about jobs take and answer."""

from datetime import datetime
from typing import Annotated, ClassVar, Literal, Self
from uuid import UUID

from pydantic import Field, model_validator

from shared.database import Job, JobItem, Page
from shared.gallery.job_limits import MAX_ITEMS
from shared.gallery.jobs import Download
from shared.gallery.selection import Selection
from shared.http.model import Body, View
from shared.imaging import Recipe
from transform_functions.schemas import OutputName, PageQuery, PictureFilter, PresetName

Ids = Annotated[list[UUID], Field(min_length=1, max_length=MAX_ITEMS)]


class SearchChoice(PictureFilter, Body):
    """Pictures that a search of the gallery finds, at that moment."""


class NewJob(Body):
    """What to do with which pictures."""

    transparent: ClassVar[frozenset[str]] = frozenset({"recipe"})

    kind: Literal["preset", "zip"] = Field(description="`preset`: make and save the same of each; `zip`: put them into one file.")
    preset: PresetName | None = None
    recipe: Recipe | None = Field(None, description="Instead of a preset.")
    output: OutputName | None = None
    images: Ids | None = Field(None, description="Pictures.")
    renditions: Ids | None = Field(None, description="Instead of pictures, for a zip.")
    search: SearchChoice | None = Field(None, description=f"Instead of pictures; {MAX_ITEMS} at most.")
    name: str = Field("", max_length=200, description="To find it by, and the renditions; the zip's file name.")

    @model_validator(mode="after")
    def _check_together(self) -> Self:
        if sum(chosen is not None for chosen in (self.images, self.renditions, self.search)) != 1:
            raise ValueError("give exactly one of images, renditions and search")
        if self.kind == "zip" and (self.preset, self.recipe, self.output) != (None, None, None):
            raise ValueError("a zip takes no preset, recipe or output")
        if self.kind == "preset" and (self.recipe is None) == (self.preset is None):
            raise ValueError("give either a recipe or a preset")
        if self.kind == "preset" and self.renditions is not None:
            raise ValueError("renditions are made of pictures: give images or a search")
        return self

    @property
    def selection(self) -> Selection:
        """What is chosen."""
        return Selection(self.images, self.renditions, None if self.search is None else self.search.model_dump())


class ItemsQuery(PageQuery):
    """A page of a job's items."""

    state: Literal["waiting", "done", "failed"] | None = Field(None, description="Only items in this state.")


class JobView(View):
    """The same work on many pictures."""

    id: UUID
    kind: Literal["preset", "zip"]
    state: Literal["queued", "running", "done", "cancelled", "failed"] = Field(
        description="`done` as soon as something came of it, even if some items failed; `failed` when nothing did."
    )
    name: str
    preset: str | None
    total: int = Field(description="Items.")
    done: int
    failed: int
    bytes: int = Field(description="Of what was made.")
    created_at: datetime
    updated_at: datetime
    finished_at: datetime | None

    @classmethod
    def of(cls, job: Job) -> Self:
        """The view of a row."""
        return cls(**{name: getattr(job, name) for name in cls.model_fields})


class JobPage(View):
    """A page of jobs, newest first."""

    items: list[JobView]
    next_cursor: str | None
    total: int = Field(description="Of the whole list, not of this page.")

    @classmethod
    def of(cls, page: Page[Job]) -> Self:
        """The view of a page of rows."""
        return cls(items=[JobView.of(job) for job in page.items], next_cursor=page.next_cursor, total=page.total)


class JobItemView(View):
    """What became of one picture of a job."""

    position: int
    image_id: UUID
    state: Literal["waiting", "done", "failed"]
    rendition_id: UUID | None = Field(description="What was made; of a zip, what goes in instead of the original.")
    code: str | None = Field(description="Why it failed.")
    message: str | None

    @classmethod
    def of(cls, item: JobItem) -> Self:
        """The view of a row."""
        return cls(
            position=item.position,
            image_id=item.image_id,
            state="waiting" if item.state == "taken" else item.state,
            rendition_id=item.rendition_id,
            code=item.code,
            message=item.message,
        )


class JobItemPage(View):
    """A page of a job's items, in their order."""

    items: list[JobItemView]
    next_cursor: str | None
    total: int = Field(description="Of the whole list, not of this page.")

    @classmethod
    def of(cls, page: Page[JobItem]) -> Self:
        """The view of a page of rows."""
        return cls(items=[JobItemView.of(item) for item in page.items], next_cursor=page.next_cursor, total=page.total)


class DownloadView(View):
    """Where a zip can be fetched, without an access token."""

    url: str = Field(description="Straight into the store; whoever has it may use it.")
    expires_at: datetime
    bytes: int
    filename: str

    @classmethod
    def of(cls, download: Download) -> Self:
        """The view of a link."""
        return cls(url=download.url, expires_at=download.expires_at, bytes=download.bytes, filename=download.filename)
