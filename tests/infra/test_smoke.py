"""The try of the deployed service, against a server that answers as told."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from infra.hooks.failure import Failure
from infra.hooks.smoke import smoke
from tests.infra.conftest import Azure

DONE = json.dumps({"status": "done", "outputs": [{"path": "outputs/thumbnail/x.png@a.webp"}]})


class Service:
    """A server.

    Attributes:
        answers: status and JSON by the end of the path.
        asked: methods and paths, as they came.
    """

    def __init__(self) -> None:
        self.answers: dict[str, tuple[int, object]] = {
            "/api/health/ready": (200, {}),
            "/api/auth/register": (201, {}),
            "/api/auth/login": (200, {"accessToken": "token"}),
            "/api/images": (201, {"id": "1"}),
            "/preview": (200, {}),
            "/me/delete": (204, None),
        }
        self.asked: list[str] = []


@pytest.fixture
def service(azure: Azure, monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    """One that does its job, and a store that does too."""
    made = Service()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("content-length", 0)))
            path = self.path.partition("?")[0]
            made.asked.append(path)
            status, body = next(answer for end, answer in made.answers.items() if path.endswith(end))
            data = b"" if body is None else json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST  # noqa: N815  the name is the server's

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    monkeypatch.setenv("SERVICE_API_URI", f"http://127.0.0.1:{server.server_port}")
    azure.answers("blob download", each=[{"error": "ErrorCode:BlobNotFound"}, {"file": DONE}])
    azure.answers("blob upload", output={}).answers("blob delete", output="")
    yield made
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_service_that_works_passes(service: Service, azure: Azure) -> None:
    """And nothing is left behind: account, dropped file, outputs."""
    smoke()

    assert service.asked[-1] == "/api/auth/me/delete"
    assert len(azure.calls("blob upload", "--container-name uploads", "thumbnail/smoke-")) == 1
    assert len(azure.calls("blob delete", "--container-name outputs")) == 2
    assert len(azure.calls("blob delete", "--container-name uploads")) == 1


def test_a_service_that_is_not_ready_says_why(service: Service) -> None:
    """After five minutes."""
    service.answers["/api/health/ready"] = (503, {"detail": "The database has no tables yet"})

    with pytest.raises(Failure, match="The database has no tables yet"):
        smoke()


def test_an_app_without_functions_is_named(service: Service) -> None:
    """Its package did not load."""
    service.answers["/api/health/ready"] = (404, None)

    with pytest.raises(Failure, match="the app has no functions"):
        smoke()


def test_the_account_is_deleted_when_an_upload_fails(service: Service) -> None:
    """The failure is that of the upload."""
    service.answers["/api/images"] = (503, {"code": "store_unavailable"})

    with pytest.raises(Failure, match="Could not upload: status 503"):
        smoke()
    assert service.asked[-1] == "/api/auth/me/delete"


def test_with_e_mail_verification_the_rest_is_tried(service: Service, azure: Azure) -> None:
    """Nobody reads the mail."""
    service.answers["/api/auth/register"] = (202, {})

    smoke()

    assert "/api/auth/login" not in service.asked
    assert azure.calls("blob upload")


def test_a_dropped_file_that_is_rejected_fails(azure: Azure, service: Service) -> None:
    """And is removed."""
    rules = json.loads((azure.folder / "rules.json").read_text())
    rules[0]["answers"] = [{"file": json.dumps({"status": "rejected", "error": {"code": "corrupt_image"}, "outputs": []})}]
    (azure.folder / "rules.json").write_text(json.dumps(rules))

    with pytest.raises(Failure, match="corrupt_image"):
        smoke()
    assert azure.calls("blob delete", "--container-name uploads")
