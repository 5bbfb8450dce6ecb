"""Previews, saved renditions and one-off transforms."""

import base64
import json
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from shared import imaging
from tests.fixtures.api import Client
from tests.fixtures.pictures import jpeg, png_with_alpha

GREY = {"steps": [{"op": "resize", "width": 40, "height": 30}, {"op": "greyscale"}], "output": {"format": "webp", "quality": 75}}


def image_of(client: Client, data: bytes | None = None) -> str:
    """Upload a picture and give its id."""
    identity: str = client.upload(data or jpeg(80, 60)).json["id"]
    return identity


def form(recipe: object, data: bytes) -> tuple[bytes, dict[str, str]]:
    """A multipart body with a picture and a recipe."""
    parts = (
        b'--b\r\nContent-Disposition: form-data; name="file"; filename="p.jpg"\r\nContent-Type: image/jpeg\r\n\r\n' + data + b"\r\n"
        b'--b\r\nContent-Disposition: form-data; name="recipe"\r\n\r\n' + json.dumps(recipe).encode() + b"\r\n--b--\r\n"
    )
    return parts, {"Content-Type": "multipart/form-data; boundary=b"}


def test_a_preview_is_the_picture(ana: Client) -> None:
    """Its bytes, with size, type and timings in the headers; nothing is saved."""
    answer = ana.post(f"/api/images/{image_of(ana)}/preview", {"recipe": GREY})

    assert answer.status == 200
    assert answer.headers["content-type"] == "image/webp"
    assert (answer.headers["x-image-width"], answer.headers["x-image-height"]) == ("40", "30")
    assert {stage.partition(";")[0] for stage in answer.headers["server-timing"].split(", ")} == {"read", "decode", "transform", "encode"}
    assert answer.data[8:12] == b"WEBP"
    assert ana.get("/api/renditions").json["total"] == 0


def test_a_preset_makes_a_preview(ana: Client) -> None:
    """Built-in presets are recipes with a name."""
    answer = ana.post(f"/api/images/{image_of(ana, jpeg(800, 400))}/preview", {"preset": "thumbnail"})

    assert (answer.headers["x-image-width"], answer.headers["x-image-height"]) == ("320", "160")


def test_one_of_several_outputs_can_be_chosen(ana: Client) -> None:
    """The first, or the one that is named."""
    identity = image_of(ana, jpeg(1500, 30))

    first = ana.post(f"/api/images/{identity}/preview", {"preset": "web"})
    named = ana.post(f"/api/images/{identity}/preview", {"preset": "web", "output": "1280"})
    unknown = ana.post(f"/api/images/{identity}/preview", {"preset": "web", "output": "7"})

    assert (first.headers["x-image-width"], named.headers["x-image-width"]) == ("640", "1280")
    assert (unknown.status, unknown.pointers) == (422, ["/output"])


def test_a_rendition_is_saved_and_found_again(ana: Client) -> None:
    """Its bytes are the preview's."""
    identity = image_of(ana)
    preview = ana.post(f"/api/images/{identity}/preview", {"recipe": GREY})

    saved = ana.post(f"/api/images/{identity}/renditions", {"recipe": GREY, "name": "gris"})

    assert saved.status == 201
    rendition = saved.json
    assert (rendition["name"], rendition["width"], rendition["imageId"], rendition["format"]) == ("gris", 40, identity, "webp")
    assert rendition["recipe"]["steps"][0]["op"] == "resize"
    assert ana.get(rendition["links"]["content"]).data == preview.data
    assert [item["id"] for item in ana.get("/api/renditions").json["items"]] == [rendition["id"]]
    assert [item["id"] for item in ana.get(f"/api/images/{identity}/renditions").json["items"]] == [rendition["id"]]
    assert ana.get(f"/api/renditions/{rendition['id']}").json == rendition


def test_the_same_recipe_again_is_the_same_rendition(ana: Client) -> None:
    """However it is written: defaults and the order of names make no difference."""
    identity = image_of(ana)
    again = {
        "output": {"quality": 75, "format": "webp"},
        "steps": [{"height": 30, "op": "resize", "width": 40, "fit": "cover"}, {"op": "greyscale"}],
    }

    first = ana.post(f"/api/images/{identity}/renditions", {"recipe": GREY})
    second = ana.post(f"/api/images/{identity}/renditions", {"recipe": again})

    assert (first.status, second.status) == (201, 200)
    assert first.json["id"] == second.json["id"]


def test_a_saved_recipe_can_be_sent_again(ana: Client) -> None:
    """What an answer shows as the recipe is a recipe."""
    identity = image_of(ana)
    rendition = ana.post(f"/api/images/{identity}/renditions", {"recipe": GREY}).json

    answer = ana.post(f"/api/images/{identity}/renditions", {"recipe": rendition["recipe"]})

    assert (answer.status, answer.json["id"]) == (200, rendition["id"])


def test_a_deleted_rendition_is_gone_with_its_bytes(ana: Client) -> None:
    """The picture stays."""
    identity = image_of(ana)
    rendition = ana.post(f"/api/images/{identity}/renditions", {"recipe": GREY}).json

    assert ana.call("DELETE", f"/api/renditions/{rendition['id']}").status == 204

    assert ana.get(rendition["links"]["content"]).status == 404
    assert ana.get("/api/renditions").json["total"] == 0
    assert not [stat for stat in ana.resources.store.list(f"{ana.resources.settings.pictures_container}/") if "/renditions/" in stat.path]
    assert ana.get(f"/api/images/{identity}").status == 200


def test_renditions_of_a_deleted_picture_are_not_listed(ana: Client) -> None:
    """They went into the bin with it."""
    identity = image_of(ana)
    rendition = ana.post(f"/api/images/{identity}/renditions", {"recipe": GREY}).json
    ana.call("DELETE", f"/api/images/{identity}")

    assert ana.get("/api/renditions").json["total"] == 0
    assert ana.get(f"/api/renditions/{rendition['id']}").status == 404


def test_somebody_elses_rendition_is_not_there(api: Client) -> None:
    """404 for all of it."""
    owner, stranger = api.registered(), api.registered()
    rendition = owner.post(f"/api/images/{image_of(owner)}/renditions", {"recipe": GREY}).json

    assert stranger.get(f"/api/renditions/{rendition['id']}").status == 404
    assert stranger.get(rendition["links"]["content"]).status == 404
    assert stranger.call("DELETE", f"/api/renditions/{rendition['id']}").status == 404
    assert owner.get(rendition["links"]["content"]).status == 200


def test_every_fault_of_a_recipe_is_pointed_to(ana: Client) -> None:
    """Before any pixel is read, and relative to the recipe."""
    recipe = {
        "steps": [{"op": "resize", "width": -1}, {"op": "sharpenn"}, {"op": "blur", "sigma": 5000, "size": 1}],
        "output": {"format": "bmp"},
    }

    answer = ana.post(f"/api/images/{image_of(ana)}/preview", {"recipe": recipe})

    assert (answer.status, answer.code) == (422, "invalid_input")
    assert set(answer.pointers) == {"/steps/0/width", "/steps/1/op", "/steps/2/sigma", "/steps/2/size", "/output/op"} or set(
        answer.pointers
    ) == {"/steps/0/width", "/steps/1/op", "/steps/2/sigma", "/steps/2/size", "/output/format"}


def test_a_recipe_that_does_not_fit_the_picture_is_refused(ana: Client) -> None:
    """The pointer leads to the step."""
    recipe = {"steps": [{"op": "extract", "left": 70, "top": 0, "width": 50, "height": 10}]}

    answer = ana.post(f"/api/images/{image_of(ana)}/preview", {"recipe": recipe})

    assert (answer.status, answer.code) == (422, "recipe_refused")
    assert answer.pointers[0].startswith("/steps/0")


def test_a_picture_that_would_be_too_large_is_refused(ana: Client) -> None:
    """8192 px is the longest side of what is made."""
    answer = ana.post(f"/api/images/{image_of(ana)}/preview", {"recipe": {"steps": [{"op": "resize", "width": 8193, "height": 10}]}})

    assert answer.status in {413, 422}
    assert answer.code in {"image_too_large", "recipe_refused"}


@pytest.mark.parametrize("body", [{}, {"recipe": GREY, "preset": "web"}, {"preset": "no-such"}, {"preset": "../web"}, {"recipe": 7}, []])
def test_exactly_one_recipe_or_preset_is_taken(ana: Client, body: object) -> None:
    """Anything else is invalid input."""
    answer = ana.post(f"/api/images/{image_of(ana)}/preview", body)

    assert (answer.status, answer.code) == (422, "invalid_input")


def test_an_own_picture_can_be_laid_over(ana: Client) -> None:
    """By its id."""
    logo = image_of(ana, png_with_alpha(20, 10))
    recipe = {"steps": [{"op": "composite", "images": [{"input": {"image": logo}}]}], "output": {"format": "png"}}

    answer = ana.post(f"/api/images/{image_of(ana)}/preview", {"recipe": recipe})

    assert (answer.status, answer.data[:4]) == (200, b"\x89PNG")


def test_somebody_elses_picture_cannot_be_laid_over(api: Client) -> None:
    """It is refused as one that does not exist is."""
    owner, stranger = api.registered(), api.registered()
    recipes = [
        {"steps": [{"op": "composite", "images": [{"input": {"image": identity}}]}]} for identity in (image_of(owner), str(uuid.uuid4()))
    ]

    answers = [stranger.post(f"/api/images/{image_of(stranger)}/preview", {"recipe": recipe}) for recipe in recipes]

    assert [(answer.status, answer.code) for answer in answers] == [(422, "recipe_refused")] * 2


def test_a_picture_in_the_recipe_can_be_laid_over(ana: Client) -> None:
    """As base64 of up to 1 MiB."""
    data = base64.b64encode(png_with_alpha(20, 10)).decode()
    recipe = {"steps": [{"op": "composite", "images": [{"input": {"data": data}}]}]}

    assert ana.post(f"/api/images/{image_of(ana)}/preview", {"recipe": recipe}).status == 200


def test_a_one_off_transform_stores_nothing(ana: Client) -> None:
    """The picture comes along, the result goes back."""
    body, headers = form({"steps": [{"op": "resize", "width": 64}], "output": {"format": "png"}}, jpeg(80, 60))

    answer = ana.call("POST", "/api/transform", body, headers)

    assert (answer.status, answer.headers["content-type"], answer.headers["x-image-width"]) == (200, "image/png", "64")
    assert list(ana.resources.store.list(f"{ana.resources.settings.pictures_container}/")) == []
    assert ana.get("/api/images").json["total"] == 0


@pytest.mark.parametrize(
    ("recipe", "data", "status", "code"),
    [
        ({"steps": [{"op": "resize", "width": 0}]}, jpeg(80, 60), 422, "invalid_input"),
        ({}, b"", 422, "invalid_input"),
        ({}, b"text", 415, "unsupported_image"),
        ({}, jpeg(80, 60)[:300], 422, "corrupt_image"),
    ],
    ids=["bad recipe", "empty file", "text", "truncated"],
)
def test_a_one_off_transform_refuses_what_is_wrong(ana: Client, recipe: object, data: bytes, status: int, code: str) -> None:
    """As everywhere."""
    body, headers = form(recipe, data)

    answer = ana.call("POST", "/api/transform", body, headers)

    assert (answer.status, answer.code) == (status, code)


def test_a_form_without_a_file_is_malformed(ana: Client) -> None:
    """It says which part is missing."""
    body = b'--b\r\nContent-Disposition: form-data; name="preset"\r\n\r\nweb\r\n--b--\r\n'

    answer = ana.call("POST", "/api/transform", body, {"Content-Type": "multipart/form-data; boundary=b"})

    assert (answer.status, answer.code) == (400, "malformed_request")


def test_the_catalogue_describes_every_operation(api: Client) -> None:
    """With fields, ranges and descriptions, for editors; no account is needed."""
    catalogue = api.get("/api/operations").json

    operations = {operation["name"]: operation for operation in catalogue["operations"]}
    assert {
        "resize",
        "rotate",
        "flip",
        "flop",
        "extract",
        "trim",
        "extend",
        "greyscale",
        "blur",
        "sharpen",
        "flatten",
        "modulate",
        "composite",
    } <= set(operations)
    assert operations["resize"]["schema"]["properties"]["width"]["description"]
    assert {"jpeg", "png", "webp", "avif", "gif", "tiff"} <= {output["name"] for output in catalogue["formats"]}


def test_the_presets_are_listed(ana: Client) -> None:
    """With recipes that can be sent as they are."""
    presets = {preset["name"]: preset for preset in ana.get("/api/presets").json["items"]}

    assert set(presets) == {"default", "thumbnail", "web", "square", "grey"}
    answer = ana.post(f"/api/images/{image_of(ana)}/preview", {"recipe": presets["grey"]["recipe"]})
    assert answer.status == 200


def test_twenty_at_once_render_once(ana: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """One makes it, the others wait and find it."""
    identity = image_of(ana)
    made: list[object] = []
    render = imaging.render

    def counted(*args: Any, **options: Any) -> Any:
        made.append(args)
        time.sleep(0.3)
        return render(*args, **options)

    monkeypatch.setattr(imaging, "render", counted)
    with ThreadPoolExecutor(20) as threads:
        answers = list(threads.map(lambda _: ana.post(f"/api/images/{identity}/renditions", {"recipe": GREY}), range(20)))

    assert sorted(answer.status for answer in answers) == [200] * 19 + [201]
    assert (len(made), len({answer.json["id"] for answer in answers})) == (1, 1)


def test_what_fails_is_tried_by_the_next(ana: Client) -> None:
    """Nobody waits for a claim of one who failed."""
    identity = image_of(ana)
    outside = {"steps": [{"op": "extract", "left": 70, "top": 0, "width": 40, "height": 40}]}

    assert [ana.post(f"/api/images/{identity}/renditions", {"recipe": outside}).status for _ in range(2)] == [422, 422]
