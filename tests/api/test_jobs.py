"""Many pictures at once: as jobs that functions do whom messages wake."""

import io
import uuid
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import httpx
import pytest

from shared.config import Settings
from shared.errors import StoreUnavailable
from shared.gallery import Pictures, Renditions
from shared.gallery.job_limits import TURN
from shared.resources import Resources
from tests.fixtures.api import PASSWORD, Client
from tests.fixtures.messages import Messages
from tests.fixtures.pictures import jpeg, png_with_alpha

SMALL: dict[str, Any] = {"steps": [{"op": "resize", "width": 10}], "output": {"format": "png"}}


def pictures(client: Client, number: int = 3) -> list[str]:
    """The ids of so many pictures, newest last."""
    return [client.upload(jpeg(40 + each, 30), f"{each}.jpg").json["id"] for each in range(number)]


def begin(client: Client, **asked: Any) -> dict[str, Any]:
    """Begin a job."""
    answer = client.post("/api/jobs", {"kind": "preset", "recipe": SMALL, **asked} if "kind" not in asked else asked)
    assert answer.status == 202, answer.data
    made: dict[str, Any] = answer.json
    return made


def messages(resources: Resources) -> Messages:
    """The queue that functions listen on."""
    return cast("Messages", resources.job_queue)


def work(client: Client, resources: Resources | None = None) -> list[str]:
    """Do what the messages say, until there are none; and what came of each."""
    resources = resources or client.resources
    queue = messages(resources)
    results: list[str] = []
    while queue.waiting:
        results.append(resources.job_runs.run(queue.take()).result)
        assert len(results) < 100, "it goes on for ever"
    return results


def look(client: Client, job: dict[str, Any]) -> dict[str, Any]:
    """The job as it is now."""
    found: dict[str, Any] = client.get(f"/api/jobs/{job['id']}").json
    return found


def counts(client: Client, job: dict[str, Any]) -> tuple[str, int, int]:
    """State, done and failed."""
    now = look(client, job)
    return now["state"], now["done"], now["failed"]


def items(client: Client, job: dict[str, Any], state: str = "") -> list[dict[str, Any]]:
    """The items of a job."""
    found: list[dict[str, Any]] = client.get(f"/api/jobs/{job['id']}/items" + (f"?state={state}" if state else "")).json["items"]
    return found


def later(resources: Resources, **wait: float) -> Resources:
    """The same services some time later."""
    return replace(resources, clock=lambda: datetime.now(UTC) + timedelta(**wait))


def break_renditions(monkeypatch: pytest.MonkeyPatch, error: Callable[[], Exception], *, only: str | None = None) -> None:
    """Let saving fail, of all pictures or of the one with this id."""
    save = Renditions.save

    def broken(self: Renditions, image: Any, *rest: Any) -> Any:
        if only in {None, str(image.id)}:
            raise error()
        return save(self, image, *rest)

    monkeypatch.setattr(Renditions, "save", broken)


def unpacked(client: Client, job: dict[str, Any]) -> dict[str, bytes]:
    """The files of a zip, fetched as a browser does it: without an access token."""
    link = client.get(f"/api/jobs/{job['id']}/download").json
    answer = httpx.get(link["url"])
    assert (answer.status_code, len(answer.content)) == (200, link["bytes"])
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    assert archive.testzip() is None
    return {name: archive.read(name) for name in archive.namelist()}


def test_a_preset_is_applied_to_a_selection(ana: Client) -> None:
    """Each picture has its rendition, under the job's name."""
    chosen = pictures(ana)
    job = begin(ana, kind="preset", preset="square", images=chosen, name="feed")
    assert (job["state"], job["total"], job["preset"], job["finishedAt"]) == ("queued", 3, "square", None)

    assert work(ana) == ["finished"]

    over = look(ana, job)
    assert (over["state"], over["done"], over["failed"]) == ("done", 3, 0)
    assert [item["imageId"] for item in items(ana, job)] == chosen
    made = {rendition["id"]: rendition for rendition in ana.get("/api/renditions").json["items"]}
    assert {item["renditionId"] for item in items(ana, job)} == set(made)
    assert {(rendition["name"], rendition["width"]) for rendition in made.values()} == {("feed", 1080)}
    assert over["bytes"] == sum(rendition["bytes"] for rendition in made.values())


def test_a_recipe_is_applied_to_a_search(ana: Client) -> None:
    """To what it finds at that moment."""
    chosen = pictures(ana, 2)
    ana.post(f"/api/images/{chosen[0]}", {"tags": ["mar"]})

    job = begin(ana, search={"tag": "Mar"})
    late = ana.upload(jpeg(90, 30)).json["id"]
    ana.post(f"/api/images/{late}", {"tags": ["mar"]})
    work(ana)

    assert [(item["imageId"], item["state"]) for item in items(ana, job)] == [(chosen[0], "done")]


def test_one_output_of_a_recipe_can_be_chosen(ana: Client) -> None:
    """As everywhere."""
    job = begin(ana, kind="preset", preset="web", output="1280", images=[ana.upload(jpeg(2000, 1000)).json["id"]])
    work(ana)

    assert counts(ana, job) == ("done", 1, 0)
    assert ana.get("/api/renditions").json["items"][0]["width"] == 1280


def test_what_the_preset_meant_when_the_job_began_counts(ana: Client) -> None:
    """Whatever becomes of it."""
    preset = ana.post("/api/presets", {"name": "mine", "recipe": SMALL}).json
    job = begin(ana, kind="preset", preset="mine", images=pictures(ana, 1))
    ana.call("DELETE", f"/api/presets/{preset['id']}")
    work(ana)

    assert (counts(ana, job), ana.get("/api/renditions").json["items"][0]["name"]) == (("done", 1, 0), "mine")


def test_a_picture_that_fails_does_not_hold_up_the_others(ana: Client) -> None:
    """And says why."""
    chosen = pictures(ana)
    job = begin(ana, images=chosen, recipe={"steps": [{"op": "extract", "left": 0, "top": 0, "width": 41, "height": 9}], "output": {}})
    ana.call("DELETE", f"/api/images/{chosen[2]}")
    work(ana)

    assert counts(ana, job) == ("done", 1, 2)
    failed = {item["imageId"]: item for item in items(ana, job, "failed")}
    assert failed[chosen[2]]["code"] == "not_found"
    assert failed[chosen[2]]["message"] == "There is no such picture here."
    assert failed[chosen[0]]["code"] == "recipe_refused"


def test_what_nobody_expected_fails_one_picture_too(ana: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a word of what it was."""
    chosen = pictures(ana)
    job = begin(ana, images=chosen)
    break_renditions(monkeypatch, lambda: RuntimeError("secret"), only=chosen[1])
    work(ana)

    assert counts(ana, job) == ("done", 2, 1)
    (failed,) = items(ana, job, "failed")
    assert (failed["code"], failed["message"]) == ("internal_error", "Something went wrong on our side.")


def test_a_passing_fault_is_left_to_the_host(ana: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """It delivers the message again, and no picture has failed."""
    job = begin(ana, images=pictures(ana))
    message = messages(ana.resources).take()
    with monkeypatch.context() as patch:
        break_renditions(patch, StoreUnavailable)
        with pytest.raises(StoreUnavailable):
            ana.resources.job_runs.run(message)
    assert counts(ana, job) == ("running", 0, 0)

    assert ana.resources.job_runs.run(message).result == "finished"
    assert counts(ana, job) == ("done", 3, 0)


def test_a_job_whose_message_failed_five_times_says_so(ana: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was done stays; the rest can be tried again."""
    chosen = pictures(ana)
    job = begin(ana, images=chosen)
    message = messages(ana.resources).take()
    with monkeypatch.context() as patch:
        break_renditions(patch, StoreUnavailable, only=chosen[1])
        with pytest.raises(StoreUnavailable):
            ana.resources.job_runs.run(message)
    assert ana.resources.job_runs.give_up(message).result == "given up"

    assert counts(ana, job) == ("done", 1, 2)
    assert {item["code"] for item in items(ana, job, "failed")} == {"unavailable"}

    again = ana.post(f"/api/jobs/{job['id']}/retry", {})
    assert (again.status, again.json["state"], again.json["failed"], again.json["done"]) == (202, "queued", 0, 1)
    work(ana)
    assert counts(ana, job) == ("done", 3, 0)


@pytest.mark.parametrize("text", ["", "{}", '{"v": 2, "job": "x"}', '{"v": 1, "job": 7}', '{"v": 1, "job": "x"}', "[]", "¿?"])
def test_a_message_that_is_none_of_ours_does_nothing(ana: Client, text: str) -> None:
    """Whatever came into the queue."""
    assert ana.resources.job_runs.run(text).result == "ignored"
    assert ana.resources.job_runs.give_up(text).result == "ignored"


def test_a_message_may_come_twice_and_late(ana: Client) -> None:
    """For a job that is over, cancelled or gone it does nothing."""
    job = begin(ana, images=pictures(ana))
    message = messages(ana.resources).waiting[0][0]
    work(ana)
    before = look(ana, job)

    assert ana.resources.job_runs.run(message).result == "ignored"
    ana.resources.job_runs.give_up(message)
    assert look(ana, job) == before
    ana.call("DELETE", f"/api/jobs/{job['id']}")
    assert ana.resources.job_runs.run(message).result == "ignored"


def test_a_turn_ends_after_a_minute_and_another_message_follows(ana: Client) -> None:
    """Jobs take turns, and no function runs into its time-out."""
    job = begin(ana, images=pictures(ana))
    now = datetime.now(UTC)

    def clock() -> datetime:
        nonlocal now
        now += TURN / 3
        return now

    results = work(ana, replace(ana.resources, clock=clock))

    assert results[:-1] == ["handed over"] * (len(results) - 1)
    assert len(results) > 2
    assert counts(ana, job) == ("done", 3, 0)


def test_a_large_job_wakes_several_functions(ana: Client) -> None:
    """Four at most; each item is done once all the same."""
    job = begin(ana, images=pictures(ana, 25))
    assert len(messages(ana.resources).waiting) == 4

    assert work(ana) == ["finished", "ignored", "ignored", "ignored"]
    assert counts(ana, job) == ("done", 25, 0)
    assert ana.get("/api/renditions").json["total"] == 25


def test_what_is_in_other_hands_is_looked_after_later(ana: Client) -> None:
    """Whoever has it may have died: then the next message finds it free."""
    job = begin(ana, images=pictures(ana, 1))
    now = datetime.now(UTC)
    with ana.resources.database.transaction() as tx:
        tx.job_work.claim(uuid.UUID(job["id"]), now, now + timedelta(seconds=30), 4)

    turn = ana.resources.job_runs.run(messages(ana.resources).take())
    ((_, delay),) = messages(ana.resources).waiting
    assert (turn.result, timedelta(seconds=29) < delay < timedelta(seconds=32)) == ("busy", True)

    assert work(ana, later(ana.resources, seconds=32)) == ["finished"]
    assert counts(ana, job) == ("done", 1, 0)


def test_a_picture_that_brings_the_process_down_is_given_up(ana: Client) -> None:
    """After five times, and the others are done."""
    job = begin(ana, images=pictures(ana, 2))
    now = datetime.now(UTC)
    for _ in range(5):
        with ana.resources.database.transaction() as tx:
            tx.job_work.claim(uuid.UUID(job["id"]), now, now, 4)

    work(ana)

    assert [(item["state"], item["code"]) for item in items(ana, job)] == [("failed", "gave_up"), ("done", None)]


def test_a_cancelled_job_stops_within_one_item(ana: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is done stays, and the rest waits for a retry."""
    chosen = pictures(ana)
    job = begin(ana, images=chosen)
    save = Renditions.save

    def cancel_meanwhile(self: Renditions, *arguments: Any) -> Any:
        assert ana.post(f"/api/jobs/{job['id']}/cancel", {}).json["state"] == "cancelled"
        return save(self, *arguments)

    with monkeypatch.context() as patch:
        patch.setattr(Renditions, "save", cancel_meanwhile)
        work(ana)

    over = look(ana, job)
    assert (over["state"], over["done"], len(items(ana, job, "waiting"))) == ("cancelled", 1, 2)
    assert over["finishedAt"]
    assert ana.post(f"/api/jobs/{job['id']}/cancel", {}).json == over
    ana.post(f"/api/jobs/{job['id']}/retry", {})
    work(ana)
    assert counts(ana, job) == ("done", 3, 0)


def test_only_what_is_over_and_has_failed_is_tried_again(ana: Client) -> None:
    """Or was left."""
    job = begin(ana, images=pictures(ana))
    assert ana.post(f"/api/jobs/{job['id']}/retry", {}).status == 409
    work(ana)
    assert ana.post(f"/api/jobs/{job['id']}/retry", {}).status == 409


def test_a_job_is_removed_when_it_is_over(ana: Client) -> None:
    """What it made stays."""
    job = begin(ana, images=pictures(ana))
    assert ana.call("DELETE", f"/api/jobs/{job['id']}").status == 409
    work(ana)

    assert ana.call("DELETE", f"/api/jobs/{job['id']}").status == 204
    assert ana.get(f"/api/jobs/{job['id']}").status == 404
    assert ana.get("/api/renditions").json["total"] == 3


def test_jobs_are_listed_newest_first(ana: Client) -> None:
    """Page by page."""
    chosen = pictures(ana, 1)
    made = [begin(ana, images=chosen, name=str(number))["id"] for number in range(3)]

    first = ana.get("/api/jobs?limit=2").json
    second = ana.get(f"/api/jobs?limit=2&cursor={first['nextCursor']}").json

    assert [job["id"] for job in (*first["items"], *second["items"])] == made[::-1]
    assert (first["total"], second["nextCursor"]) == (3, None)


def test_a_job_belongs_to_its_account(ana: Client, api: Client) -> None:
    """Nobody else finds it, and nobody can choose what is not theirs."""
    chosen = pictures(ana, 1)
    job = begin(ana, images=chosen)
    eva = api.registered()

    calls = [("GET", ""), ("GET", "/items"), ("GET", "/download"), ("POST", "/cancel"), ("POST", "/retry"), ("DELETE", "")]
    assert {eva.call(method, f"/api/jobs/{job['id']}{what}").status for method, what in calls} == {404}
    refused = eva.post("/api/jobs", {"kind": "zip", "images": chosen})
    assert (refused.status, refused.pointers, refused.json["errors"][0]["code"]) == (422, ["/images/0"], "unknown_picture")
    assert eva.get("/api/jobs").json["total"] == 0


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"kind": "preset", "recipe": SMALL}, ""),
        ({"kind": "preset", "images": []}, "/images"),
        ({"kind": "preset", "search": {}}, ""),
        ({"kind": "preset", "search": {}, "preset": "web", "recipe": SMALL}, ""),
        ({"kind": "preset", "search": {}, "renditions": [str(uuid.uuid4())], "preset": "web"}, ""),
        ({"kind": "preset", "renditions": [str(uuid.uuid4())], "preset": "web"}, ""),
        ({"kind": "preset", "search": {}, "preset": "nothing"}, "/preset"),
        ({"kind": "preset", "search": {}, "preset": "web", "output": "nothing"}, "/output"),
        ({"kind": "preset", "search": {}, "recipe": {"steps": [{"op": "blur", "sigma": -1}], "output": {}}}, "/steps/0/sigma"),
        ({"kind": "preset", "search": {"q": "nothing"}, "preset": "web"}, "/search"),
        ({"kind": "zip", "search": {}, "preset": "web"}, ""),
        ({"kind": "zip", "images": [str(uuid.uuid4())]}, "/images/0"),
        ({"kind": "zip", "renditions": [str(uuid.uuid4())]}, "/renditions/0"),
        ({"kind": "print", "search": {}}, "/kind"),
    ],
)
def test_a_job_that_makes_no_sense_is_refused(ana: Client, body: dict[str, Any], pointer: str) -> None:
    """With a pointer to what is wrong, and nothing is kept."""
    answer = ana.post("/api/jobs", body)

    assert (answer.status, pointer in answer.pointers) == (422, True), answer.data
    assert ana.get("/api/jobs").json["total"] == 0


def test_a_search_that_finds_too_much_is_refused(ana: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the number that is the most."""
    monkeypatch.setattr("shared.gallery.selection.MAX_ITEMS", 2)
    pictures(ana)

    answer = ana.post("/api/jobs", {"kind": "zip", "search": {}})

    assert (answer.status, answer.json["errors"][0]["code"]) == (422, "too_many")
    assert "more than 2 pictures" in answer.json["errors"][0]["message"]


def test_an_account_has_only_so_many_jobs_under_way(ana: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those that are over do not count."""
    monkeypatch.setattr("shared.gallery.jobs.MAX_OPEN", 1)
    chosen = pictures(ana, 1)
    begin(ana, images=chosen)
    assert ana.post("/api/jobs", {"kind": "zip", "images": chosen}).code == "conflict"
    work(ana)

    begin(ana, kind="zip", images=chosen)


def test_a_job_whose_message_cannot_be_sent_is_not_lost(ana: Client) -> None:
    """The caller is told, and the timer sends it again."""
    chosen = pictures(ana)
    messages(ana.resources).is_down = True
    refused = ana.post("/api/jobs", {"kind": "preset", "recipe": SMALL, "images": chosen})
    assert (refused.status, refused.code) == (503, "unavailable")
    (job,) = ana.get("/api/jobs").json["items"]
    messages(ana.resources).is_down = False

    assert ana.resources.jobs.sweep()["jobsWoken"] == 0
    assert later(ana.resources, minutes=6).jobs.sweep()["jobsWoken"] == 1
    work(ana)

    assert counts(ana, job) == ("done", 3, 0)


def test_a_zip_of_originals(ana: Client) -> None:
    """Bit for bit, with names of their own, straight from the store."""
    ana.upload(jpeg(40, 30), "playa.jpg")
    ana.upload(jpeg(41, 30), "playa.jpg")
    job = begin(ana, kind="zip", search={}, name="verano/2026")
    work(ana)

    assert counts(ana, job) == ("done", 2, 0)
    assert unpacked(ana, job) == {"playa.jpg": jpeg(41, 30), "playa (2).jpg": jpeg(40, 30)}
    link = ana.get(f"/api/jobs/{job['id']}/download").json
    assert (link["filename"], look(ana, job)["bytes"]) == ("verano-2026.zip", link["bytes"])
    assert datetime.fromisoformat(link["expiresAt"]) < datetime.now(UTC) + timedelta(minutes=16)


def test_a_zip_of_renditions(ana: Client) -> None:
    """With the names that they have, or their pictures'."""
    image = ana.upload(jpeg(40, 30), "playa.jpg").json["id"]
    made = [ana.post(f"/api/images/{image}/renditions", {"recipe": SMALL}).json]
    made.append(ana.post(f"/api/images/{image}/renditions", {"preset": "grey", "name": "gris"}).json)
    job = begin(ana, kind="zip", renditions=[one["id"] for one in made])
    work(ana)

    assert unpacked(ana, job) == {
        name: ana.get(one["links"]["content"]).data for name, one in zip(("playa.png", "gris.jpeg"), made, strict=True)
    }
    assert [item["renditionId"] for item in items(ana, job)] == [one["id"] for one in made]


def test_a_zip_has_what_is_left(ana: Client) -> None:
    """And the job says what is not in it."""
    chosen = pictures(ana)
    job = begin(ana, kind="zip", images=chosen)
    ana.call("DELETE", f"/api/images/{chosen[1]}")
    work(ana)

    assert counts(ana, job) == ("done", 2, 1)
    assert [item["imageId"] for item in items(ana, job, "failed")] == [chosen[1]]
    assert set(unpacked(ana, job)) == {"0.jpg", "2.jpg"}

    ana.call("POST", f"/api/images/{chosen[1]}/restore")
    ana.post(f"/api/jobs/{job['id']}/retry", {})
    work(ana)
    assert (counts(ana, job), len(unpacked(ana, job))) == (("done", 3, 0), 3)


def test_a_zip_of_nothing_is_none(ana: Client) -> None:
    """The job has failed, and nothing lies in the store."""
    chosen = pictures(ana, 1)
    job = begin(ana, kind="zip", images=chosen)
    ana.call("DELETE", f"/api/images/{chosen[0]}")
    work(ana)

    assert (counts(ana, job), zips(ana.resources)) == (("failed", 0, 1), [])
    assert ana.get(f"/api/jobs/{job['id']}/download").status == 404


def zips(resources: Resources) -> list[str]:
    """The paths of the zips in the store."""
    return [one.path for one in resources.store.list(f"{resources.settings.pictures_container}/") if one.path.endswith(".zip")]


def test_there_is_no_link_before_the_zip_is_done(ana: Client) -> None:
    """Nor to what a job of another kind made."""
    chosen = pictures(ana, 1)
    archive, other = begin(ana, kind="zip", images=chosen), begin(ana, images=chosen)
    assert ana.get(f"/api/jobs/{archive['id']}/download").status == 404
    work(ana)

    assert ana.get(f"/api/jobs/{archive['id']}/download").status == 200
    assert ana.get(f"/api/jobs/{other['id']}/download").status == 404


def test_a_cancelled_zip_leaves_nothing(ana: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also when it was all but done."""
    job = begin(ana, kind="zip", images=pictures(ana, 2))
    original = Pictures.original

    def cancel_meanwhile(*arguments: Any) -> bytes:
        ana.post(f"/api/jobs/{job['id']}/cancel", {})
        return original(*arguments)

    monkeypatch.setattr(Pictures, "original", cancel_meanwhile)

    assert work(ana) == ["ignored"]
    assert (look(ana, job)["state"], zips(ana.resources)) == ("cancelled", [])


def test_a_zip_survives_a_store_that_is_away(ana: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """The host delivers the message again, and it begins anew."""
    job = begin(ana, kind="zip", images=pictures(ana, 2))
    message = messages(ana.resources).take()

    def away(*_: object) -> bytes:
        raise StoreUnavailable

    with monkeypatch.context() as patch:
        patch.setattr(Pictures, "original", away)
        with pytest.raises(StoreUnavailable):
            ana.resources.job_runs.run(message)

    assert ana.resources.job_runs.run(message).result == "finished"
    assert len(unpacked(ana, job)) == 2


def test_a_zip_is_given_up_whole(ana: Client) -> None:
    """A part of it is of no use."""
    job = begin(ana, kind="zip", images=pictures(ana, 2))
    ana.resources.job_runs.give_up(messages(ana.resources).take())

    assert counts(ana, job) == ("failed", 0, 2)


def test_a_zip_that_is_too_large_is_refused(ana: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before anything is begun."""
    monkeypatch.setattr("shared.gallery.jobs.MAX_ARCHIVE_BYTES", 1000)

    answer = ana.post("/api/jobs", {"kind": "zip", "images": pictures(ana)})

    assert (answer.status, answer.pointers, answer.json["errors"][0]["code"]) == (422, ["/images"], "too_large")


def test_the_timer_removes_zips_after_a_day_and_jobs_after_thirty(ana: Client) -> None:
    """Bytes first."""
    job = begin(ana, kind="zip", images=pictures(ana, 1))
    work(ana)
    hour, day, month = (later(ana.resources, **wait) for wait in ({"hours": 23}, {"hours": 25}, {"days": 31}))

    assert (hour.jobs.sweep(), len(zips(ana.resources))) == ({"jobsWoken": 0, "archives": 0, "jobs": 0}, 1)
    assert (day.jobs.sweep(), zips(ana.resources)) == ({"jobsWoken": 0, "archives": 1, "jobs": 0}, [])
    assert ana.get(f"/api/jobs/{job['id']}/download").status == 404
    assert month.jobs.sweep() == {"jobsWoken": 0, "archives": 0, "jobs": 1}
    assert ana.get("/api/jobs").json["total"] == 0


def test_a_zip_that_was_removed_can_be_made_again(ana: Client) -> None:
    """And only that one: a zip that is there has nothing to try again."""
    job = begin(ana, kind="zip", images=pictures(ana, 1))
    work(ana)
    assert ana.post(f"/api/jobs/{job['id']}/retry", {}).status == 409
    later(ana.resources, hours=25).jobs.sweep()

    assert ana.post(f"/api/jobs/{job['id']}/retry", {}).status == 202
    work(ana)

    assert len(unpacked(ana, job)) == 1


def test_jobs_and_zips_go_with_the_account(ana: Client) -> None:
    """No byte is left, and no row."""
    chosen = pictures(ana, 2)
    begin(ana, kind="zip", images=chosen)
    work(ana)
    begin(ana, images=chosen)
    assert ana.post("/api/auth/me/delete", {"password": PASSWORD}).status == 204

    assert work(ana) == ["ignored"]
    for hours in (1, 2, 3):
        then = later(ana.resources, hours=hours)
        then.leftovers.sweep()
        then.pictures.sweep()
        then.jobs.sweep()

    assert list(ana.resources.store.list(f"{ana.resources.settings.pictures_container}/")) == []
    with ana.resources.database.transaction(read_only=True) as tx:
        assert tx.users.erased(9) == ()


def test_a_thousand_pictures_are_chosen_in_one_call(ana: Client) -> None:
    """Each once, however often it is named."""
    chosen = pictures(ana, 2)

    job = begin(ana, kind="zip", images=chosen * 500)

    assert job["total"] == 2


def test_a_full_gallery_fails_the_pictures_that_do_not_fit(ana: Client) -> None:
    """With the reason."""
    job = begin(ana, images=[ana.upload(png_with_alpha(40, 30), "a.png", "image/png").json["id"]])
    settings = Settings(**{**ana.resources.settings.model_dump(), "quota_bytes": 1})
    full = replace(ana.resources, settings=settings)
    work(ana, full)

    assert [item["code"] for item in items(ana, job)] == ["quota_exceeded"]
