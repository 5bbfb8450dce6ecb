"""The header of a picture's file, and numbers about its pixels."""

import pytest

from tests.fixtures.api import Client
from tests.fixtures.pictures import animated_gif, jpeg, plain, png, png_with_alpha


def of(client: Client, data: bytes, what: str, filename: str = "a.jpg") -> dict[str, object]:
    """Upload a file and ask for its metadata or stats."""
    image = client.upload(data, filename).json
    answer = client.get(f"/api/images/{image['id']}/{what}")
    assert answer.status == 200
    found: dict[str, object] = answer.json
    return found


def test_metadata_is_what_the_header_says(ana: Client) -> None:
    """As stored; the size after turning stands beside it."""
    data = jpeg(320, 200, orientation=6)

    found = of(ana, data, "metadata")

    assert (found["format"], found["mediaType"], found["size"]) == ("jpeg", "image/jpeg", len(data))
    assert (found["width"], found["height"], found["orientation"]) == (320, 200, 6)
    assert found["autoOrient"] == {"width": 200, "height": 320}
    assert (found["space"], found["channels"], found["chromaSubsampling"], found["isProgressive"]) == ("srgb", 3, "4:4:4", False)


def test_metadata_tells_what_else_is_in_the_file(ana: Client) -> None:
    """By size and hash, not by its bytes."""
    found = of(ana, jpeg(320, 200, orientation=6), "metadata")

    assert isinstance(found["exif"], dict)
    assert set(found["exif"]) == {"bytes", "sha256"}
    assert found["icc"] is None


def test_metadata_of_an_animation(ana: Client) -> None:
    """Its frames, their delays, and the size of one frame."""
    found = of(ana, animated_gif(40, 30, frames=5), "metadata", "a.gif")

    assert (found["pages"], found["loop"], found["delay"]) == (5, 0, [100] * 5)
    assert (found["width"], found["height"]) == (40, 30)


def test_stats_of_a_plain_picture(ana: Client) -> None:
    """Every channel has one value."""
    found = of(ana, png(plain(10, 8, 200, 100, 50)), "stats", "a.png")

    assert [(channel["min"], channel["max"], channel["mean"]) for channel in found["channels"]] == [(n, n, n) for n in (200, 100, 50)]  # type: ignore[attr-defined]  # a list
    assert (found["isOpaque"], found["entropy"], found["sharpness"]) == (True, 0, 0)
    assert found["dominant"] == {"r": 200, "g": 104, "b": 56}


def test_stats_of_a_transparent_picture(ana: Client) -> None:
    """Its alpha is a channel too."""
    found = of(ana, png_with_alpha(20, 10), "stats", "a.png")

    assert len(found["channels"]) == 4  # type: ignore[arg-type]  # a list
    assert found["isOpaque"] is False


@pytest.mark.parametrize("what", ["metadata", "stats"])
def test_somebody_elses_picture_is_not_found(ana: Client, api: Client, what: str) -> None:
    """Nor is one that does not exist."""
    image = api.registered().upload(jpeg(64, 48)).json

    assert ana.get(f"/api/images/{image['id']}/{what}").status == 404
