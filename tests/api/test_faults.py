"""When a part that the service stands on fails: a clear answer, and nothing lost or left behind."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from shared.errors import DatabaseUnavailable, StoreUnavailable
from shared.resources import Resources
from tests.fixtures.api import Client
from tests.fixtures.pictures import jpeg


class FailingStore:
    """A real store whose next writes of pictures fail: before anything is written, or after all of it is. Claims can be had."""

    def __init__(self, store: Any) -> None:
        self.store = store
        self.fail_before = False
        self.fail_after = False

    def __getattr__(self, name: str) -> Any:
        return getattr(self.store, name)

    def put(self, path: str, *args: Any, **kwargs: Any) -> Any:
        """Write, and fail when asked to."""
        is_claim = "/claims/" in path
        if self.fail_before and not is_claim:
            raise StoreUnavailable
        stat = self.store.put(path, *args, **kwargs)
        if self.fail_after and not is_claim:
            raise StoreUnavailable
        return stat


@pytest.fixture
def failing(resources: Resources) -> Resources:
    """Resources on a store that can fail."""
    return replace(resources, store=FailingStore(resources.store))


def arm(resources: Resources, moment: str, *, on: bool) -> None:
    """Make the store fail from now on, or no more."""
    setattr(resources.store, moment, on)


def pictures_in_store(resources: Resources) -> list[str]:
    """The paths of everything in the pictures container."""
    return [stat.path for stat in resources.store.list(f"{resources.settings.pictures_container}/")]


def later(resources: Resources) -> Resources:
    """The same services, a day later."""
    return replace(resources, clock=lambda: datetime.now(UTC) + timedelta(days=1))


@pytest.mark.parametrize("moment", ["fail_before", "fail_after"])
def test_an_upload_that_fails_half_way_can_be_repeated(failing: Resources, moment: str) -> None:
    """The first try answers 503 and shows nothing; the second makes one picture."""
    ana = Client(failing).registered()
    arm(failing, moment, on=True)
    refused = ana.upload(jpeg(64, 48))
    arm(failing, moment, on=False)

    assert (refused.status, refused.code) == (503, "store_unavailable")
    assert "retry-after" in refused.headers
    assert ana.get("/api/images").json["total"] == 0
    again = ana.upload(jpeg(64, 48))
    assert again.status in {200, 201}
    assert ana.get(again.json["links"]["content"]).data == jpeg(64, 48)
    assert ana.get("/api/images").json["total"] == 1


@pytest.mark.parametrize("moment", ["fail_before", "fail_after"])
def test_an_upload_that_fails_half_way_is_swept_away(failing: Resources, moment: str) -> None:
    """Row and bytes go, and nothing else does."""
    ana = Client(failing).registered()
    kept = ana.upload(jpeg(32, 32)).json
    arm(failing, moment, on=True)
    ana.upload(jpeg(64, 48))
    arm(failing, moment, on=False)

    assert later(failing).pictures.sweep() == 1

    assert pictures_in_store(failing) == [f"{failing.settings.pictures_container}/{_user(ana)}/{kept['id']}/original"]
    assert later(failing).pictures.sweep() == 0
    assert ana.upload(jpeg(64, 48)).status == 201


def test_an_upload_in_progress_is_not_swept_away(failing: Resources) -> None:
    """Only what is older than any call can live."""
    ana = Client(failing).registered()
    arm(failing, "fail_after", on=True)
    ana.upload(jpeg(64, 48))

    assert failing.pictures.sweep() == 0
    assert len(pictures_in_store(failing)) == 1


def test_a_store_that_is_away_is_said_so_before_anything_is_made(failing: Resources, monkeypatch: pytest.MonkeyPatch) -> None:
    """A rendition begins with its claim; without one, nothing is left to be swept."""
    ana = Client(failing).registered()
    image = ana.upload(jpeg(64, 48)).json

    def away(*_: Any, **__: Any) -> Any:
        raise StoreUnavailable

    with monkeypatch.context() as patch:
        patch.setattr(FailingStore, "put", away)
        answer = ana.post(f"/api/images/{image['id']}/renditions", {"preset": "grey"})

    assert (answer.status, answer.code) == (503, "store_unavailable")
    assert later(failing).renditions.sweep() == 0
    assert ana.post(f"/api/images/{image['id']}/renditions", {"preset": "grey"}).status == 201


@pytest.mark.parametrize("moment", ["fail_before", "fail_after"])
def test_a_rendition_that_fails_half_way_is_swept_away(failing: Resources, moment: str) -> None:
    """The picture and its original stay."""
    ana = Client(failing).registered()
    image = ana.upload(jpeg(64, 48)).json
    arm(failing, moment, on=True)
    answer = ana.post(f"/api/images/{image['id']}/renditions", {"preset": "grey"})
    arm(failing, moment, on=False)

    assert (answer.status, answer.code) == (503, "store_unavailable")
    assert ana.get("/api/renditions").json["total"] == 0
    assert later(failing).renditions.sweep() == 1
    assert [path.rpartition("/")[2] for path in pictures_in_store(failing)] == ["original"]
    assert ana.post(f"/api/images/{image['id']}/renditions", {"preset": "grey"}).status == 201


def test_the_bin_is_emptied_after_its_days(resources: Resources) -> None:
    """Bytes, thumbnails and renditions go with the row."""
    ana = Client(resources).registered()
    image = ana.upload(jpeg(64, 48)).json
    ana.get(image["links"]["thumbnail"])
    ana.post(f"/api/images/{image['id']}/renditions", {"preset": "grey"})
    ana.call("DELETE", f"/api/images/{image['id']}")

    assert later(resources).pictures.sweep() == 0
    much_later = replace(resources, clock=lambda: datetime.now(UTC) + timedelta(days=31))
    assert much_later.pictures.sweep() == 1

    assert pictures_in_store(resources) == []
    assert ana.get("/api/images?deleted=true").json["total"] == 0


def test_a_database_that_is_gone_is_a_503_that_heals(resources: Resources, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same process answers again when it is back."""
    ana = Client(resources).registered()

    def gone(*_args: object, **_options: object) -> Iterator[object]:
        raise DatabaseUnavailable(retry_after=3)

    with monkeypatch.context() as patch:
        patch.setattr(type(resources.database), "transaction", gone)
        answer = ana.get("/api/images")
    assert (answer.status, answer.code, answer.headers["retry-after"]) == (503, "database_unavailable", "3")
    assert ana.get("/api/images").status == 200


def test_an_unexpected_error_tells_nothing(resources: Resources, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    """The caller gets an id, the log the traceback."""
    ana = Client(resources).registered()

    def broken(*_args: object, **_options: object) -> None:
        raise RuntimeError("the secret of the house")

    monkeypatch.setattr(type(resources.database), "transaction", broken)
    answer = ana.get("/api/images")

    assert (answer.status, answer.code) == (500, "internal_error")
    assert b"secret" not in answer.data
    assert "the secret of the house" in caplog.text
    assert answer.json["instance"].removeprefix("urn:uuid:") in caplog.text


def _user(client: Client) -> str:
    identity: str = client.get("/api/auth/me").json["id"]
    return identity
