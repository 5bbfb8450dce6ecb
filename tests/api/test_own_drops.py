"""Files dropped in an account's own folder: outputs as ever, and everything in the gallery."""

import uuid
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from shared.errors import DatabaseUnavailable
from shared.resources import Resources
from tests.api.test_drops import drop, manifest, outputs
from tests.fixtures.api import PASSWORD, Client
from tests.fixtures.pictures import jpeg


def user_of(client: Client) -> str:
    """The id of a client's account."""
    identity: str = client.get("/api/auth/me").json["id"]
    return identity


def dropped(client: Client, path: str = "web/trip/a.jpg", data: bytes | None = None) -> str:
    """Drop a file in the account's folder and have it transformed; gives its path below the container."""
    name = f"~{user_of(client)}/{path}"
    client.resources.drops.transform(drop(client.resources, name, data or jpeg(800, 400)))
    return name


def everything(resources: Resources) -> list[str]:
    """The paths of all objects in the containers."""
    settings = resources.settings
    containers = (settings.pictures_container, settings.uploads_container, settings.outputs_container)
    return [found.path for container in containers for found in resources.drops_store.list(container)]


def test_the_picture_and_what_was_made_are_in_the_gallery(ana: Client, resources: Resources) -> None:
    """Beside the outputs and the manifest, which are those of any dropped file."""
    name = dropped(ana)

    images, renditions = ana.get("/api/images").json["items"], ana.get("/api/renditions").json["items"]
    assert [(image["filename"], image["width"]) for image in images] == [("a.jpg", 800)]
    assert sorted((made["name"], made["imageId"]) for made in renditions) == [(name, images[0]["id"]) for name in ("1280", "1920", "640")]
    found = manifest(resources, name)
    assert (found["status"], found["preset"]) == ("done", "web")
    by_name = {made["name"]: made["sha256"] for made in renditions}
    assert [by_name[output["path"].partition("@")[2].removesuffix(".webp")] for output in found["outputs"]] == [
        output["sha256"] for output in found["outputs"]
    ]


def test_what_was_dropped_is_not_made_again(ana: Client) -> None:
    """The same recipe on the same picture is the same rendition, whoever asks."""
    dropped(ana, "grey/a.jpg")
    image = ana.get("/api/images").json["items"][0]["id"]

    assert ana.post(f"/api/images/{image}/renditions", {"preset": "grey"}).status == 200


def test_a_file_beside_the_folders_takes_the_default_preset(ana: Client, resources: Resources) -> None:
    """As it does outside."""
    dropped(ana, "a.jpg")

    assert manifest(resources, f"~{user_of(ana)}/default/a.jpg")["preset"] == "default"


def test_a_preset_of_ones_own_is_found(ana: Client, api: Client, resources: Resources) -> None:
    """Only in one's own folder."""
    ana.post("/api/presets", {"name": "tiny", "recipe": {"steps": [{"op": "resize", "width": 9}]}})
    eva = api.registered()

    assert [manifest(resources, dropped(client, "tiny/a.jpg"))["status"] for client in (ana, eva)] == ["done", "rejected"]


def test_a_picture_of_the_gallery_can_be_laid_over(ana: Client, resources: Resources) -> None:
    """A preset of one's own may name it: a watermark."""
    mark = ana.upload(jpeg(20, 20)).json["id"]
    recipe = {"steps": [{"op": "composite", "images": [{"input": {"image": mark}, "gravity": "southeast"}]}]}
    ana.post("/api/presets", {"name": "marked", "recipe": recipe})

    assert manifest(resources, dropped(ana, "marked/a.jpg"))["status"] == "done"


@pytest.mark.parametrize("owner", ["nobody", str(uuid.uuid4()), ""])
def test_a_folder_of_no_account_is_rejected(resources: Resources, owner: str) -> None:
    """The file stays."""
    resources.drops.transform(drop(resources, f"~{owner}/web/a.jpg", jpeg(80, 60)))

    assert manifest(resources, f"~{owner}/web/a.jpg")["error"]["code"] == "unknown_account"


def test_a_full_gallery_is_a_reason_to_reject(ana: Client, resources: Resources) -> None:
    """And nothing is left half-way."""
    settings = resources.settings.model_copy(update={"quota_bytes": len(jpeg(800, 400)) + 10})
    full = replace(ana, resources=replace(resources, settings=settings))

    name = dropped(full, "grey/a.jpg")

    assert (manifest(resources, name)["error"]["code"], list(outputs(resources))) == ("quota_exceeded", [f"{name}.json"])


def test_a_database_that_is_away_is_no_reason_to_reject(ana: Client, resources: Resources, monkeypatch: pytest.MonkeyPatch) -> None:
    """The host delivers the file again."""
    path = drop(resources, f"~{user_of(ana)}/web/a.jpg", jpeg(80, 60))

    def away(*_: object, **__: object) -> Any:
        raise DatabaseUnavailable

    with monkeypatch.context() as patch:
        patch.setattr(type(resources.database), "transaction", away)
        with pytest.raises(DatabaseUnavailable):
            resources.drops.transform(path)

    assert outputs(resources) == {}


def test_deleting_the_picture_removes_every_byte_of_it(ana: Client, resources: Resources) -> None:
    """The dropped file too, or it would come back; what else was dropped stays."""
    kept = dropped(ana, "web/trip/a.jpg.jpg", jpeg(60, 60))
    dropped(ana, "web/trip/a.jpg")
    dropped(ana, "a.jpg")
    image = ana.get("/api/images?sort=createdAt").json["items"][1]["id"]
    ana.call("DELETE", f"/api/images/{image}")

    assert ana.call("DELETE", f"/api/images/{image}?permanent=true").status == 204

    assert [path for path in everything(resources) if "a.jpg" in path and "a.jpg.jpg" not in path] == []
    assert manifest(resources, kept)["status"] == "done"
    for output in manifest(resources, kept)["outputs"]:
        assert resources.drops_store.stat(output["path"]).bytes == output["bytes"]


def test_outputs_that_are_another_pictures_by_now_stay(ana: Client, resources: Resources) -> None:
    """After new bytes were dropped at the same path."""
    dropped(ana, "web/a.jpg", jpeg(60, 60))
    name = dropped(ana, "web/a.jpg", jpeg(70, 60))
    older = ana.get("/api/images?sort=createdAt").json["items"][0]["id"]
    ana.call("DELETE", f"/api/images/{older}")

    ana.call("DELETE", f"/api/images/{older}?permanent=true")

    assert len(outputs(resources)) == 4
    assert manifest(resources, name)["source"]["width"] == 70


def test_deleting_the_account_removes_every_byte_of_it(ana: Client, resources: Resources) -> None:
    """Also what was rejected."""
    dropped(ana, "web/a.jpg")
    dropped(ana, "web/b.jpg", b"no picture")
    user_id = user_of(ana)
    assert ana.post("/api/auth/me/delete", {"password": PASSWORD}).status == 204

    later = replace(resources, clock=lambda: resources.clock() + timedelta(hours=2))
    later.leftovers.sweep()
    later.pictures.sweep()
    later.leftovers.sweep()

    assert everything(resources) == []
    with resources.database.transaction(read_only=True) as tx:
        assert UUID(user_id) not in {user.id for user in tx.users.all(10)}
