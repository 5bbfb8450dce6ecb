"""Doing again what failed."""

import json

import pytest

from infra.hooks.failure import Failure
from infra.hooks.replay import blob_of, replay_dead_letters, replay_failed
from tests.infra.conftest import Azure


def test_the_blob_of_a_dead_letter_is_written_anew(azure: Azure) -> None:
    """Then the letter is removed."""
    letter = json.dumps([{"data": {"url": "https://stpicsx.blob.core.windows.net/uploads/web/a%20b.jpg"}}])
    azure.answers("blob list", "deadletters", output=[{"name": "topic/1.json"}])
    azure.answers("blob download", "deadletters", file=letter).answers("blob download", "uploads", file="picture")
    azure.answers("blob upload", output={}).answers("blob delete", output="")

    replay_dead_letters()

    (upload,) = azure.calls("blob upload")
    assert (upload["body"], "web/a b.jpg" in upload["asked"]) == ("picture", True)
    assert len(azure.calls("blob delete", "deadletters", "topic/1.json")) == 1


def test_a_blob_that_is_gone_is_passed_over(azure: Azure) -> None:
    """Somebody deleted it meanwhile."""
    letter = json.dumps([{"data": {"url": "https://stpicsx.blob.core.windows.net/uploads/web/a.jpg"}}])
    azure.answers("blob list", output=[{"name": "1.json"}]).answers("blob download", "deadletters", file=letter)
    azure.answers("blob download", "uploads", error="ErrorCode:BlobNotFound").answers("blob delete", output="")

    replay_dead_letters()

    assert azure.calls("blob upload") == []
    assert len(azure.calls("blob delete", "1.json")) == 1


def test_a_letter_stays_when_the_store_refuses(azure: Azure) -> None:
    """Nothing is lost."""
    letter = json.dumps([{"data": {"url": "https://stpicsx.blob.core.windows.net/uploads/web/a.jpg"}}])
    azure.answers("blob list", output=[{"name": "1.json"}]).answers("blob download", "deadletters", file=letter)
    azure.answers("blob download", "uploads", error="AuthorizationPermissionMismatch")

    with pytest.raises(Failure, match="AuthorizationPermissionMismatch"):
        replay_dead_letters()
    assert azure.calls("blob delete") == []


def test_files_that_failed_are_written_anew(azure: Azure) -> None:
    """And no others."""
    failed = json.dumps({"status": "failed", "source": {"path": "uploads/web/a.jpg"}})
    azure.answers("blob list", "--prefix web/", output=[{"name": "web/a.jpg.json"}, {"name": "web/b.jpg.json"}, {"name": "web/b.webp"}])
    azure.answers("blob download", "web/a.jpg.json", file=failed).answers("blob download", "web/b.jpg.json", file='{"status": "done"}')
    azure.answers("blob download", "uploads", file="picture").answers("blob upload", output={})

    replay_failed("web/")

    (upload,) = azure.calls("blob upload")
    assert "web/a.jpg" in upload["asked"]


def test_an_address_of_no_blob_is_refused() -> None:
    """It names the address."""
    with pytest.raises(Failure, match="is not the address of a blob"):
        blob_of("https://stpicsx.blob.core.windows.net/uploads")
