"""Shares in the database: the same on every server."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from uuid_utils.compat import uuid7

from shared.database import Database, Image, Preset, Rendition, Share, SharedPicture, ShareItem, SharePreset
from shared.database.tables import images, renditions
from tests.fixtures.databases import ALL_SERVERS
from tests.fixtures.people import NOW, person, stored_person
from tests.fixtures.picture_rows import picture, stored

pytestmark = ALL_SERVERS

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TOKEN = b"\x00\xff" * 16


@pytest.fixture
def ana(database: Database) -> UUID:
    """An account."""
    return stored_person(database).id


def rendition(database: Database, image: Image, state: str = "ready") -> Rendition:
    """Something that was made of a picture."""
    made = Rendition(
        id=uuid7(),
        user_id=image.user_id,
        image_id=image.id,
        name="Pequeña",
        recipe={"steps": [{"op": "flip"}]},
        recipe_hash=uuid7().hex * 2,
        engine="1",
        format="webp",
        media_type="image/webp",
        width=32,
        height=20,
        bytes=100,
        sha256="ab" * 32,
        state="pending",
        created_at=NOW,
    )
    with database.transaction() as tx:
        tx.renditions.add_pending(made)
        return tx.renditions.mark_ready(made.id) if state == "ready" else made


def kept(database: Database, user_id: UUID, *items: ShareItem, **changed: Any) -> Share:
    """A share that is kept."""
    share = Share(
        id=uuid7(),
        user_id=user_id,
        token_hash=TOKEN,
        name="Verano Ñ 🎨",
        password_hash=None,
        presets=(SharePreset("web"), SharePreset("mine", UUID(int=7), 3)),
        allows_originals=True,
        views=0,
        created_at=NOW,
        expires_at=None,
        revoked_at=None,
        items=items,
    )
    share = replace(share, **changed)
    with database.transaction() as tx:
        tx.shares.add(share)
    return share


def test_what_was_kept_comes_back(database: Database, ana: UUID) -> None:
    """By id, in the list, and without its items by its token."""
    image = stored(database, picture(ana))
    made = rendition(database, image)
    share = kept(database, ana, ShareItem(image.id, made.id), ShareItem(image.id), password_hash="$argon2id$", expires_at=NOW + HOUR)

    with database.transaction(read_only=True) as tx:
        assert tx.shares.get(ana, share.id) == share
        assert tx.shares.page(ana, limit=5).items == (share,)
        assert tx.shares.by_token(TOKEN, NOW) == replace(share, items=())
        assert (tx.shares.get(UUID(int=1), share.id), tx.shares.count(ana)) == (None, 1)


def test_visitors_see_pictures_and_renditions_in_order(database: Database, ana: UUID) -> None:
    """Each under its own id, without a recipe."""
    image, other = stored(database, picture(ana)), stored(database, picture(ana, "otra.jpg"))
    made = rendition(database, image)
    share = kept(database, ana, ShareItem(other.id), ShareItem(image.id, made.id))

    with database.transaction(read_only=True) as tx:
        shown = SharedPicture(image, replace(made, recipe={}))
        assert tx.shares.pictures(share.id) == (SharedPicture(other, None), shown)
        assert tx.shares.picture(share.id, made.id) == shown
        assert tx.shares.picture(share.id, other.id) == SharedPicture(other, None)
        assert tx.shares.picture(share.id, image.id) is None


@pytest.mark.parametrize(("hidden", "left"), [("binned", 0), ("doomed", 0), ("rendition pending", 1)])
def test_what_is_not_complete_in_the_gallery_is_not_seen(database: Database, ana: UUID, hidden: str, left: int) -> None:
    """By nobody, until it is back."""
    image = stored(database, picture(ana))
    made = rendition(database, image)
    share = kept(database, ana, ShareItem(image.id), ShareItem(image.id, made.id))
    statement = {
        "binned": images.update().values(deleted_at=NOW),
        "doomed": images.update().values(state="doomed"),
        "rendition pending": renditions.update().values(state="pending"),
    }[hidden]
    with database.transaction() as tx:
        tx.connection.execute(statement)

        found = tx.shares.get(ana, share.id)
        assert found
        assert (len(found.items), len(tx.shares.pictures(share.id))) == (left, left)


def test_items_go_with_their_pictures_and_renditions(database: Database, ana: UUID) -> None:
    """For good."""
    image, other = stored(database, picture(ana)), stored(database, picture(ana, "otra.jpg"))
    made = rendition(database, image)
    share = kept(database, ana, ShareItem(image.id, made.id), ShareItem(other.id))

    with database.transaction() as tx:
        tx.renditions.remove(made.id)
        tx.images.remove(other.id)
        found = tx.shares.get(ana, share.id)

    assert found
    assert found.items == ()


@pytest.mark.parametrize(
    ("changed", "moment", "opens"),
    [
        ({}, NOW, True),
        ({"expires_at": NOW + HOUR}, NOW, True),
        ({"expires_at": NOW + HOUR}, NOW + HOUR, False),
        ({"revoked_at": NOW}, NOW, False),
        ({"token_hash": bytes(32)}, NOW, False),
    ],
)
def test_a_link_opens_until_its_end(database: Database, ana: UUID, changed: dict[str, Any], moment: Any, opens: bool) -> None:  # noqa: FBT001  a parameter
    """To the microsecond."""
    kept(database, ana, **changed)

    with database.transaction(read_only=True) as tx:
        assert (tx.shares.by_token(TOKEN, moment) is not None) is opens


@pytest.mark.parametrize("end", ["disabled", "erased"])
def test_a_link_of_a_shut_account_does_not_open(database: Database, ana: UUID, end: str) -> None:
    """Whether an operator or its owner shut it."""
    kept(database, ana)

    with database.transaction() as tx:
        if end == "disabled":
            tx.users.set_disabled(ana, NOW)
        else:
            tx.users.erase(ana, NOW)
        assert tx.shares.by_token(TOKEN, NOW) is None


def test_of_many_views_at_once_each_counts(database: Database, ana: UUID) -> None:
    """None is lost."""
    share = kept(database, ana)

    def view(_: int) -> None:
        with database.transaction() as tx:
            tx.shares.count_view(share.id)

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(view, range(20)))

    with database.transaction(read_only=True) as tx:
        found = tx.shares.get(ana, share.id)
    assert found
    assert found.views == 20


def test_a_change_leaves_the_views_alone(database: Database, ana: UUID) -> None:
    """Somebody may have looked since it was read."""
    share = kept(database, ana)
    with database.transaction() as tx:
        tx.shares.count_view(share.id)
        changed = replace(share, name="", presets=(), allows_originals=False, token_hash=bytes(32), revoked_at=NOW, password_hash="x")
        tx.shares.change(changed)

        assert tx.shares.get(ana, share.id, hold=True) == replace(changed, views=1)


def test_only_ones_own_pictures_and_renditions_are_found(database: Database, ana: UUID) -> None:
    """Of the others' there is nothing to be seen."""
    eva = person("eva@example.com")
    with database.transaction() as tx:
        tx.users.add(eva)
    image, hers = stored(database, picture(ana)), stored(database, picture(eva.id))
    made, pending, hers_made = rendition(database, image), rendition(database, image, "pending"), rendition(database, hers)

    with database.transaction(read_only=True) as tx:
        assert tx.shares.own_images(ana, [image.id, hers.id, UUID(int=1)]) == {image.id}
        assert tx.shares.own_renditions(ana, [made.id, pending.id, hers_made.id]) == {made.id: image.id}
        assert (tx.shares.own_images(ana, []), tx.shares.own_renditions(ana, [])) == (frozenset(), {})


def test_a_preset_is_kept_in_its_version(database: Database, ana: UUID) -> None:
    """Until it is deleted; those that come with the service always are."""
    preset = Preset(uuid7(), ana, "mine", 1, {"steps": [{"op": "flip"}]}, NOW, NOW)
    first, second, built_in = SharePreset("mine", preset.id, 1), SharePreset("mine", preset.id, 2), SharePreset("web")
    with database.transaction() as tx:
        tx.presets.add(preset)
        before = tx.shares.kept((built_in, first, second))
        tx.presets.change(preset, name=None, recipe={"steps": []}, at=NOW)
        after = tx.shares.kept((built_in, first, second))
        recipes = (tx.shares.recipe(first), tx.shares.recipe(second))
        tx.presets.remove(ana, preset.id)

        assert (before, after) == ((built_in, first), (built_in, first, second))
        assert recipes == (preset.recipe, {"steps": []})
        assert (tx.shares.kept((built_in, first)), tx.shares.recipe(first), tx.shares.kept(())) == ((built_in,), None, ())


def test_shares_that_are_over_are_found_and_removed(database: Database, ana: UUID) -> None:
    """Both kinds of end, a bounded number of each, and each share once."""
    ends = [
        {"revoked_at": NOW - DAY, "expires_at": NOW - DAY},
        {"revoked_at": NOW - DAY},
        {"expires_at": NOW - DAY},
        {"expires_at": NOW + DAY},
        {},
    ]
    made = [kept(database, ana, token_hash=bytes([number] * 32), **end) for number, end in enumerate(ends)]

    with database.transaction() as tx:
        assert set(tx.shares.over(NOW, 10)) == {share.id for share in made[:3]}
        assert 1 <= len(tx.shares.over(NOW, 1)) <= 2
        assert (tx.shares.remove(tx.shares.over(NOW, 10)), tx.shares.count(ana)) == (3, 2)


def test_what_no_other_share_shows_is_found(database: Database, ana: UUID) -> None:
    """A picture and a rendition of it are two things; one in the bin is found too."""
    image, other = stored(database, picture(ana)), stored(database, picture(ana, "otra.jpg"))
    made = rendition(database, image)
    one = kept(database, ana, ShareItem(image.id), ShareItem(image.id, made.id), ShareItem(other.id))
    two = kept(database, ana, ShareItem(image.id), token_hash=bytes(32))

    with database.transaction() as tx:
        tx.images.bin(ana, other.id, NOW)
        binned = replace(other, deleted_at=NOW)
        assert set(tx.shares.shown_only_in([one.id])) == {(image, made.id), (binned, other.id)}
        assert set(tx.shares.shown_only_in([one.id, two.id])) == {(image, image.id), (image, made.id), (binned, other.id)}
