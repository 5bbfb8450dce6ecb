"""What the picture calls take and answer."""

from datetime import datetime
from typing import Annotated, Any, ClassVar, Literal, Self
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, BeforeValidator, Field, field_validator, model_validator

from shared.config import Settings
from shared.database import Image, Page, Rendition, Space
from shared.gallery.usage import Usage
from shared.http.model import Body, Query, View
from shared.imaging import Recipe

PresetName = Annotated[
    str,
    Field(
        min_length=1,
        max_length=64,
        pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$",
        description="Name of a preset: one that comes with the service, or one's own.",
    ),
]
OutputName = Annotated[str, Field(min_length=1, max_length=32, description="Which of the recipe's outputs; without it, the first.")]


class RecipeChoice(Body):
    """A recipe, or the name of a preset: exactly one of them."""

    transparent: ClassVar[frozenset[str]] = frozenset({"recipe"})

    recipe: Recipe | None = Field(None, description="What to do with the picture.")
    preset: PresetName | None = None
    output: OutputName | None = None

    @model_validator(mode="after")
    def _exactly_one(self) -> Self:
        if (self.recipe is None) == (self.preset is None):
            raise ValueError("give either a recipe or a preset")
        return self


class NewRendition(RecipeChoice):
    """What to make of a picture and under which name to save it."""

    name: str = Field("", max_length=200, description="To find it by.")


class NewPicture(RecipeChoice):
    """What to make, and under which name it goes to the gallery."""

    name: str = Field("", max_length=200, description="File name; its ending is added.")


def _number(text: object) -> object:
    # Pydantic converts text to numbers, but not to a choice of numbers.
    return int(text) if isinstance(text, str) and text.isdecimal() and len(text) < len("10000") else text


class ThumbnailQuery(Query):
    """Options of a thumbnail."""

    size: Annotated[Literal[160, 320, 640, 1280], BeforeValidator(_number)] = Field(
        320, description="Side of the square that it fits into, px."
    )


class PageQuery(Query):
    """A page of a list."""

    limit: int = Field(50, ge=1, le=200, description="Most items of one page.")
    cursor: str | None = Field(None, max_length=500, description="`nextCursor` of the page before.")


class PictureFilter(BaseModel):
    """Which pictures of the gallery: for its list, and for what is done to all that a search finds."""

    q: str | None = Field(None, max_length=200, description="Text in the file name, alt text or tags.")
    format: str | None = Field(None, max_length=16, description="Only pictures of this format, such as `jpeg`.")
    tag: str | None = Field(None, max_length=50, description="Only pictures with this tag.")
    created_after: AwareDatetime | None = Field(None, description="Only pictures taken in at this time or later.")
    created_before: AwareDatetime | None = Field(None, description="Only pictures taken in before this time.")
    min_bytes: int | None = Field(None, ge=0, le=2**53, description="Only pictures of this size or a larger one.")
    max_bytes: int | None = Field(None, ge=0, le=2**53, description="Only pictures of this size or a smaller one.")


class ImagesQuery(PictureFilter, PageQuery):
    """Which pictures, in which order."""

    sort: Literal["-createdAt", "createdAt", "filename", "-bytes"] = "-createdAt"
    deleted: bool = Field(default=False, description="The bin instead of the gallery.")


class DeleteQuery(Query):
    """How to delete a picture."""

    permanent: bool = Field(default=False, description="For good, out of the bin, instead of into it.")


Tag = Annotated[str, Field(min_length=1, max_length=50, pattern=r"^[^\x00-\x1f]+$")]


class ImageChange(Body):
    """What to change; what is left out stays."""

    filename: str | None = Field(None, min_length=1, max_length=1024, description="The name to show and to download under.")
    alt_text: str | None = Field(None, max_length=2000, description="What the picture shows, for those who do not see it.")
    tags: list[Tag] | None = Field(None, max_length=50, description="In place of the ones that it has; each once.")

    @field_validator("tags", mode="after")
    @classmethod
    def _each_once(cls, tags: list[str] | None) -> list[str] | None:
        return None if tags is None else list(dict.fromkeys(tag.strip() for tag in tags if tag.strip()))


class UploadQuery(Query):
    """The name of an uploaded file."""

    filename: str = Field("", max_length=1024, description="File name, for bodies that are the bare bytes.")


class ImageLinks(View):
    """Where the bytes of a picture are, relative to the server."""

    content: str
    thumbnail: str


class ImageView(View):
    """A picture of the account."""

    id: UUID
    filename: str
    format: str
    width: int = Field(description="px, as displayed")
    height: int = Field(description="px, as displayed")
    bytes: int
    sha256: str
    pages: int
    has_alpha: bool
    alt_text: str
    tags: list[str]
    placeholder: str | None = Field(description="ThumbHash, base64")
    dominant_color: str | None = Field(description="`#rrggbb`")
    created_at: datetime
    deleted_at: datetime | None = Field(description="When it was put in the bin.")
    links: ImageLinks

    @classmethod
    def of(cls, image: Image) -> Self:
        """The view of a row."""
        here = f"/api/images/{image.id}"
        return cls(
            **_fields(image, cls, skip={"links", "tags"}),
            tags=list(image.tags),
            links=ImageLinks(content=f"{here}/content", thumbnail=f"{here}/thumbnail"),
        )


class RenditionLinks(View):
    """Where the bytes of a rendition are, relative to the server."""

    content: str


class RenditionView(View):
    """A picture that was made of another and saved."""

    id: UUID
    image_id: UUID
    name: str
    recipe: dict[str, Any] = Field(description="What it was made with.")
    format: str
    width: int = Field(description="px")
    height: int = Field(description="px")
    bytes: int
    sha256: str
    created_at: datetime
    links: RenditionLinks

    @classmethod
    def of(cls, rendition: Rendition) -> Self:
        """The view of a row."""
        links = RenditionLinks(content=f"/api/renditions/{rendition.id}/content")
        return cls(**_fields(rendition, cls, skip={"links"}), links=links)


class ImagePage(View):
    """A page of pictures."""

    items: list[ImageView]
    next_cursor: str | None
    total: int = Field(description="Of the whole list, not of this page.")

    @classmethod
    def of(cls, page: Page[Image]) -> Self:
        """The view of a page of rows."""
        return cls(items=[ImageView.of(image) for image in page.items], next_cursor=page.next_cursor, total=page.total)


class RenditionPage(View):
    """A page of renditions."""

    items: list[RenditionView]
    next_cursor: str | None
    total: int = Field(description="Of the whole list, not of this page.")

    @classmethod
    def of(cls, page: Page[Rendition]) -> Self:
        """The view of a page of rows."""
        return cls(items=[RenditionView.of(rendition) for rendition in page.items], next_cursor=page.next_cursor, total=page.total)


class SpaceView(View):
    """How much of something there is."""

    items: int
    bytes: int

    @classmethod
    def of(cls, space: Space) -> Self:
        """The view of a sum."""
        return cls(items=space.items, bytes=space.bytes)


class UsageLimits(View):
    """How much there may be; null is without limit."""

    pictures: int | None
    bytes: int | None


class UsageView(View):
    """What the account takes up. The bin counts until it is emptied."""

    pictures: SpaceView
    binned: SpaceView
    renditions: SpaceView
    total: SpaceView = Field(description="Pictures with those in the bin, and the bytes of everything.")
    limits: UsageLimits

    @classmethod
    def of(cls, usage: Usage, settings: Settings) -> Self:
        """The view of an account's usage."""
        return cls(
            pictures=SpaceView.of(usage.pictures),
            binned=SpaceView.of(usage.binned),
            renditions=SpaceView.of(usage.renditions),
            total=SpaceView(items=usage.items, bytes=usage.bytes),
            limits=UsageLimits(pictures=settings.quota_pictures or None, bytes=settings.quota_bytes or None),
        )


class BinEmptied(View):
    """What was deleted for good."""

    deleted: int


class Catalogue(View):
    """Every operation and output format with its JSON Schema, for editors."""

    engine: str
    operations: list[dict[str, Any]]
    formats: list[dict[str, Any]]
    recipe: dict[str, Any] = Field(description="JSON Schema of a whole recipe.")


def _fields(row: Image | Rendition, view: type[View], skip: set[str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in view.model_fields if name not in skip}
