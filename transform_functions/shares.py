"""HTTP: links to pictures, as their owner makes and ends them."""

from datetime import datetime
from typing import Annotated, Self, cast
from uuid import UUID

from pydantic import AwareDatetime, Field, model_validator

from shared.database import Page, Share
from shared.errors import Conflict
from shared.gallery.shares import MAX_ITEMS, Terms
from shared.http.call import Call
from shared.http.endpoint import endpoint
from shared.http.model import Body, View
from shared.http.replies import Reply
from transform_functions.schemas import PageQuery, PresetName

TAG = "Shares"
MAX_PRESETS = 20

ShareName = Annotated[str, Field(max_length=200, description="As visitors see it.")]
Presets = Annotated[list[PresetName], Field(max_length=MAX_PRESETS, description="What visitors may ask for, beside small previews.")]
Originals = Annotated[bool, Field(description="Whether visitors may have the uploaded files, with all that their cameras wrote into them.")]
Items = Annotated[list[UUID], Field(max_length=MAX_ITEMS)]
SharePassword = Annotated[str, Field(min_length=6, max_length=128, description="That visitors must know; null for none.")]
End = Annotated[AwareDatetime, Field(description="When the link stops by itself; null for never.")]


class NewShare(Body):
    """What to share, with whom."""

    name: ShareName | None = None
    images: Items = Field([], description="The caller's own pictures, in the order in which they are shown.")
    renditions: Items = Field([], description="The caller's own renditions: shown instead of their pictures, after those of `images`.")
    presets: Presets | None = None
    allows_originals: Originals | None = None
    expires_at: End | None = None
    password: SharePassword | None = None

    @model_validator(mode="after")
    def _check_items(self) -> Self:
        if not 0 < len(self.images) + len(self.renditions) <= MAX_ITEMS:
            raise ValueError(f"a share has 1 to {MAX_ITEMS} pictures and renditions")
        return self


class ShareChange(Body):
    """What to change; what is left out stays."""

    name: ShareName | None = None
    images: Items | None = Field(None, description="In place of the pictures that it shows; those in the bin go too.")
    renditions: Items | None = Field(None, description="In place of the renditions that it shows.")
    presets: Presets | None = None
    allows_originals: Originals | None = None
    expires_at: End | None = None
    password: SharePassword | None = None


class ShareItemView(View):
    """What a share shows at one place."""

    image_id: UUID
    rendition_id: UUID | None = Field(description="Of the rendition that is shown instead of the picture.")


class ShareView(View):
    """A link to pictures."""

    id: UUID
    name: str
    items: list[ShareItemView] = Field(description="Those that are in the gallery now.")
    presets: list[str]
    allows_originals: bool
    has_password: bool
    views: int
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    url: str | None = Field(description="The link; only where it was made just now, for nobody knows it afterwards.")

    @classmethod
    def of(cls, share: Share, url: str | None = None) -> Self:
        """The view of a row."""
        return cls(
            id=share.id,
            name=share.name,
            items=[ShareItemView(image_id=item.image_id, rendition_id=item.rendition_id) for item in share.items],
            presets=[preset.name for preset in share.presets],
            allows_originals=share.allows_originals,
            has_password=share.password_hash is not None,
            views=share.views,
            created_at=share.created_at,
            expires_at=share.expires_at,
            revoked_at=share.revoked_at,
            url=url,
        )


class SharePage(View):
    """A page of shares."""

    items: list[ShareView]
    next_cursor: str | None
    total: int = Field(description="Of the whole list, not of this page.")

    @classmethod
    def of(cls, page: Page[Share]) -> Self:
        """The view of a page of rows."""
        return cls(items=[ShareView.of(share) for share in page.items], next_cursor=page.next_cursor, total=page.total)


@endpoint("POST", "api/shares", tag=TAG, answers={201: "The new share, with its link"}, problems=(Conflict,))
def shares_create(call: Call, body: NewShare) -> Reply[ShareView]:
    """Share pictures and renditions with whoever has the link."""
    share, token = call.resources.shares.add(call.user.user_id, body.images, body.renditions, _terms(body))
    return Reply(ShareView.of(share, _url(call, token)), 201, {"Location": f"/api/shares/{share.id}"})


@endpoint("GET", "api/shares", tag=TAG)
def shares_list(call: Call, query: PageQuery) -> SharePage:
    """List the account's shares, newest first; those that are over stay for 30 days."""
    return SharePage.of(call.resources.shares.find(call.user.user_id, limit=query.limit, cursor=query.cursor))


@endpoint("GET", "api/shares/{id}", tag=TAG)
def shares_get(call: Call, id: UUID) -> ShareView:  # noqa: A002  the route's name for it
    """Look up a share."""
    return ShareView.of(call.resources.shares.get(call.user.user_id, id))


@endpoint("POST", "api/shares/{id}", tag=TAG, problems=(Conflict,))
def shares_change(call: Call, id: UUID, body: ShareChange) -> ShareView:  # noqa: A002  the route's name for it
    """Change the terms of a share, and what it shows.

    The recipe of a preset is the one that it had when it was chosen: to have its newest, take the preset out and choose it again.
    """
    shares = call.resources.shares
    return ShareView.of(shares.change(call.user.user_id, id, _terms(body), images=body.images, renditions=body.renditions))


@endpoint("POST", "api/shares/{id}/renew", tag=TAG, problems=(Conflict,))
def shares_renew(call: Call, id: UUID) -> ShareView:  # noqa: A002  the route's name for it
    """Give a share another link; the old one stops at once."""
    share, token = call.resources.shares.renew(call.user.user_id, id)
    return ShareView.of(share, _url(call, token))


@endpoint("DELETE", "api/shares/{id}", tag=TAG)
def shares_revoke(call: Call, id: UUID) -> None:  # noqa: A002  the route's name for it
    """Revoke a share: its link stops at once and for good."""
    call.resources.shares.revoke(call.user.user_id, id)


def _terms(body: NewShare | ShareChange) -> Terms:
    """The terms that were sent. Null takes away an end or a password, and says nothing elsewhere."""
    sent = body.model_dump(include={"name", "presets", "allows_originals", "expires_at", "password"}, exclude_unset=True)
    return cast("Terms", {name: value for name, value in sent.items() if value is not None or name in {"expires_at", "password"}})


def _url(call: Call, token: str) -> str:
    return f"{call.resources.settings.public_url}/s/{token}"
