"""A dropped file becomes outputs and a manifest."""

import json
from types import SimpleNamespace
from typing import Any

import azure.functions as func
import pytest

from blob_triggers import drops
from shared.errors import StoreUnavailable
from shared.resources import Resources
from tests.fixtures.pictures import jpeg, jpeg_bomb, png_with_alpha


def drop(resources: Resources, path: str, data: bytes) -> str:
    """Put a file into the uploads container."""
    full = f"{resources.settings.uploads_container}/{path}"
    resources.store.put(full, data)
    return full


def manifest(resources: Resources, path: str) -> dict[str, Any]:
    """Read a manifest from the outputs container."""
    found: dict[str, Any] = json.loads(resources.store.get(f"{resources.settings.outputs_container}/{path}.json").data)
    return found


def outputs(resources: Resources) -> dict[str, str]:
    """The paths in the outputs container and their ETags."""
    container = resources.settings.outputs_container
    return {stat.path.removeprefix(f"{container}/"): stat.etag for stat in resources.store.list(f"{container}/")}


@pytest.mark.parametrize(
    ("preset", "made"),
    [
        ("thumbnail", ["a.jpg.webp"]),
        ("web", ["a.jpg@1280.webp", "a.jpg@1920.webp", "a.jpg@640.webp"]),
        ("square", ["a.jpg.jpg"]),
        ("grey", ["a.jpg.jpg"]),
        ("default", ["a.jpg.webp"]),
    ],
)
def test_each_built_in_preset_makes_its_outputs(resources: Resources, preset: str, made: list[str]) -> None:
    """The dropped file's whole name stays in theirs, so a.jpg and a.png never meet."""
    resources.drops.transform(drop(resources, f"{preset}/trip/a.jpg", jpeg(80, 60)))

    assert sorted(outputs(resources)) == sorted([f"{preset}/trip/{name}" for name in made] + [f"{preset}/trip/a.jpg.json"])


def test_a_manifest_says_what_was_made(resources: Resources) -> None:
    """Source, recipe, engine and each output with size and hash."""
    data = jpeg(800, 400)
    path = drop(resources, "thumbnail/a.jpg", data)

    resources.drops.transform(path)

    found = manifest(resources, "thumbnail/a.jpg")
    etag = resources.store.stat(path).etag
    assert found["status"] == "done"
    assert found["source"] == {"path": path, "etag": etag, "bytes": len(data), "format": "jpeg", "width": 800, "height": 400}
    (output,) = found["outputs"]
    stored = resources.store.get(output["path"])
    assert (output["format"], output["width"], output["height"], output["bytes"]) == ("webp", 320, 160, len(stored.data))
    assert stored.stat.media_type == "image/webp"
    assert {"preset", "recipeHash", "engine", "tookMs", "finishedAt"} <= set(found)


def test_a_file_outside_any_folder_takes_the_default_preset(resources: Resources) -> None:
    """Its outputs lie below `default`."""
    resources.drops.transform(drop(resources, "b.jpg", jpeg(80, 60)))

    assert manifest(resources, "default/b.jpg")["status"] == "done"


@pytest.mark.parametrize(
    ("path", "data", "code"),
    [
        ("thumbnail/a.jpg", jpeg(640, 480)[:300], "corrupt_image"),
        ("thumbnail/a.jpg", jpeg(640, 480)[: len(jpeg(640, 480)) // 2], "corrupt_image"),
        ("thumbnail/a.jpg", b"", "unsupported_image"),
        ("thumbnail/a.txt", b"some text", "unsupported_image"),
        ("thumbnail/a.jpg", jpeg_bomb(64250, 64250), "image_too_large"),
        ("thumbnail/a.jpg", jpeg(8, 8) + bytes(25 * 1024 * 1024), "image_too_large"),
        ("no-such-preset/a.jpg", jpeg(80, 60), "unknown_preset"),
    ],
    ids=["truncated", "cut in half", "empty", "text", "claims 64250 x 64250", "over 25 MiB", "unknown preset"],
)
def test_what_cannot_be_done_is_rejected_with_a_reason(resources: Resources, path: str, data: bytes, code: str) -> None:
    """The dropped file stays, and no output appears."""
    dropped = drop(resources, path, data)

    made = resources.drops.transform(dropped)

    assert made is not None
    assert made.status == "rejected"
    found = manifest(resources, path)
    assert (found["status"], found["error"]["code"]) == ("rejected", code)
    assert found["error"]["message"]
    assert list(outputs(resources)) == [f"{path}.json"]
    assert resources.store.stat(dropped).bytes == len(data)


@pytest.mark.parametrize("path", ["web/a.jpg", "no-such-preset/a.jpg"])
def test_a_second_delivery_changes_nothing(resources: Resources, path: str) -> None:
    """No file is written again, done or rejected."""
    dropped = drop(resources, path, jpeg(80, 60))
    resources.drops.transform(dropped)
    before = outputs(resources)

    assert resources.drops.transform(dropped) is None
    assert outputs(resources) == before


def test_new_bytes_replace_the_outputs(resources: Resources) -> None:
    """The manifest follows."""
    resources.drops.transform(drop(resources, "thumbnail/a.jpg", jpeg(80, 60)))
    resources.drops.transform(drop(resources, "thumbnail/a.jpg", jpeg(60, 80)))

    (output,) = manifest(resources, "thumbnail/a.jpg")["outputs"]
    assert (output["width"], output["height"]) == (60, 80)


def test_outputs_that_the_new_bytes_do_not_make_are_removed(resources: Resources) -> None:
    """A `same`-format output of a JPEG that is now a PNG, and all of them when the file is now broken."""
    resources.drops.transform(drop(resources, "grey/a", jpeg(80, 60)))
    resources.drops.transform(drop(resources, "grey/a", png_with_alpha(80, 60)))
    assert sorted(outputs(resources)) == ["grey/a.json", "grey/a.png"]

    resources.drops.transform(drop(resources, "grey/a", b"text"))
    assert sorted(outputs(resources)) == ["grey/a.json"]


def test_a_preset_in_the_store_is_read_afresh(resources: Resources) -> None:
    """A new recipe makes new outputs of the same file."""
    container = resources.settings.presets_container
    dropped = drop(resources, "banner/a.jpg", jpeg(80, 60))
    resources.drops.transform(dropped)
    assert manifest(resources, "banner/a.jpg")["error"]["code"] == "unknown_preset"

    resources.store.put(f"{container}/banner.json", b'{"steps": [{"op": "resize", "width": 40}], "output": {"format": "png"}}')
    resources.drops.transform(dropped)
    assert manifest(resources, "banner/a.jpg")["outputs"][0]["width"] == 40

    resources.store.put(f"{container}/banner.json", b'{"steps": [{"op": "resize", "width": 20}], "output": {"format": "png"}}')
    resources.drops.transform(dropped)
    assert manifest(resources, "banner/a.jpg")["outputs"][0]["width"] == 20


def test_a_broken_preset_is_a_reason_to_reject(resources: Resources) -> None:
    """The message says where it is broken."""
    resources.store.put(f"{resources.settings.presets_container}/bad.json", b'{"steps": [{"op": "resize", "width": 0}]}')

    resources.drops.transform(drop(resources, "bad/a.jpg", jpeg(80, 60)))

    error = manifest(resources, "bad/a.jpg")["error"]
    assert error["code"] == "invalid_preset"
    assert "width" in error["message"]


def test_a_file_that_is_gone_is_nothing_to_do(resources: Resources) -> None:
    """An event may be late."""
    assert resources.drops.transform(f"{resources.settings.uploads_container}/web/gone.jpg") is None
    assert outputs(resources) == {}


def test_five_failures_become_a_manifest(resources: Resources) -> None:
    """And another drop of the same file is tried again."""
    dropped = drop(resources, "thumbnail/a.jpg", jpeg(80, 60))

    resources.drops.fail(dropped)
    found = manifest(resources, "thumbnail/a.jpg")
    assert (found["status"], found["error"]["code"]) == ("failed", "unavailable")

    resources.drops.transform(dropped)
    assert manifest(resources, "thumbnail/a.jpg")["status"] == "done"


def test_the_poison_functions_message_names_the_file() -> None:
    """As the blob extension writes it; anything else is ignored."""
    message = b'{"Type": "BlobTrigger", "FunctionId": "Host.Functions.blob_dropped", "ContainerName": "uploads", "BlobName": "web/a.jpg"}'

    assert drops.poisoned_path(message) == "uploads/web/a.jpg"
    assert [drops.poisoned_path(junk) for junk in (b"", b"[]", b"{}", b"null", b"\xff")] == [None] * 5


def test_the_trigger_follows_the_settings(resources: Resources) -> None:
    """Scan or Event Grid, container and connection."""
    source = func.FunctionApp()
    source.register_functions(drops.blueprint(resources))

    bindings = {function.get_function_name(): function.get_bindings_dict()["bindings"][0] for function in source.get_functions()}

    assert bindings["blob_dropped"]["path"] == f"{resources.settings.uploads_container}/{{name}}"
    assert bindings["blob_dropped"]["connection"] == "AzureWebJobsStorage"
    assert bindings["blob_dropped"]["source"] == "LogsAndContainerScan"
    assert bindings["blob_poison"]["queueName"] == "webjobs-blobtrigger-poison"


def test_a_passing_fault_is_raised_after_a_pause(resources: Resources, monkeypatch: pytest.MonkeyPatch) -> None:
    """The host delivers again at once, so the pauses are what carries a file over a database that fails over."""
    source = func.FunctionApp()
    source.register_functions(drops.blueprint(resources))
    dropped = next(function for function in source.get_functions() if function.get_function_name() == "blob_dropped").get_user_function()
    pauses: list[float] = []
    monkeypatch.setattr("time.sleep", pauses.append)

    def away(*_: object) -> None:
        raise StoreUnavailable

    monkeypatch.setattr(type(resources.drops), "transform", away)

    with pytest.raises(StoreUnavailable):
        dropped(
            SimpleNamespace(container_name=resources.settings.uploads_container, blob_name="web/a.jpg"), SimpleNamespace(invocation_id="1")
        )

    assert pauses == [drops.PAUSE_SECONDS]
