"""Share links: what their owner does with them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypedDict
from uuid import UUID

from uuid_utils.compat import uuid7

from shared.database import Database, Page, Share, ShareItem, SharePreset
from shared.errors import Conflict, Fault, InvalidInput, NotFound
from shared.gallery.pictures import Clock
from shared.gallery.presets import Presets
from shared.security.passwords import Passwords
from shared.security.share_links import new_token, token_digest

if TYPE_CHECKING:
    from shared.database.session import Transaction

MAX_SHARES = 1000
MAX_ITEMS = 500
# Beside the names of presets, these stand at the end of addresses.
RESERVED = frozenset({"original", "rendition"})
# The servers keep no later times than those of this year.
LATEST = datetime(9999, 1, 1, tzinfo=UTC)


class Terms(TypedDict, total=False):
    """On which terms something is shared; what is left out stays as it is.

    `presets` are names of what a visitor may ask for; `expires_at` and `password` may be None, for neither.
    """

    name: str
    presets: Sequence[str]
    allows_originals: bool
    expires_at: datetime | None
    password: str | None


@dataclass(frozen=True)
class Shares:
    """The links of accounts to their pictures. Of a link, only the hash of its token is kept: it is shown once."""

    database: Database
    presets: Presets
    passwords: Passwords
    clock: Clock

    def add(self, user_id: UUID, images: Sequence[UUID], renditions: Sequence[UUID], terms: Terms) -> tuple[Share, str]:
        """Share pictures and renditions.

        Args:
            user_id: whose they must be.
            images: in the order in which they are shown.
            renditions: likewise, after the pictures.
            terms: of the share; without a word on it, there is neither name nor preset, end or password, and no originals.

        Returns:
            The share and the token of its link.

        Raises:
            InvalidInput: there is no such picture, rendition or preset, or the end is in the past.
            Conflict: the account has as many shares as it may have.
        """
        token = new_token()
        plain = Share(
            id=uuid7(),
            user_id=user_id,
            token_hash=token_digest(token),
            name="",
            password_hash=None,
            presets=(),
            allows_originals=False,
            views=0,
            created_at=self.clock(),
            expires_at=None,
            revoked_at=None,
        )
        share = replace(plain, **self._settled(plain, terms))
        with self.database.transaction() as tx:
            tx.users.hold(user_id)
            if tx.shares.count(user_id) >= MAX_SHARES:
                raise Conflict(f"An account may have {MAX_SHARES} shares; one that is over counts for 30 more days.", limit=MAX_SHARES)
            share = replace(share, items=_items(tx, user_id, images, renditions))
            tx.shares.add(share)
        return share, token

    def get(self, user_id: UUID, share_id: UUID) -> Share:
        """One of the account's shares, also one that is over.

        Raises:
            NotFound: there is none, or it is somebody else's.
        """
        with self.database.transaction(read_only=True) as tx:
            return _own(tx, user_id, share_id)

    def find(self, user_id: UUID, *, limit: int, cursor: str | None) -> Page[Share]:
        """A page of the account's shares, newest first."""
        with self.database.transaction(read_only=True) as tx:
            return tx.shares.page(user_id, limit=limit, cursor=cursor)

    def change(
        self,
        user_id: UUID,
        share_id: UUID,
        terms: Terms,
        *,
        images: Sequence[UUID] | None = None,
        renditions: Sequence[UUID] | None = None,
    ) -> Share:
        """Change the terms of a share, and what it shows.

        Args:
            user_id: whose share.
            share_id: which one.
            terms: a preset that stays keeps the recipe that it had when it was chosen.
            images: instead of those that it shows; None leaves them.
            renditions: likewise.

        Raises:
            NotFound: there is none, or it is somebody else's.
            Conflict: it is revoked.
            InvalidInput: there is no such picture, rendition or preset, or too many or none, or the end is in the past.
        """
        settled = self._settled(self.get(user_id, share_id), terms)
        with self.database.transaction() as tx:
            changed = replace(_unrevoked(_own(tx, user_id, share_id, hold=True)), **settled)
            if images is not None or renditions is not None:
                if images is None:
                    images = [item.image_id for item in changed.items if item.rendition_id is None]
                if renditions is None:
                    renditions = [item.rendition_id for item in changed.items if item.rendition_id]
                changed = replace(changed, items=_items(tx, user_id, images, renditions))
                tx.shares.fill(changed)
            tx.shares.change(changed)
        return changed

    def renew(self, user_id: UUID, share_id: UUID) -> tuple[Share, str]:
        """Give a share another link; the old one, and the keys that were had with it, stop at once.

        Returns:
            The share and the token of its link.

        Raises:
            NotFound: there is none, or it is somebody else's.
            Conflict: it is revoked.
        """
        token = new_token()
        with self.database.transaction() as tx:
            renewed = replace(_unrevoked(_own(tx, user_id, share_id, hold=True)), token_hash=token_digest(token))
            tx.shares.change(renewed)
        return renewed, token

    def revoke(self, user_id: UUID, share_id: UUID) -> None:
        """End a share for good. Ending it twice is fine.

        Raises:
            NotFound: there is none, or it is somebody else's.
        """
        with self.database.transaction() as tx:
            share = _own(tx, user_id, share_id, hold=True)
            if share.revoked_at is None:
                tx.shares.change(replace(share, revoked_at=self.clock()))

    def _settled(self, share: Share, terms: Terms) -> dict[str, Any]:
        """What the terms mean for the row of a share."""
        settled: dict[str, Any] = {name: terms[name] for name in ("name", "allows_originals", "expires_at") if name in terms}
        expires_at = settled.get("expires_at")
        if expires_at and not self.clock() < expires_at < LATEST:
            raise InvalidInput(faults=[Fault("/expiresAt", "not_in_the_future", "A share ends in the future.")])
        if "presets" in terms:
            settled["presets"] = self._chosen(share, terms["presets"])
        if "password" in terms:
            password = terms["password"]
            settled["password_hash"] = None if password is None else self.passwords.hash(password)
        return settled

    def _chosen(self, share: Share, names: Sequence[str]) -> tuple[SharePreset, ...]:
        with self.database.transaction(read_only=True) as tx:
            known = {preset.name: preset for preset in tx.shares.kept(share.presets)}
            for name in names:
                own = None if name in known or name in self.presets.built_in else tx.presets.named(share.user_id, name)
                if own:
                    known[name] = SharePreset(name, own.id, own.version)
        chosen, faults = [], []
        for place, name in enumerate(names):
            if name in RESERVED:
                faults.append(Fault(f"/presets/{place}", "reserved_name", f"In a share, `{name}` means something else. Rename the preset."))
            elif name in known:
                chosen.append(known[name])
            elif name in self.presets.built_in:
                chosen.append(SharePreset(name))
            else:
                faults.append(Fault(f"/presets/{place}", "unknown_preset", f"There is no preset named {name}."))
        if faults:
            raise InvalidInput(faults=faults)
        return tuple(dict.fromkeys(chosen))


def _own(tx: "Transaction", user_id: UUID, share_id: UUID, *, hold: bool = False) -> Share:
    share = tx.shares.get(user_id, share_id, hold=hold)
    if share is None:
        raise NotFound("There is no such share here.")
    return share


def _unrevoked(share: Share) -> Share:
    if share.revoked_at:
        raise Conflict("This share is revoked. Make another one.", share=share.id)
    return share


def _items(tx: "Transaction", user_id: UUID, images: Sequence[UUID], renditions: Sequence[UUID]) -> tuple[ShareItem, ...]:
    own_images, own_renditions = tx.shares.own_images(user_id, images), tx.shares.own_renditions(user_id, renditions)
    faults = [
        Fault(f"/{kind}/{place}", f"unknown_{kind[:-1]}", f"There is no {what} {id_} in your gallery.")
        for kind, what, ids, own in (("images", "picture", images, own_images), ("renditions", "rendition", renditions, own_renditions))
        for place, id_ in enumerate(ids)
        if id_ not in own
    ]
    if faults:
        raise InvalidInput(faults=faults)
    found = [ShareItem(id_) for id_ in images] + [ShareItem(own_renditions[id_], id_) for id_ in renditions]
    if not 0 < len(found) <= MAX_ITEMS:
        raise InvalidInput(faults=[Fault("", "wrong_number", f"A share has 1 to {MAX_ITEMS} pictures and renditions.")])
    return tuple(dict.fromkeys(found))
