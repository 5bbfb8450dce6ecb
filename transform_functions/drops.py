"""HTTP: what became of the files that were dropped in the account's own folder."""

from datetime import datetime
from typing import Literal, Self
from uuid import UUID

from pydantic import AwareDatetime, Field

from shared.database import DropOutcome, Page
from shared.gallery.drop import locate
from shared.http.call import Call
from shared.http.endpoint import endpoint
from shared.http.model import View
from transform_functions.schemas import PageQuery

TAG = "Drops"


class DropsQuery(PageQuery):
    """A page of dropped files."""

    after: AwareDatetime | None = Field(None, description="Only files that were finished later than this.")


class DropView(View):
    """What became of a file, the last time that it was dropped."""

    id: UUID
    path: str = Field(description="Of the file, below the folder.")
    preset: str = Field(description="That its own folder names.")
    status: Literal["done", "rejected", "failed"] = Field(
        description="`rejected` for good, with the reason; `failed` after five tries, so that it may be dropped again."
    )
    code: str | None = Field(description="Of the reason.")
    message: str | None
    image_id: UUID | None = Field(description="Of the picture in the gallery.")
    outputs: int = Field(description="How many files were made of it.")
    finished_at: datetime

    @classmethod
    def of(cls, outcome: DropOutcome, folder: str) -> Self:
        """The view of a row."""
        return cls(
            id=outcome.id,
            path=outcome.path.removeprefix(folder),
            preset=locate(outcome.path, "").preset,
            status=outcome.status,
            code=outcome.code,
            message=outcome.message,
            image_id=outcome.image_id,
            outputs=outcome.outputs,
            finished_at=outcome.finished_at,
        )


class DropPage(View):
    """A page of dropped files, and where to drop them."""

    folder: str = Field(description="The account's own, with its container: `uploads/~<account>/`.")
    items: list[DropView]
    next_cursor: str | None
    total: int = Field(description="Of the whole list, not of this page.")

    @classmethod
    def of(cls, page: Page[DropOutcome], folder: str) -> Self:
        """The view of a page of rows."""
        items = [DropView.of(outcome, folder) for outcome in page.items]
        return cls(folder=folder, items=items, next_cursor=page.next_cursor, total=page.total)


@endpoint("GET", "api/drops", tag=TAG)
def drops_list(call: Call, query: DropsQuery) -> DropPage:
    """List what became of the files in the account's own folder, newest first; after 30 days it is forgotten."""
    folders, user_id = call.resources.own_folders, call.user.user_id
    return DropPage.of(folders.find(user_id, limit=query.limit, cursor=query.cursor, after=query.after), folders.of(user_id))
