"""Pictures made from nothing but a recipe, and the format that a client chooses."""

from typing import Any

import pytest

from tests.fixtures.api import Client
from tests.fixtures.pictures import jpeg, pixels, png_with_alpha

CARD: dict[str, Any] = {
    "canvas": {"create": {"width": 120, "height": 80, "background": "navy"}},
    "steps": [{"op": "composite", "images": [{"input": {"svg": "<svg xmlns='http://www.w3.org/2000/svg' width='40' height='40'>"
                                                       "<rect width='40' height='40' fill='gold'/></svg>"}}]}],
}  # fmt: skip
AUTO = {"output": {"format": "auto"}}


def test_a_recipe_with_a_canvas_becomes_a_picture_of_the_account(ana: Client) -> None:
    """Found and downloaded like one that was uploaded."""
    answer = ana.post("/api/create", {"recipe": CARD, "name": "card"})

    assert (answer.status, answer.headers["location"]) == (201, f"/api/images/{answer.json['id']}")
    image = answer.json
    assert (image["filename"], image["format"], image["width"], image["height"]) == ("card.png", "png", 120, 80)
    assert ana.get(f"/api/images/{image['id']}").json == image
    made = pixels(ana.get(image["links"]["content"]).data)
    assert (made(60, 40)[:3], made(5, 5)[:3]) == ([255, 215, 0], [0, 0, 128])


def test_the_same_recipe_again_is_the_same_picture(ana: Client) -> None:
    """As with uploads: the account holds these bytes already."""
    first, second = (ana.post("/api/create", {"recipe": CARD}) for _ in range(2))

    assert (first.status, second.status, second.json["id"]) == (201, 200, first.json["id"])


def test_a_preview_of_a_canvas_keeps_nothing(ana: Client) -> None:
    """Its bytes come back."""
    answer = ana.post("/api/create/preview", {"recipe": CARD | {"output": {"format": "webp"}}})

    assert (answer.status, answer.headers["content-type"], answer.headers["x-image-width"]) == (200, "image/webp", "120")
    assert ana.get("/api/images").json["total"] == 0


def test_an_own_picture_can_lie_on_a_canvas(ana: Client) -> None:
    """By its id."""
    logo = ana.upload(png_with_alpha(20, 10), "logo.png", "image/png").json["id"]
    recipe = CARD | {"steps": [{"op": "composite", "images": [{"input": {"image": logo}}]}]}

    assert ana.post("/api/create", {"recipe": recipe}).status == 201


def test_a_recipe_without_a_canvas_makes_nothing(ana: Client) -> None:
    """The pointer says what is missing."""
    answer = ana.post("/api/create", {"recipe": {"steps": []}})

    assert (answer.status, answer.code, answer.pointers) == (422, "recipe_refused", ["/canvas"])


def test_a_recipe_with_a_canvas_takes_no_picture(ana: Client) -> None:
    """It would have to hide one of the two."""
    identity = ana.upload(jpeg(80, 60)).json["id"]

    answer = ana.post(f"/api/images/{identity}/preview", {"recipe": CARD})

    assert (answer.status, answer.code, answer.pointers) == (422, "recipe_refused", ["/canvas"])


def test_a_font_file_is_refused(ana: Client) -> None:
    """It would change the fonts of the whole process."""
    recipe = {"canvas": {"text": {"text": "Hola", "fontfile": "/etc/passwd"}}}

    answer = ana.post("/api/create", {"recipe": recipe})

    assert (answer.status, answer.pointers) == (422, ["/canvas/text/fontfile"])


def test_a_character_without_a_glyph_is_reported(ana: Client) -> None:
    """The picture is made; a header says where a box stands for which character."""
    recipe = {"canvas": {"text": {"text": "Hola \ue123"}}}

    answer = ana.post("/api/create", {"recipe": recipe})

    assert (answer.status, answer.headers["x-image-warnings"]) == (201, "/canvas/text/text: No font here has U+E123.")


def test_creating_needs_an_account(api: Client) -> None:
    """As everything with pictures."""
    assert api.post("/api/create", {"recipe": CARD}).status == 401


@pytest.mark.parametrize(
    ("accept", "media_types"),
    [
        ("image/avif,image/webp,*/*;q=0.8", {"image/avif", "image/webp", "image/jpeg"}),
        ("image/webp,*/*", {"image/webp", "image/jpeg"}),
        ("image/avif;q=0, */*", {"image/jpeg"}),
        ("*/*", {"image/jpeg"}),
        ("", {"image/jpeg"}),
    ],
)
def test_the_client_gets_a_format_that_it_names(ana: Client, accept: str, media_types: set[str]) -> None:
    """The smallest of them, and caches learn that the header decides."""
    identity = ana.upload(jpeg(80, 60)).json["id"]

    answer = ana.call(
        "POST", f"/api/images/{identity}/preview", b'{"recipe": {"output": {"format": "auto"}}}',
        {"Accept": accept, "Content-Type": "application/json"},
    )  # fmt: skip

    assert (answer.status, answer.headers["vary"]) == (200, "Accept")
    assert answer.headers["content-type"] in media_types


def test_a_saved_rendition_is_webp_when_the_format_is_left_open(ana: Client) -> None:
    """Nobody knows who will ask for it."""
    identity = ana.upload(jpeg(80, 60)).json["id"]

    assert ana.post(f"/api/images/{identity}/renditions", {"recipe": AUTO}).json["format"] == "webp"


def test_transparency_is_kept_for_clients_without_webp(ana: Client) -> None:
    """PNG instead of JPEG."""
    identity = ana.upload(png_with_alpha(80, 60), "a.png", "image/png").json["id"]

    assert ana.post(f"/api/images/{identity}/preview", {"recipe": AUTO}).headers["content-type"] == "image/png"
