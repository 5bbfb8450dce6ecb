"""Pictures and renditions in the database: the same on every server."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.exc import IntegrityError
from uuid_utils.compat import uuid7

from shared.database import Database, Image, ImageSort, Rendition
from shared.database.tables import users
from shared.errors import Conflict, InvalidInput, NotFound
from tests.fixtures.databases import ALL_SERVERS
from tests.fixtures.people import NOW, stored_person
from tests.fixtures.picture_rows import picture, stored

pytestmark = ALL_SERVERS

DAY = timedelta(days=1)


@pytest.fixture
def ana(database: Database) -> UUID:
    """An account."""
    return stored_person(database).id


@pytest.fixture
def eva(database: Database) -> UUID:
    """Another account."""
    return stored_person(database, "eva@example.com").id


def names(database: Database, user_id: UUID, **wanted: Any) -> list[str]:
    """The file names of a page."""
    with database.transaction(read_only=True) as tx:
        return [image.filename for image in tx.images.page(user_id, limit=50, **wanted).items]


def test_a_picture_comes_back_as_it_was(database: Database, ana: UUID) -> None:
    """Once it is ready."""
    image = picture(ana)

    assert stored(database, image) == image
    with database.transaction() as tx:
        assert tx.images.get(ana, image.id) == tx.images.by_sha256(ana, image.sha256) == image


def test_a_pending_picture_is_not_seen(database: Database, ana: UUID) -> None:
    """Only by who looks for its bytes."""
    image = picture(ana)
    with database.transaction() as tx:
        assert tx.images.add_pending(image).state == "pending"

    with database.transaction() as tx:
        assert tx.images.get(ana, image.id, deleted=None) is None
        assert tx.images.page(ana, limit=1).total == 0
        assert tx.images.by_sha256(ana, image.sha256) == replace(image, state="pending")


def test_a_picture_is_found_only_by_its_owner(database: Database, ana: UUID, eva: UUID) -> None:
    """For everybody else there is none."""
    image = stored(database, picture(ana))

    with database.transaction() as tx:
        assert tx.images.get(eva, image.id) is None
        assert tx.images.by_sha256(eva, image.sha256) is None
        assert tx.images.page(eva, limit=1).items == ()
    for act in ("bin", "restore", "update"):
        with pytest.raises(NotFound), database.transaction() as tx:
            getattr(tx.images, act)(eva, image.id, *([NOW] if act == "bin" else []))


def test_the_same_bytes_are_one_picture(database: Database, ana: UUID, eva: UUID) -> None:
    """In each account."""
    image = stored(database, picture(ana))

    with database.transaction() as tx:
        assert tx.images.add_pending(replace(image, id=uuid7(), filename="otra.jpg")) == image
        assert tx.images.add_pending(replace(image, id=uuid7(), user_id=eva)).user_id == eva


def test_of_many_uploads_of_the_same_bytes_one_makes_the_row(database: Database, ana: UUID) -> None:
    """All go on with it."""

    def add(_number: int) -> UUID:
        with database.transaction() as tx:
            return tx.images.add_pending(picture(ana)).id

    with ThreadPoolExecutor(8) as pool:
        ids = set(pool.map(add, range(8)))

    assert len(ids) == 1


def test_a_pending_picture_that_is_worked_on_is_young_again(database: Database, ana: UUID) -> None:
    """So that no sweep takes it away."""
    with database.transaction() as tx:
        first = tx.images.add_pending(picture(ana))
    with database.transaction() as tx:
        second = tx.images.add_pending(picture(ana, created_at=NOW + DAY))
        tx.images.doom(pending_before=NOW + DAY, binned_before=NOW)

        assert second == replace(first, created_at=NOW + DAY)
        assert tx.images.doomed(10) == ()


def test_a_picture_that_was_swept_away_cannot_become_ready(database: Database, ana: UUID) -> None:
    """Its bytes may be gone."""
    image = picture(ana)
    with database.transaction() as tx:
        tx.images.add_pending(image)
        tx.images.doom(pending_before=NOW + DAY, binned_before=NOW)

    with pytest.raises(Conflict), database.transaction() as tx:
        tx.images.mark_ready(image.id)


def test_a_sweep_claims_what_nobody_can_reach(database: Database, ana: UUID) -> None:
    """Old pending ones and what was in the bin for long, and nothing else."""
    _kept, fresh, old = (stored(database, picture(ana, name)) for name in ("kept", "fresh", "old"))
    with database.transaction() as tx:
        tx.images.bin(ana, old.id, NOW - DAY)
        tx.images.bin(ana, fresh.id, NOW + DAY)
        tx.images.add_pending(picture(ana, "died", created_at=NOW - DAY))
        tx.images.add_pending(picture(ana, "alive", created_at=NOW + DAY))

    with database.transaction() as tx:
        tx.images.doom(pending_before=NOW, binned_before=NOW)
        gone = tx.images.doomed(10)
        for image in gone:
            tx.images.remove(image.id)

    assert {image.filename for image in gone} == {"old", "died"}
    assert names(database, ana) == ["kept"]
    assert names(database, ana, deleted=True) == ["fresh"]


def test_the_bin_is_there_and_back(database: Database, ana: UUID) -> None:
    """A picture is in the one or in the other."""
    image = stored(database, picture(ana))

    with database.transaction() as tx:
        tx.images.bin(ana, image.id, NOW)
        assert tx.images.get(ana, image.id) is None
        assert tx.images.get(ana, image.id, deleted=True) == tx.images.get(ana, image.id, deleted=None) == replace(image, deleted_at=NOW)
        assert tx.images.restore(ana, image.id) == image
    with pytest.raises(NotFound), database.transaction() as tx:
        tx.images.restore(ana, image.id)


def test_a_picture_changes_where_it_is_told_to(database: Database, ana: UUID) -> None:
    """And is found by its new words."""
    image = stored(database, picture(ana))

    with database.transaction() as tx:
        changed = tx.images.update(ana, image.id, alt_text="Barcas al alba", tags=["norte"])

    assert changed == replace(image, alt_text="Barcas al alba", tags=("norte",))
    assert names(database, ana, q="ALBA norte") == ["playa.jpg"]
    assert names(database, ana, q="mar") == []


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("ninos", True),
        ("NIÑOS", True),
        ("playa niños", True),
        ("nin", True),
        ("niños montaña", False),
        ("100%", True),
        ("100_", False),
        ("%", True),
        ("_", False),
        ("'", False),
        ("\\", False),
        ("🎨", True),
        ("strasse", True),
    ],
)
def test_a_search_knows_neither_case_nor_accents(database: Database, ana: UUID, q: str, found: bool) -> None:  # noqa: FBT001  a column
    """And takes every character for itself."""
    stored(database, picture(ana, "Niños en la playa 100% Straße.jpg"))

    assert bool(names(database, ana, q=q)) is found


def test_a_list_can_be_narrowed_to_a_format(database: Database, ana: UUID) -> None:
    """The total counts only these."""
    stored(database, picture(ana, "a"))
    stored(database, picture(ana, "b", format="png"))

    with database.transaction() as tx:
        page = tx.images.page(ana, limit=10, format="png")
    assert ([image.filename for image in page.items], page.total) == (["b"], 1)


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("-createdAt", ["Ñu", "b", "A", "ä"]),
        ("createdAt", ["ä", "A", "b", "Ñu"]),
        ("-bytes", ["b", "ä", "Ñu", "A"]),
    ],
)
def test_pages_go_through_the_whole_list_in_order(database: Database, ana: UUID, sort: ImageSort, expected: list[str]) -> None:
    """Each picture once, however short the pages are, though others share its place in the order."""
    for day, (name, size) in enumerate([("ä", 8), ("A", 7), ("b", 9), ("Ñu", 7)]):
        stored(database, picture(ana, name, created_at=NOW + day * DAY, bytes=size))

    seen: list[str] = []
    cursor = None
    while cursor or not seen:
        with database.transaction() as tx:
            page = tx.images.page(ana, limit=1, cursor=cursor, sort=sort)
        seen += [image.filename for image in page.items]
        cursor = page.next_cursor
        assert page.total == 4

    assert seen == expected


def test_names_are_sorted_without_regard_to_case(database: Database, ana: UUID) -> None:
    """As people sort; every page begins where the last one ended."""
    for name in ("b.jpg", "C.jpg", "a.jpg", "B2.jpg"):
        stored(database, picture(ana, name))

    with database.transaction() as tx:
        first = tx.images.page(ana, limit=2, sort="filename")
        second = tx.images.page(ana, limit=2, sort="filename", cursor=first.next_cursor)

    assert [image.filename for image in (*first.items, *second.items)] == ["a.jpg", "b.jpg", "B2.jpg", "C.jpg"]
    assert second.next_cursor is None


def test_a_page_is_not_moved_by_what_comes_in_between(database: Database, ana: UUID) -> None:
    """A newer picture shifts nothing."""
    for day in range(3):
        stored(database, picture(ana, str(day), created_at=NOW + day * DAY))
    with database.transaction() as tx:
        first = tx.images.page(ana, limit=2)
    stored(database, picture(ana, "new", created_at=NOW + 9 * DAY))

    assert names(database, ana, cursor=first.next_cursor) == ["0"]


@pytest.mark.parametrize("cursor", ["", "x", "é", "W10", "bnVsbA", "WyItY3JlYXRlZEF0Iiw3LDdd", "A" * 500])
def test_a_cursor_of_nowhere_is_refused(database: Database, ana: UUID, cursor: str) -> None:
    """With a pointer."""
    with pytest.raises(InvalidInput) as refused, database.transaction() as tx:
        tx.images.page(ana, limit=1, cursor=cursor)

    assert [fault.pointer for fault in refused.value.faults] == ["/cursor"]


def test_a_cursor_of_another_order_is_refused(database: Database, ana: UUID) -> None:
    """It names a place in that one."""
    for name in ("a", "b"):
        stored(database, picture(ana, name))
    with database.transaction() as tx:
        cursor = tx.images.page(ana, limit=1).next_cursor

    with pytest.raises(InvalidInput), database.transaction() as tx:
        tx.images.page(ana, limit=1, cursor=cursor, sort="-bytes")


def test_an_account_with_pictures_is_not_simply_deleted(database: Database, ana: UUID) -> None:
    """Their bytes must go first."""
    stored(database, picture(ana))

    with pytest.raises(IntegrityError), database.transaction() as tx:
        tx.connection.execute(users.delete())


def rendition(image: Image, recipe: str = "grey", **changed: Any) -> Rendition:
    """A rendition that is not stored yet; each recipe has another hash."""
    made = Rendition(
        id=uuid7(),
        user_id=image.user_id,
        image_id=image.id,
        name="Gris ñ",
        recipe={"steps": [{"op": recipe, "sigma": 1.5}], "note": "ñ🎨"},
        recipe_hash=sha256(recipe.encode()).hexdigest(),
        engine="vips-8.18.7",
        format="webp",
        media_type="image/webp",
        width=32,
        height=20,
        bytes=700,
        sha256=sha256(b"made").hexdigest(),
        state="ready",
        created_at=NOW,
    )
    return replace(made, **changed)


def saved(database: Database, made: Rendition) -> Rendition:
    """Store a rendition, ready."""
    with database.transaction() as tx:
        tx.renditions.add_pending(made)
    with database.transaction() as tx:
        return tx.renditions.mark_ready(made.id)


def test_a_rendition_comes_back_as_it_was(database: Database, ana: UUID, eva: UUID) -> None:
    """To its owner, once it is ready."""
    image = stored(database, picture(ana))
    made = rendition(image)
    with database.transaction() as tx:
        tx.renditions.add_pending(made)
        assert tx.renditions.get(ana, made.id) is None

    with database.transaction() as tx:
        assert tx.renditions.mark_ready(made.id) == made
        assert tx.renditions.get(ana, made.id) == tx.renditions.by_recipe(image.id, made.recipe_hash) == made
        assert tx.renditions.of_image(image.id) == (made,)
        assert tx.renditions.get(eva, made.id) is None


def test_a_recipe_is_one_rendition_of_a_picture(database: Database, ana: UUID) -> None:
    """The second one finds the first."""
    image = stored(database, picture(ana))
    first = saved(database, rendition(image))

    with database.transaction() as tx:
        assert tx.renditions.add_pending(rendition(image, name="otra")) == first
        assert tx.renditions.add_pending(rendition(image, "blur")).id != first.id


def test_renditions_go_into_the_bin_with_their_picture(database: Database, ana: UUID) -> None:
    """And come back with it."""
    image = stored(database, picture(ana))
    made = saved(database, rendition(image))

    with database.transaction() as tx:
        tx.images.bin(ana, image.id, NOW)
        assert tx.renditions.get(ana, made.id) is None
        assert tx.renditions.page(ana, limit=5).total == 0
        tx.images.restore(ana, image.id)
        assert tx.renditions.page(ana, limit=5).items == (made,)


def test_renditions_go_with_their_pictures_row(database: Database, ana: UUID) -> None:
    """The bytes of all of them were removed first."""
    image = stored(database, picture(ana))
    made = saved(database, rendition(image))

    with database.transaction() as tx:
        tx.images.remove(image.id)
        assert tx.renditions.by_recipe(image.id, made.recipe_hash) is None


def test_renditions_are_listed_newest_first(database: Database, ana: UUID) -> None:
    """Of one picture, or of all, in pages."""
    one, other = (stored(database, picture(ana, name)) for name in ("one", "other"))
    made = [saved(database, rendition(image, created_at=NOW + day * DAY)) for day, image in enumerate((one, other))]
    made.append(saved(database, rendition(one, "blur", created_at=NOW + 2 * DAY)))

    with database.transaction(read_only=True) as tx:
        first = tx.renditions.page(ana, limit=2)
        second = tx.renditions.page(ana, limit=2, cursor=first.next_cursor)
        of_one = tx.renditions.page(ana, image_id=one.id, limit=5)

    assert [*first.items, *second.items] == made[::-1]
    assert (of_one.items, of_one.total) == ((made[2], made[0]), 2)


def test_a_rendition_that_died_half_way_is_found(database: Database, ana: UUID) -> None:
    """When it is old, and only then; once removed it cannot become ready."""
    image = stored(database, picture(ana))
    died = rendition(image, created_at=NOW - DAY)
    with database.transaction() as tx:
        tx.renditions.add_pending(died)
        tx.renditions.add_pending(rendition(image, "blur", created_at=NOW + DAY))
    saved(database, rendition(image, "done", created_at=NOW - DAY))

    with database.transaction() as tx:
        assert [stale.id for stale in tx.renditions.stale_pending(NOW, 10)] == [died.id]
        tx.renditions.remove(died.id)
    with pytest.raises(Conflict), database.transaction() as tx:
        tx.renditions.mark_ready(died.id)
