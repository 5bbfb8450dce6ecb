"""Recipes that an account keeps under names."""

import uuid
from typing import Any

import pytest

from tests.fixtures.api import Client
from tests.fixtures.pictures import jpeg

GREY: dict[str, Any] = {"steps": [{"op": "greyscale"}, {"op": "resize", "width": 20}], "output": {"format": "webp"}}
SMALL: dict[str, Any] = {"steps": [{"op": "resize", "width": 10}], "output": {"format": "png"}}


def kept(client: Client, name: str = "mine", recipe: object = None) -> dict[str, Any]:
    """Keep a preset and give its view."""
    answer = client.post("/api/presets", {"name": name, "recipe": recipe or GREY})
    assert answer.status == 201, answer.data
    made: dict[str, Any] = answer.json
    return made


def test_a_preset_is_kept_and_found(ana: Client) -> None:
    """With the recipe as it was written, behind the ones that come with the service."""
    made = kept(ana)

    assert (made["name"], made["version"], made["builtIn"], made["recipe"]) == ("mine", 1, False, GREY)
    assert ana.get(f"/api/presets/{made['id']}").json == made
    items = ana.get("/api/presets").json["items"]
    assert items[-1] == made
    assert all(item["builtIn"] for item in items[:-1])


def test_a_preset_that_comes_with_the_service_is_found_by_its_name(ana: Client) -> None:
    """Its name is its id, and it has one version."""
    square = ana.get("/api/presets/square").json

    assert square["builtIn"] is True
    history = ana.get("/api/presets/square/versions").json["items"]
    assert history == [{"version": 1, "recipe": square["recipe"], "createdAt": None}]


@pytest.mark.parametrize("way", ["preview", "renditions"])
def test_a_preset_makes_pictures(ana: Client, way: str) -> None:
    """Wherever a recipe could stand."""
    kept(ana)
    image = ana.upload(jpeg(80, 60)).json["id"]

    answer = ana.post(f"/api/images/{image}/{way}", {"preset": "mine"})

    width = answer.headers["x-image-width"] if way == "preview" else answer.json["width"]
    assert int(width) == 20


def test_a_preset_belongs_to_its_account(ana: Client, api: Client) -> None:
    """Nobody else finds it, by id or by name."""
    made, eva = kept(ana), api.registered()
    image = eva.upload(jpeg(80, 60)).json["id"]

    by_name = eva.post(f"/api/images/{image}/preview", {"preset": "mine"})

    assert [eva.call(method, f"/api/presets/{made['id']}").status for method in ("GET", "DELETE")] == [404, 404]
    assert eva.post(f"/api/presets/{made['id']}", {"name": "hers"}).status == 404
    assert (by_name.status, by_name.json["errors"][0]["code"], by_name.pointers) == (422, "unknown_preset", ["/preset"])


@pytest.mark.parametrize("name", ["mine", "square"])
def test_a_name_is_taken_once(ana: Client, name: str) -> None:
    """By the account or by the service."""
    kept(ana)

    assert (ana.post("/api/presets", {"name": name, "recipe": SMALL}).status, ana.get("/api/presets").json["items"][-1]["recipe"]) == (
        409,
        GREY,
    )


def test_two_accounts_may_use_the_same_name(ana: Client, api: Client) -> None:
    """Each means its own."""
    assert kept(ana)["id"] != kept(api.registered())["id"]


def test_a_new_recipe_makes_a_new_version(ana: Client) -> None:
    """The older one can be looked up."""
    made = kept(ana)

    changed = ana.post(f"/api/presets/{made['id']}", {"recipe": SMALL, "version": 1}).json

    assert (changed["version"], changed["recipe"]) == (2, SMALL)
    history = ana.get(f"/api/presets/{made['id']}/versions").json["items"]
    assert [(version["version"], version["recipe"]) for version in history] == [(2, SMALL), (1, GREY)]


def test_a_preset_is_renamed(ana: Client) -> None:
    """Which makes no new version."""
    made = kept(ana)

    changed = ana.post(f"/api/presets/{made['id']}", {"name": "ours"}).json

    assert (changed["name"], changed["version"], changed["recipe"]) == ("ours", 1, GREY)


def test_a_change_of_an_older_version_is_a_conflict(ana: Client) -> None:
    """What somebody else saved is not lost."""
    made = kept(ana)
    ana.post(f"/api/presets/{made['id']}", {"recipe": SMALL})

    late = ana.post(f"/api/presets/{made['id']}", {"recipe": GREY, "version": 1})

    assert (late.status, late.code) == (409, "preset_changed")
    assert ana.get(f"/api/presets/{made['id']}").json["recipe"] == SMALL


def test_a_recipe_is_tried_on_a_picture_before_it_is_saved(ana: Client) -> None:
    """What fails there is not saved, whether new or changed."""
    image = ana.upload(jpeg(80, 60)).json["id"]
    outside = {"steps": [{"op": "extract", "left": 70, "top": 0, "width": 40, "height": 40}]}
    made = kept(ana)

    new = ana.post("/api/presets", {"name": "cut", "recipe": outside, "tryOn": image})
    changed = ana.post(f"/api/presets/{made['id']}", {"recipe": outside, "tryOn": image})

    assert (new.status, new.pointers, changed.status) == (422, ["/steps/0/width"], 422)
    assert [item["name"] for item in ana.get("/api/presets").json["items"] if not item["builtIn"]] == ["mine"]
    assert ana.post("/api/presets", {"name": "cut", "recipe": SMALL, "tryOn": image}).status == 201


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"name": "a b", "recipe": GREY}, "/name"),
        ({"name": "mine", "recipe": {"steps": [{"op": "blur", "sigma": 0}]}}, "/steps/0/sigma"),
        ({"recipe": GREY}, "/name"),
    ],
)
def test_a_preset_is_checked(ana: Client, body: object, pointer: str) -> None:
    """Its name and every field of its recipe."""
    answer = ana.post("/api/presets", body)

    assert (answer.status, answer.pointers) == (422, [pointer])


def test_a_preset_is_deleted(ana: Client) -> None:
    """What was made with it stays."""
    made = kept(ana)
    image = ana.upload(jpeg(80, 60)).json["id"]
    ana.post(f"/api/images/{image}/renditions", {"preset": "mine"})

    assert ana.call("DELETE", f"/api/presets/{made['id']}").status == 204

    assert ana.get(f"/api/presets/{made['id']}").status == 404
    assert ana.get("/api/renditions").json["total"] == 1


def test_presets_of_the_service_stay_as_they_are(ana: Client) -> None:
    """They are neither changed nor deleted."""
    assert ana.post("/api/presets/square", {"recipe": GREY}).status == 409
    assert ana.call("DELETE", "/api/presets/square").status == 409


@pytest.mark.parametrize("identity", ["nothing", str(uuid.uuid4())])
def test_a_preset_that_is_not_there_is_404(ana: Client, identity: str) -> None:
    """Whether it looks like an id or not."""
    assert ana.get(f"/api/presets/{identity}").status == 404
