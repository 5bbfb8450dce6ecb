"""Links to pictures, and what their holders see."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ColumnElement, Connection, Row, Select, delete, insert, literal, or_, select, update
from sqlalchemy.sql.functions import count

from shared.database.repositories.paging import Order, find_page
from shared.database.rows import Image, Page, Rendition
from shared.database.share_rows import Share, SharedPicture, ShareItem, SharePreset
from shared.database.tables import images, preset_versions, renditions, share_items, shares, users

NEWEST_FIRST = Order("-createdAt", shares.c.created_at, descending=True)
# What is complete, of pictures that are not in the bin.
_THERE = (
    (images.c.state == "ready") & images.c.deleted_at.is_(None) & or_(share_items.c.rendition_id.is_(None), renditions.c.state == "ready")
)
_JOINED = share_items.join(images, images.c.id == share_items.c.image_id).outerjoin(
    renditions, renditions.c.id == share_items.c.rendition_id
)
_IMAGE = tuple(images.c[column.name] for column in fields(Image))
# Recipes can be large, there may be 500 of them, and no visitor needs one.
_RENDITION = tuple(
    literal({}, JSON).label("recipe") if column.name == "recipe" else renditions.c[column.name] for column in fields(Rendition)
)


@dataclass(frozen=True)
class Shares:
    """The tables `shares` and `share_items`. Of a share, only those items are found whose picture is in the gallery."""

    connection: Connection

    def add(self, share: Share) -> None:
        """Keep a new share with its items."""
        values = {name: getattr(share, name) for name in _COLUMNS} | {"presets": _written(share.presets)}
        self.connection.execute(insert(shares).values(values))
        self.fill(share)

    def fill(self, share: Share) -> None:
        """Keep what a share shows, in place of what it showed before."""
        self.connection.execute(delete(share_items).where(share_items.c.share_id == share.id))
        rows = [{"share_id": share.id, "position": position, **asdict(item)} for position, item in enumerate(share.items)]
        if rows:
            self.connection.execute(insert(share_items), rows)

    def count(self, user_id: UUID) -> int:
        """How many shares the account has, with those that are over."""
        return self.connection.scalar(select(count()).select_from(shares).where(shares.c.user_id == user_id)) or 0

    def get(self, user_id: UUID, share_id: UUID, *, hold: bool = False) -> Share | None:
        """One of the account's shares, whether or not it is over.

        Args:
            user_id: whose share.
            share_id: which one.
            hold: let nobody else change it until the end of the transaction.
        """
        query = _select().where(shares.c.id == share_id, shares.c.user_id == user_id)
        row = self.connection.execute(query.with_for_update() if hold else query).one_or_none()
        return None if row is None else self._with_items([_share(row)])[0]

    def page(self, user_id: UUID, *, limit: int, cursor: str | None = None) -> Page[Share]:
        """A page of the account's shares, newest first.

        Raises:
            InvalidInput: the cursor is not valid.
        """
        query = _select().where(shares.c.user_id == user_id)
        page = find_page(self.connection, query, NEWEST_FIRST, _share, limit=limit, cursor=cursor)
        return replace(page, items=tuple(self._with_items(page.items)))

    def change(self, share: Share) -> None:
        """Keep what can change of a share that is held: link, name, password, presets, originals and both ends."""
        changing = ("token_hash", "name", "password_hash", "allows_originals", "expires_at", "revoked_at")
        values = {name: getattr(share, name) for name in changing} | {"presets": _written(share.presets)}
        self.connection.execute(update(shares).where(shares.c.id == share.id).values(values))

    def by_token(self, token_hash: bytes, now: datetime) -> Share | None:
        """The share that a link opens now, without its items. Neither is there one that is over, nor one of a shut account."""
        live = shares.c.revoked_at.is_(None) & or_(shares.c.expires_at.is_(None), shares.c.expires_at > now)
        open_account = users.c.deleted_at.is_(None) & users.c.disabled_at.is_(None)
        query = _select().join(users, users.c.id == shares.c.user_id).where(shares.c.token_hash == token_hash, live, open_account)
        row = self.connection.execute(query).one_or_none()
        return None if row is None else _share(row)

    def count_view(self, share_id: UUID) -> None:
        """Count that a share was opened; of many at once, each counts."""
        self.connection.execute(update(shares).where(shares.c.id == share_id).values(views=shares.c.views + 1))

    def pictures(self, share_id: UUID) -> tuple[SharedPicture, ...]:
        """What the holder of a share sees, in order."""
        return self._pictures(share_items.c.share_id == share_id)

    def picture(self, share_id: UUID, item_id: UUID) -> SharedPicture | None:
        """What the holder of a share sees under an id: a rendition's, or that of a picture that is shared itself."""
        image = (share_items.c.image_id == item_id) & share_items.c.rendition_id.is_(None)
        found = self._pictures((share_items.c.share_id == share_id) & or_(share_items.c.rendition_id == item_id, image))
        return found[0] if found else None

    def own_images(self, user_id: UUID, ids: Collection[UUID]) -> frozenset[UUID]:
        """Which of these pictures are in the account's gallery."""
        shown = (images.c.user_id == user_id) & (images.c.state == "ready") & images.c.deleted_at.is_(None)
        return frozenset(self.connection.scalars(select(images.c.id).where(images.c.id.in_(ids), shown)))

    def own_renditions(self, user_id: UUID, ids: Collection[UUID]) -> Mapping[UUID, UUID]:
        """Which of these renditions the account has, and of which picture in the gallery each is."""
        shown = (renditions.c.state == "ready") & (images.c.state == "ready") & images.c.deleted_at.is_(None)
        query = select(renditions.c.id, renditions.c.image_id).join(images, images.c.id == renditions.c.image_id)
        rows = self.connection.execute(query.where(renditions.c.id.in_(ids), renditions.c.user_id == user_id, shown))
        return {row.id: row.image_id for row in rows}

    def recipe(self, preset: SharePreset) -> dict[str, Any] | None:
        """The recipe of one of the account's own presets, as it was when it was chosen; None when it was deleted since."""
        return self.connection.scalar(select(preset_versions.c.recipe).where(_version(preset)))

    def kept(self, presets: Collection[SharePreset]) -> tuple[SharePreset, ...]:
        """Which of these presets are still there; those that come with the service are."""
        own = [_version(preset) for preset in presets if preset.preset_id]
        if not own:
            return tuple(presets)
        query = select(preset_versions.c.preset_id, preset_versions.c.version).where(or_(*own))
        found = {tuple(row) for row in self.connection.execute(query)}
        return tuple(preset for preset in presets if preset.preset_id is None or (preset.preset_id, preset.version) in found)

    def over(self, before: datetime, limit: int) -> tuple[UUID, ...]:
        """Shares that were revoked or expired before this time, `limit` at most of each."""
        # One query for each, because with an OR no index would be used.
        found = [
            id_
            for ended in (shares.c.revoked_at < before, shares.c.expires_at < before)
            for id_ in self.connection.scalars(select(shares.c.id).where(ended).limit(limit))
        ]
        return tuple(dict.fromkeys(found))

    def shown_only_in(self, share_ids: Collection[UUID]) -> tuple[tuple[Image, UUID], ...]:
        """What no other share shows: each picture, in any state, and the id of what is shown of it, its own or a rendition's."""
        other = share_items.alias()
        elsewhere = select(other.c.share_id).where(
            other.c.image_id == share_items.c.image_id,
            other.c.rendition_id.is_not_distinct_from(share_items.c.rendition_id),
            other.c.share_id.not_in(share_ids),
        )
        query = select(*_IMAGE, share_items.c.rendition_id).select_from(_JOINED)
        rows = self.connection.execute(query.where(share_items.c.share_id.in_(share_ids), ~elsewhere.exists()))
        return tuple((_image(row), row.rendition_id or row.id) for row in rows)

    def remove(self, share_ids: Collection[UUID]) -> int:
        """Remove shares with their items.

        Returns:
            How many there were.
        """
        return self.connection.execute(delete(shares).where(shares.c.id.in_(share_ids))).rowcount

    def _pictures(self, which: ColumnElement[bool]) -> tuple[SharedPicture, ...]:
        query = select(*_IMAGE, *_RENDITION).select_from(_JOINED).where(which, _THERE)
        return tuple(_picture(row) for row in self.connection.execute(query.order_by(share_items.c.position)))

    def _with_items(self, found: Collection[Share]) -> list[Share]:
        items: dict[UUID, list[ShareItem]] = {share.id: [] for share in found}
        columns = (share_items.c.share_id, share_items.c.image_id, share_items.c.rendition_id)
        query = select(*columns).select_from(_JOINED).where(share_items.c.share_id.in_(items), _THERE)
        for share_id, image_id, rendition_id in self.connection.execute(query.order_by(share_items.c.position)):
            items[share_id].append(ShareItem(image_id, rendition_id))
        return [replace(share, items=tuple(items[share.id])) for share in found]


_COLUMNS = tuple(column.name for column in fields(Share) if column.name != "items")


def _select() -> Select[Any]:
    return select(*(shares.c[name] for name in _COLUMNS))


def _version(preset: SharePreset) -> ColumnElement[bool]:
    return (preset_versions.c.preset_id == preset.preset_id) & (preset_versions.c.version == preset.version)


def _written(presets: Collection[SharePreset]) -> list[dict[str, Any]]:
    return [
        {"name": preset.name, "preset": preset.preset_id.hex, "version": preset.version} if preset.preset_id else {"name": preset.name}
        for preset in presets
    ]


def _share(row: Row[Any]) -> Share:
    values = dict(row._mapping)  # noqa: SLF001  public in spite of its name
    presets = tuple(
        SharePreset(written["name"], UUID(written["preset"]) if "preset" in written else None, written.get("version"))
        for written in values["presets"]
    )
    return Share(**{**values, "presets": presets})


def _picture(row: Row[Any]) -> SharedPicture:
    return SharedPicture(_image(row), Rendition(*row[len(_IMAGE) :]) if row[len(_IMAGE)] else None)


def _image(row: Iterable[Any]) -> Image:
    # By place: both tables have columns of the same names.
    image = dict(zip((column.name for column in fields(Image)), row, strict=False))
    return Image(**{**image, "tags": tuple(image["tags"])})
