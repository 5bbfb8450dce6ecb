"""What accounts read of the files in their own folders."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from shared.database.repositories import DropOutcomes
from shared.errors import DatabaseUnavailable
from tests.api.test_drops import drop
from tests.api.test_own_drops import dropped, user_of
from tests.fixtures.api import Client
from tests.fixtures.databases import ALL_SERVERS
from tests.fixtures.pictures import jpeg

pytestmark = ALL_SERVERS


def inbox(client: Client, query: str = "") -> dict[str, Any]:
    """The first page."""
    answer = client.get(f"/api/drops?{query}")
    assert answer.status == 200, answer.data
    page: dict[str, Any] = answer.json
    return page


def test_what_was_made_is_told(ana: Client) -> None:
    """With the way to the picture."""
    dropped(ana, "web/trip/a.jpg")

    (found,) = inbox(ana)["items"]
    (image,) = ana.get("/api/images").json["items"]
    expected = {"path": "web/trip/a.jpg", "preset": "web", "status": "done", "code": None, "imageId": image["id"], "outputs": 3}
    assert {name: found[name] for name in expected} == expected


def test_the_folder_is_told(ana: Client) -> None:
    """Also when nothing was dropped yet."""
    page = inbox(ana)

    assert (page["folder"], page["items"], page["total"]) == (f"{ana.resources.settings.uploads_container}/~{user_of(ana)}/", [], 0)


@pytest.mark.parametrize(
    ("path", "data", "code"), [("web/a.jpg", b"no picture", "unsupported_image"), ("none/a.jpg", None, "unknown_preset")]
)
def test_why_a_file_was_refused_is_told(ana: Client, path: str, data: bytes | None, code: str) -> None:
    """The reason is the manifest's."""
    dropped(ana, path, data)

    (found,) = inbox(ana)["items"]
    assert (found["status"], found["code"], found["imageId"], found["outputs"]) == ("rejected", code, None, 0)
    assert found["message"]


def test_what_failed_five_times_is_told(ana: Client) -> None:
    """It may be dropped again, and then the better news counts."""
    path = drop(ana.resources, f"~{user_of(ana)}/grey/a.jpg", jpeg(80, 60))
    ana.resources.drops.fail(path)
    (failed,) = inbox(ana)["items"]

    ana.resources.drops.transform(path)

    (done,) = inbox(ana)["items"]
    assert (failed["status"], failed["code"], done["status"], done["code"]) == ("failed", "unavailable", "done", None)


def test_a_path_has_one_line(ana: Client) -> None:
    """However often something is dropped there."""
    dropped(ana, "grey/a.jpg", b"no picture")
    dropped(ana, "grey/a.jpg", jpeg(90, 60))

    page = inbox(ana)
    assert ([item["status"] for item in page["items"]], page["total"]) == (["done"], 1)


def test_the_newest_come_first_in_pages(ana: Client) -> None:
    """And those after a time are counted."""
    for name in ("a", "b", "c"):
        dropped(ana, f"grey/{name}.jpg", jpeg(50, 40 + ord(name)))

    first = inbox(ana, "limit=2")
    second = inbox(ana, f"limit=2&cursor={first['nextCursor']}")
    assert [item["path"] for item in first["items"] + second["items"]] == ["grey/c.jpg", "grey/b.jpg", "grey/a.jpg"]
    after = second["items"][0]["finishedAt"]
    assert (first["total"], inbox(ana, f"limit=1&after={after}")["total"]) == (3, 2)


def test_only_ones_own_are_told(ana: Client, api: Client) -> None:
    """Nothing of files of nobody, nor of another account."""
    dropped(ana, "grey/a.jpg")
    ana.resources.drops.transform(drop(ana.resources, "grey/b.jpg", jpeg(80, 60)))
    eva = api.registered()

    assert (inbox(ana)["total"], inbox(eva)["total"]) == (1, 0)


def test_a_picture_that_is_deleted_for_good_takes_its_line_along(ana: Client) -> None:
    """As it takes along the dropped file."""
    dropped(ana, "grey/a.jpg")
    image = ana.get("/api/images").json["items"][0]["id"]

    ana.call("DELETE", f"/api/images/{image}")
    ana.call("DELETE", f"/api/images/{image}?permanent=true")

    assert inbox(ana)["total"] == 0


def test_after_a_month_it_is_forgotten(ana: Client) -> None:
    """Not before."""
    dropped(ana, "grey/a.jpg")
    resources = ana.resources

    def swept(days: int) -> int:
        return replace(resources, clock=lambda: resources.clock() + timedelta(days=days)).own_folders.sweep()

    assert (swept(29), swept(31), inbox(ana)["total"]) == (0, 1, 0)


def test_a_line_that_cannot_be_kept_is_kept_the_next_time(ana: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """The manifest comes last: a delivery that broke down before it is made again."""
    path = drop(ana.resources, f"~{user_of(ana)}/grey/a.jpg", jpeg(80, 60))

    def away(*_: object) -> None:
        raise DatabaseUnavailable

    with monkeypatch.context() as patch:
        patch.setattr(DropOutcomes, "put", away)
        with pytest.raises(DatabaseUnavailable):
            ana.resources.drops.transform(path)
    ana.resources.drops.transform(path)

    assert [item["status"] for item in inbox(ana)["items"]] == ["done"]
