"""Share links: what their holders may do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from pydantic import ValidationError

from shared.database import Database, Share, SharedPicture, SharePreset
from shared.errors import InvalidCredentials, NotFound, TooManyAttempts, Unauthorized
from shared.gallery.pictures import Clock
from shared.gallery.presets import Presets
from shared.imaging import Recipe
from shared.security.passwords import Passwords
from shared.security.share_links import ShareKeys, token_digest
from shared.security.throttle import Counters, Limit, Try

MINUTE = timedelta(minutes=1)
UNLOCKS_FROM_ADDRESS = Limit("unlocked shares from an address", 10, MINUTE)
# Of one share more than of one account: all its visitors share the counter.
UNLOCKS_OF_SHARE = Limit("unlocks of a share", 20, 5 * MINUTE)


@dataclass(frozen=True)
class Visits:
    """What somebody with a link finds out: without an account, and nothing but what the share names."""

    database: Database
    presets: Presets
    passwords: Passwords
    keys: ShareKeys
    counters: Counters
    clock: Clock

    def open(self, token: str) -> Share:
        """The share of a link.

        Raises:
            NotFound: it is unknown, expired or revoked, or its account is shut: nobody can tell which.
        """
        with self.database.transaction(read_only=True) as tx:
            share = tx.shares.by_token(token_digest(token), self.clock())
        if share is None:
            raise NotFound("There is no such share here.")
        return share

    def require_key(self, share: Share, key: str | None) -> None:
        """Return when the share needs no password, or the key shows that its holder knew it.

        Raises:
            Unauthorized: it does not.
        """
        if share.password_hash is None:
            return
        if not key:
            raise Unauthorized("This share has a password: unlock it first.")
        try:
            self.keys.verify(key, share.id, share.token_hash, share.password_hash)
        except Unauthorized as error:
            raise Unauthorized("This share has a password: unlock it again.", **error.facts) from None

    def unlock(self, share: Share, password: str, address: str | None) -> str:
        """Exchange the password for a key.

        Args:
            share: which; one without a password takes any.
            password: as the visitor typed it.
            address: where the visitor calls from; None when that is not known.

        Raises:
            InvalidCredentials: the password is wrong.
            TooManyAttempts: wrong ones too often, from here or for this share.
        """
        now = self.clock()
        if share.password_hash is None:
            return self.keys.issue(share.id, share.token_hash, "", now)
        tries = (Try(UNLOCKS_FROM_ADDRESS, address), Try(UNLOCKS_OF_SHARE, share.id.hex))
        with self.database.transaction() as tx:
            # Before the password is looked at, so that of many tries at once no more are looked at than the limit says.
            refusal = self.counters.count(tx, now, *tries)
        if refusal:
            raise TooManyAttempts(retry_after=refusal.seconds, limit=refusal.limit.name, share=share.id)
        try:
            self.passwords.verify(share.password_hash, password)
        except InvalidCredentials:
            raise InvalidCredentials("The password is not right.", share=share.id) from None
        with self.database.transaction() as tx:
            self.counters.undo(tx, *tries)
        return self.keys.issue(share.id, share.token_hash, share.password_hash, now)

    def look(self, share: Share, *, counted: bool) -> tuple[Sequence[SharedPicture], Sequence[SharePreset]]:
        """What an opened share shows: its pictures, and those of its presets that are still there.

        Args:
            share: from `open`, with `require_key`.
            counted: whether it is a view.
        """
        if counted:
            with self.database.transaction() as tx:
                tx.shares.count_view(share.id)
        with self.database.transaction(read_only=True) as tx:
            return tx.shares.pictures(share.id), tx.shares.kept(share.presets)

    def picture(self, share: Share, item_id: UUID) -> SharedPicture:
        """One of the pictures of an opened share.

        Raises:
            NotFound: the share does not show it, or not any more.
        """
        with self.database.transaction(read_only=True) as tx:
            found = tx.shares.picture(share.id, item_id)
        if found is None:
            raise NotFound("There is no such picture in this share.")
        return found

    def recipe(self, share: Share, name: str) -> Recipe | None:
        """The recipe of one of a share's presets, as it was when it was chosen; None when the share has no preset of this name.

        Raises:
            NotFound: the preset was deleted, or this engine refuses its recipe.
        """
        preset = next((preset for preset in share.presets if preset.name == name), None)
        if preset is None:
            return None
        if preset.preset_id is None:
            recipe = self.presets.built_in.get(name)
        else:
            with self.database.transaction(read_only=True) as tx:
                written = tx.shares.recipe(preset)
            try:
                recipe = None if written is None else Recipe.model_validate(written)
            except ValidationError:
                recipe = None
        if recipe is None:
            raise NotFound("This preset is not there any more.")
        return recipe
