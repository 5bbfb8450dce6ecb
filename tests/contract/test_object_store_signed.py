"""What every object store promises of signed URLs and of uploads in parts: tried on each backend, as a client would."""

import os
import re
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from urllib.parse import unquote

import pytest

from shared.errors import InvalidInput, ObjectNotFound
from shared.storage import ObjectStore, Part, SignedPut, Upload
from shared.storage.azure import AzureStore
from shared.storage.local import LocalStore
from tests.fixtures.azurite import Azurite
from tests.fixtures.stores import BASE_URL, azure_store, knock, send

MIB = 1024 * 1024
MINUTE = timedelta(minutes=1)
REFUSED = {400, 403, 404}


def signed(store: ObjectStore, path: str, data: bytes, media_type: str = "image/png") -> SignedPut:
    """A signed request to put some bytes."""
    return store.signed_put(path, size=len(data), media_type=media_type, expires=MINUTE)


@pytest.mark.parametrize(
    "name", ["a.png", "año/niño €.jpg", "写真/桜.png", "100%", "a+b", "%2e%2e/a", "a?b=c&d#e", 'it\'s "quoted"', "a b"]
)
def test_a_signed_url_reads_its_object(store: ObjectStore, container: str, name: str) -> None:
    """Without any other credential, whatever the name."""
    store.put(f"{container}/{name}", b"picture")

    answer = knock(store, "GET", store.signed_get_url(f"{container}/{name}", expires=MINUTE))

    assert (answer.status, answer.data) == (200, b"picture")


def test_signed_urls_lead_to_the_origin(store: ObjectStore, container: str) -> None:
    """Which a page must be allowed to talk to; the local store's are this service's own."""
    put, read = signed(store, f"{container}/a", b"1").url, store.signed_get_url(f"{container}/a", expires=MINUTE)

    origin = BASE_URL if isinstance(store, LocalStore) else store.origin

    assert origin
    assert all(url.startswith(f"{origin}/") for url in (put, read))
    assert (store.origin is None) == isinstance(store, LocalStore)


def test_pages_of_an_admitted_origin_may_send(azurite: Azurite, container: str) -> None:
    """The browser asks first; others are refused, and who was admitted before stays so."""
    store = azure_store(azurite.connection_string)
    store.ensure([container])
    put = signed(store, f"{container}/a", b"1")

    def asked(origin: str) -> str | None:
        headers = {
            "Origin": origin,
            "Access-Control-Request-Method": "PUT",
            "Access-Control-Request-Headers": "content-type,x-ms-blob-type",
        }
        return knock(store, "OPTIONS", put.url, headers=headers).headers.get("access-control-allow-origin")

    for origin in ("https://one.example", "https://two.example", "https://one.example"):
        store.admit(origin)

    assert [asked(f"https://{name}.example") for name in ("one", "two", "three")] == ["https://one.example", "https://two.example", None]


def test_an_account_with_as_many_rules_as_it_takes_still_admits(azurite: Azurite) -> None:
    """The oldest gives way; the same origin twice changes nothing."""
    store = azure_store(azurite.connection_string)
    origins = [f"http://localhost:{port}" for port in (70711, 7071, 7072, 7073, 7074, 7075)]
    for origin in [*origins, origins[-1]]:
        store.admit(origin)

    rules = store._client.get_service_properties()["cors"]

    assert [rule.allowed_origins for rule in rules] == origins[1:]


@pytest.mark.parametrize(
    "name", ["a.png", "año/niño €.jpg", "写真/桜.png", "100%", "a+b", "%2e%2e/a", "a?b=c&d#e", 'it\'s "quoted"', "a b"]
)
def test_a_signed_request_writes_its_object(store: ObjectStore, container: str, name: str) -> None:
    """With the media type that was signed; once, or again."""
    store.ensure([container])
    put = signed(store, f"{container}/{name}", b"picture")

    first, second = send(store, put, b"picture"), send(store, put, b"PICTURE")

    assert {first.status, second.status} <= {200, 201}
    stored = store.get(f"{container}/{name}")
    assert (stored.data, stored.stat.media_type, stored.stat.metadata, stored.stat.bytes) == (b"PICTURE", "image/png", {}, 7)


def test_a_download_has_its_filename(store: ObjectStore, container: str) -> None:
    """For every script."""
    store.put(f"{container}/a", b"1")

    answer = knock(store, "GET", store.signed_get_url(f"{container}/a", expires=MINUTE, filename="niño €.png"))

    assert "niño €.png" in unquote(answer.headers["content-disposition"])


def test_a_signed_request_says_when_it_ends(store: ObjectStore, container: str) -> None:
    """To the second, UTC."""
    before = datetime.now(UTC).replace(microsecond=0)

    put = signed(store, f"{container}/a", b"1")

    assert before + MINUTE <= put.expires_at <= datetime.now(UTC) + MINUTE
    assert put.method == "PUT"
    assert put.url not in repr(put)


def test_a_signed_url_ends(store: ObjectStore, container: str) -> None:
    """For reading as for writing; nothing is written afterwards."""
    store.put(f"{container}/a", b"old")
    second = timedelta(seconds=1)
    read = store.signed_get_url(f"{container}/a", expires=second)
    write = store.signed_put(f"{container}/a", size=3, media_type="image/png", expires=second)

    time.sleep(2.1)

    assert knock(store, "GET", read).status == 403
    assert send(store, write, b"new").status == 403
    assert store.get(f"{container}/a").data == b"old"


@pytest.mark.parametrize("expires", [timedelta(0), timedelta(seconds=-1), timedelta(days=7, seconds=1)])
def test_a_signed_url_lives_seven_days_at_most(store: ObjectStore, container: str, expires: timedelta) -> None:
    """And a second at least."""
    with pytest.raises(InvalidInput):
        store.signed_get_url(f"{container}/a", expires=expires)
    with pytest.raises(InvalidInput):
        store.signed_put(f"{container}/a", size=1, media_type="image/png", expires=expires)


def test_a_url_for_reading_does_not_write(store: ObjectStore, container: str) -> None:
    """Nor delete."""
    store.put(f"{container}/a", b"old")
    url = store.signed_get_url(f"{container}/a", expires=MINUTE)

    assert knock(store, "PUT", url, b"new", {"x-ms-blob-type": "BlockBlob"}).status in REFUSED
    assert knock(store, "DELETE", url).status in REFUSED
    assert store.get(f"{container}/a").data == b"old"


def test_a_url_for_writing_does_not_read(store: ObjectStore, container: str) -> None:
    """Nor delete."""
    store.put(f"{container}/a", b"old")
    put = signed(store, f"{container}/a", b"new")

    assert knock(store, "GET", put.url).status in REFUSED
    assert knock(store, "DELETE", put.url).status in REFUSED
    assert store.get(f"{container}/a").data == b"old"


def changes_of(url: str, container: str) -> list[str]:
    """A signed URL with one thing changed each: the object, the time, the permission, the signature."""
    if "?" not in url:
        head, _, token = url.rpartition("/")
        text, _, signature = token.partition(".")
        flipped = ["A" if character != "A" else "B" for character in text]
        places = range(0, len(text), max(len(text) // 25, 1))
        made = [f"{head}/{text[:n]}{flipped[n]}{text[n + 1 :]}.{signature}" for n in places]
        return [
            *made,
            f"{head}/{text}.",
            f"{head}/{text}",
            f"{head}/{text}.{signature[:-1]}",
            f"{head}/{text}.{signature}A",
            f"{head}/.{signature}",
        ]
    place, _, query = url.partition("?")
    fields = re.findall(r"([^&=]+)=([^&]*)", query)
    longer = {"se": "2999-01-01T00%3A00%3A00Z", "sp": "racwd", "sr": "c", "X-Amz-Expires": "604800", "X-Amz-SignedHeaders": "host%3Bx-a"}
    made = [url.replace(f"/{container}/a", f"/{container}/b"), place]
    made += [url.replace(f"{name}={value}", f"{name}={longer[name]}") for name, value in fields if name in longer and longer[name] != value]
    made += [url.replace(f"{name}={value}", f"{name}={value[:-4]}AAAA") for name, value in fields if name in {"sig", "X-Amz-Signature"}]
    return made + [
        f"{place}?{'&'.join(f'{n}={v}' for n, v in fields if n != name)}" for name, _ in fields if name in {"sig", "se", "X-Amz-Expires"}
    ]


def test_a_url_for_reading_cannot_be_widened(store: ObjectStore, container: str) -> None:
    """Whatever is changed in it makes it worthless."""
    for name in ("a", "b"):
        store.put(f"{container}/{name}", b"secret")
    url = store.signed_get_url(f"{container}/a", expires=MINUTE)
    changed = changes_of(url, container)

    answers = [knock(store, "GET", other) for other in changed]

    assert len(changed) >= 5
    assert {answer.status for answer in answers} <= REFUSED
    assert all(b"secret" not in answer.data for answer in answers)


def test_a_url_for_writing_cannot_be_widened(store: ObjectStore, container: str) -> None:
    """Nothing is written, there or elsewhere."""
    store.ensure([container])
    put = signed(store, f"{container}/a", b"1")

    answers = [knock(store, "PUT", url, b"1", put.headers) for url in changes_of(put.url, container)]

    assert {answer.status for answer in answers} <= REFUSED
    assert [*store.list(container)] == []


def test_a_signed_size_is_kept_to(store: ObjectStore, container: str) -> None:
    """But by Azure, which signs none: there, look when it has arrived."""
    put = signed(store, f"{container}/a", b"12345")

    statuses = [send(store, put, data).status for data in (b"123456", b"1234")]

    if isinstance(store, AzureStore):
        assert statuses == [404, 404]  # the container is missing, that is all
        return
    assert all(400 <= status < 500 for status in statuses)
    assert [*store.list(container)] == []


def test_what_a_signed_request_wrote_is_read_by_all(store: ObjectStore, container: str) -> None:
    """Without a hash, for nobody here has seen the bytes; and it can be copied and replaced under its etag."""
    store.ensure([container])
    send(store, signed(store, f"{container}/a", b"1"), b"1")

    stat = store.stat(f"{container}/a")
    copied = store.copy(stat.path, f"{container}/b")
    replaced = store.put(stat.path, b"22", if_match=stat.etag)

    assert stat.bytes == copied.bytes == 1
    assert store.get(replaced.path).data == b"22"


Begin = Callable[[], Upload]


@pytest.fixture
def begin(store: ObjectStore, container: str) -> Begin:
    """Begins an upload to one path."""
    return lambda: store.begin_upload(f"{container}/large", media_type="image/tiff")


def send_part(store: ObjectStore, upload: Upload, number: int, data: bytes) -> None:
    """Send a part as a client does."""
    answer = send(store, store.signed_part(upload, number, size=len(data), expires=MINUTE), data)
    assert answer.status in {200, 201}, answer


def test_an_upload_in_parts_appears_when_it_is_finished(store: ObjectStore, container: str, begin: Begin) -> None:
    """In any order, and one of them twice."""
    parts = [os.urandom(5 * MIB), os.urandom(5 * MIB), b"end"]
    upload = begin()
    for number in (3, 1, 2, 1):
        send_part(store, upload, number, parts[number - 1])
    assert [*store.list(container)] == []

    made = store.finish_upload(upload, size=10 * MIB + 3)

    stored = store.get(upload.path)
    assert stored.data == b"".join(parts)
    assert stored.stat == made
    assert (made.media_type, made.bytes) == ("image/tiff", 10 * MIB + 3)


def test_an_upload_can_be_resumed(store: ObjectStore, begin: Begin) -> None:
    """The parts that have arrived are known, with their sizes."""
    upload = begin()
    assert store.uploaded_parts(upload) == ()
    send_part(store, upload, 2, b"end")
    send_part(store, upload, 1, bytes(5 * MIB))

    again = Upload(upload.path, upload.id, upload.media_type)

    assert store.uploaded_parts(again) == (Part(1, 5 * MIB), Part(2, 3))


@pytest.mark.parametrize(("numbers", "size"), [((1, 3), 5 * MIB + 3), ((2, 3), 5 * MIB + 3), ((1, 2), 5 * MIB + 4), ((1, 2), 5 * MIB)])
def test_an_upload_with_a_gap_is_not_finished(
    store: ObjectStore, container: str, begin: Begin, numbers: tuple[int, int], size: int
) -> None:
    """Nor one of another size; the parts stay, so that the missing one can be sent."""
    upload = begin()
    send_part(store, upload, numbers[0], bytes(5 * MIB))
    send_part(store, upload, numbers[1], b"end")

    with pytest.raises(InvalidInput):
        store.finish_upload(upload, size=size)

    assert [*store.list(container)] == []
    assert len(store.uploaded_parts(upload)) == 2


def test_two_uploads_to_one_path_do_not_mix(store: ObjectStore, begin: Begin) -> None:
    """The one that is finished is whole."""
    one, other = begin(), begin()
    send_part(store, one, 1, b"one")
    send_part(store, other, 1, b"other")

    store.finish_upload(other, size=5)

    assert store.get(one.path).data == b"other"


def test_an_upload_is_finished_once(store: ObjectStore, begin: Begin) -> None:
    """Or given up, again and again; what was there before stays."""
    upload, other = begin(), begin()
    send_part(store, upload, 1, b"1")
    store.finish_upload(upload, size=1)

    for gone in (upload, Upload(other.path, "0" * 32, other.media_type)):
        with pytest.raises(ObjectNotFound):
            store.finish_upload(gone, size=1)
    store.abort_upload(other)
    store.abort_upload(other)

    assert store.get(upload.path).data == b"1"


def test_a_part_cannot_become_another_one(store: ObjectStore, begin: Begin) -> None:
    """Nor be sent with another size, but on Azure; and its number has bounds."""
    upload = begin()
    put = store.signed_part(upload, 1, size=3, expires=MINUTE)
    if not isinstance(store, AzureStore):
        for url, data in ((put.url.replace("partNumber=1", "partNumber=2") + ("" if "?" in put.url else "A"), b"123"), (put.url, b"1234")):
            assert 400 <= knock(store, "PUT", url, data, put.headers).status < 500
    for number in (0, 10_001):
        with pytest.raises(InvalidInput):
            store.signed_part(upload, number, size=3, expires=MINUTE)

    assert store.uploaded_parts(upload) == ()
