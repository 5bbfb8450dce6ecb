"""Uploading, listing, reading and deleting pictures."""

import uuid

import pytest

from tests.fixtures.api import Client
from tests.fixtures.pictures import animated_gif, jpeg, jpeg_bomb, png_with_alpha

MIB = 1024 * 1024


def test_an_upload_answers_the_pictures_facts(ana: Client) -> None:
    """Format, size in px and bytes are the file's own."""
    data = jpeg(320, 200)

    answer = ana.upload(data, "playa.jpg")

    assert answer.status == 201
    image = answer.json
    assert (image["format"], image["width"], image["height"], image["bytes"]) == ("jpeg", 320, 200, len(data))
    assert (image["filename"], image["pages"], image["hasAlpha"], image["tags"]) == ("playa.jpg", 1, False, [])
    assert answer.headers["location"] == f"/api/images/{image['id']}"
    assert image["links"] == {"content": f"/api/images/{image['id']}/content", "thumbnail": f"/api/images/{image['id']}/thumbnail"}


def test_a_rotated_photo_has_the_size_that_is_seen(ana: Client) -> None:
    """EXIF orientation 6 swaps the sides."""
    image = ana.upload(jpeg(320, 200, orientation=6)).json

    assert (image["width"], image["height"]) == (200, 320)


def test_an_animation_has_pages(ana: Client) -> None:
    """The size is that of one frame."""
    image = ana.upload(animated_gif(40, 30, frames=5), "a.gif", "image/gif").json

    assert (image["pages"], image["width"], image["height"]) == (5, 40, 30)


def test_the_same_bytes_again_are_the_same_picture(ana: Client) -> None:
    """The second upload answers 200, whatever it is called."""
    first, second = ana.upload(jpeg(64, 48), "a.jpg"), ana.upload(jpeg(64, 48), "b.jpg")

    assert (first.status, second.status) == (201, 200)
    assert first.json["id"] == second.json["id"]
    assert ana.get("/api/images").json["total"] == 1


def test_two_accounts_with_the_same_bytes_have_two_pictures(api: Client) -> None:
    """Nobody learns what another account holds."""
    one, other = api.registered().upload(jpeg(64, 48)), api.registered().upload(jpeg(64, 48))

    assert (one.status, other.status) == (201, 201)
    assert one.json["id"] != other.json["id"]


def test_a_form_is_taken_too(ana: Client) -> None:
    """One part `file`, with its name."""
    body = b'--b\r\nContent-Disposition: form-data; name="file"; filename="f.png"\r\n\r\n' + png_with_alpha(20, 10) + b"\r\n--b--\r\n"

    answer = ana.call("POST", "/api/images", body, {"Content-Type": "multipart/form-data; boundary=b"})

    assert (answer.status, answer.json["filename"], answer.json["hasAlpha"]) == (201, "f.png", True)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd.jpg", "passwd.jpg"),
        ("C:%5Ctemp%5Ca.jpg", "a.jpg"),
        ("a%00b%0a.jpg", "ab.jpg"),
        ("", "image.jpg"),
        ("%E2%80%AEgpj.exe", "gpj.exe"),
        ("playa%20a%C3%B1o.jpg", "playa año.jpg"),
        ("x" * 400 + ".jpg", "x" * 251 + ".jpg"),
    ],
)
def test_file_names_are_only_names(ana: Client, sent: str, kept: str) -> None:
    """No folders, no control characters, no tricks with the direction of text."""
    assert ana.upload(jpeg(16, 16), sent).json["filename"] == kept


@pytest.mark.parametrize(
    ("data", "media_type", "status", "code"),
    [
        (b"", "image/jpeg", 422, "invalid_input"),
        (b"this is text, not a picture\n" * 20, "image/jpeg", 415, "unsupported_image"),
        (b"MZ" + bytes(500), "image/jpeg", 415, "unsupported_image"),
        (jpeg(640, 480)[:2000], "image/jpeg", 422, "corrupt_image"),
        (jpeg(640, 480)[: len(jpeg(640, 480)) // 2], "image/jpeg", 422, "corrupt_image"),
        (jpeg_bomb(64250, 64250), "image/jpeg", 413, "image_too_large"),
        (jpeg(16, 16), "text/html", 415, "unsupported_media_type"),
        (jpeg(16, 16) + bytes(25 * MIB), "image/jpeg", 413, "image_too_large"),
        (animated_gif(4, 4, frames=101), "image/gif", 413, "image_too_large"),
    ],
    ids=[
        "empty",
        "text named jpg",
        "program",
        "header only",
        "cut in half",
        "claims 64250 x 64250",
        "wrong type",
        "over 25 MiB",
        "101 frames",
    ],
)
def test_what_is_no_acceptable_picture_is_refused(ana: Client, data: bytes, media_type: str, status: int, code: str) -> None:
    """With a status and a code of its own, and nothing is kept."""
    answer = ana.upload(data, "a.jpg", media_type)

    assert (answer.status, answer.code) == (status, code)
    assert ana.get("/api/images").json["total"] == 0
    assert list(ana.resources.store.list(f"{ana.resources.settings.pictures_container}/")) == []


def test_the_original_comes_back_bit_for_bit(ana: Client) -> None:
    """With its type, name and a strong ETag."""
    data = jpeg(64, 48)
    image = ana.upload(data, "playa año.jpg").json

    answer = ana.get(image["links"]["content"])

    assert answer.status == 200
    assert answer.data == data
    assert answer.headers["content-type"] == "image/jpeg"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-disposition"] == "inline; filename=\"playa a_o.jpg\"; filename*=UTF-8''playa%20a%C3%B1o.jpg"
    assert answer.headers["etag"] == f'"{image["sha256"]}"'


def test_a_conditional_request_is_answered_304(ana: Client) -> None:
    """Without the bytes, with the ETag."""
    image = ana.upload(jpeg(64, 48)).json

    answer = ana.get(image["links"]["content"], if_none_match=f'"{image["sha256"]}"')

    assert (answer.status, answer.data) == (304, b"")
    assert answer.headers["etag"] == f'"{image["sha256"]}"'


def test_a_part_of_the_original_can_be_read(ana: Client) -> None:
    """One byte range, as RFC 9110 has it."""
    data = jpeg(64, 48)
    image = ana.upload(data).json

    answer = ana.get(image["links"]["content"], range="bytes=10-19")

    assert (answer.status, answer.data) == (206, data[10:20])
    assert answer.headers["content-range"] == f"bytes 10-19/{len(data)}"


def test_a_range_behind_the_end_is_refused(ana: Client) -> None:
    """416 says how long the file is."""
    data = jpeg(64, 48)
    image = ana.upload(data).json

    answer = ana.get(image["links"]["content"], range=f"bytes={len(data)}-")

    assert (answer.status, answer.code) == (416, "range_not_satisfiable")
    assert answer.headers["content-range"] == f"bytes */{len(data)}"


def test_an_svg_goes_out_as_an_attachment_in_a_sandbox(ana: Client) -> None:
    """A browser must never run it on our origin."""
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><rect width="40" height="30" fill="red"/></svg>'
    image = ana.upload(svg, "a.svg", "image/svg+xml").json

    answer = ana.get(image["links"]["content"])

    assert answer.headers["content-security-policy"] == "sandbox"
    assert answer.headers["content-disposition"].startswith("attachment")


def test_a_thumbnail_is_a_webp_that_fits(ana: Client) -> None:
    """It may be kept for ever and is made once."""
    image = ana.upload(jpeg(800, 400)).json

    answer = ana.get(f"{image['links']['thumbnail']}?size=160")

    assert answer.status == 200
    assert (answer.data[:4], answer.data[8:12]) == (b"RIFF", b"WEBP")
    assert "immutable" in answer.headers["cache-control"]
    assert ana.get(f"{image['links']['thumbnail']}?size=160").data == answer.data


def test_a_thumbnail_of_another_size_is_refused(ana: Client) -> None:
    """There are four sizes."""
    image = ana.upload(jpeg(80, 40)).json

    answer = ana.get(f"{image['links']['thumbnail']}?size=161")

    assert (answer.status, answer.pointers) == (422, ["/size"])


def test_pages_follow_each_other_without_gaps(ana: Client) -> None:
    """Every picture stands on one page, newest first."""
    uploaded = [ana.upload(jpeg(20 + n, 20), f"{n}.jpg").json["id"] for n in range(5)]

    first = ana.get("/api/images?limit=2").json
    second = ana.get(f"/api/images?limit=2&cursor={first['nextCursor']}").json
    third = ana.get(f"/api/images?limit=2&cursor={second['nextCursor']}").json

    assert [image["id"] for page in (first, second, third) for image in page["items"]] == uploaded[::-1]
    assert (first["total"], third["nextCursor"]) == (5, None)


def test_the_list_can_be_searched_filtered_and_sorted(ana: Client) -> None:
    """By name, format and size."""
    ana.upload(jpeg(200, 200), "mar.jpg")
    ana.upload(png_with_alpha(20, 10), "monte.png", "image/png")

    assert [image["filename"] for image in ana.get("/api/images?q=mont").json["items"]] == ["monte.png"]
    assert [image["filename"] for image in ana.get("/api/images?format=jpeg").json["items"]] == ["mar.jpg"]
    assert [image["filename"] for image in ana.get("/api/images?sort=filename").json["items"]] == ["mar.jpg", "monte.png"]


@pytest.mark.parametrize("query", ["limit=0", "limit=201", "limit=x", "cursor=nonsense", "sort=size", "colour=red"])
def test_a_bad_query_is_refused_with_a_pointer(ana: Client, query: str) -> None:
    """Unknown names too."""
    answer = ana.get(f"/api/images?{query}")

    assert (answer.status, answer.pointers) == (422, [f"/{query.partition('=')[0]}"])


def test_a_deleted_picture_is_gone_from_the_gallery(ana: Client) -> None:
    """It is in the bin, and nothing of it can be read."""
    image = ana.upload(jpeg(64, 48)).json

    assert ana.call("DELETE", f"/api/images/{image['id']}").status == 204

    assert ana.get("/api/images").json["total"] == 0
    assert ana.get("/api/images?deleted=true").json["total"] == 1
    assert ana.get(f"/api/images/{image['id']}").status == 404
    assert ana.get(image["links"]["content"]).status == 404
    assert ana.call("DELETE", f"/api/images/{image['id']}").status == 404


def test_the_same_bytes_bring_a_deleted_picture_back(ana: Client) -> None:
    """They are still held, in the bin."""
    image = ana.upload(jpeg(64, 48)).json
    ana.call("DELETE", f"/api/images/{image['id']}")

    again = ana.upload(jpeg(64, 48))

    assert (again.status, again.json["id"]) == (200, image["id"])
    assert ana.get("/api/images").json["total"] == 1


@pytest.mark.parametrize("path", ["", "/content", "/thumbnail", "/renditions"])
def test_somebody_elses_picture_is_not_there(api: Client, path: str) -> None:
    """404, never 403: nobody learns that it exists."""
    image = api.registered().upload(jpeg(64, 48)).json

    answer = api.registered().get(f"/api/images/{image['id']}{path}")

    assert (answer.status, answer.code) == (404, "not_found")


@pytest.mark.parametrize("identity", [str(uuid.uuid4()), "not-a-uuid", "..", "%00", "1" * 2000])
def test_an_id_that_is_not_there_is_not_found(ana: Client, identity: str) -> None:
    """Whatever its form."""
    answer = ana.get(f"/api/images/{identity}")

    assert (answer.status, answer.code) == (404, "not_found")


@pytest.mark.parametrize(
    "token",
    ["", "Bearer", "Bearer ", "Bearer x", "Basic YTpi", "Bearer a.b.c", "Bearer a b", "Bearer a, Bearer b", "bearer \u00e9"],
)
def test_without_a_valid_token_nothing_is_told(api: Client, token: str) -> None:
    """401 with a challenge."""
    answer = api.call("GET", "/api/images", headers={"Authorization": token})

    assert (answer.status, answer.code) == (401, "unauthorized")
    assert "www-authenticate" in answer.headers
