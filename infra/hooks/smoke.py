"""`python -m infra.hooks.smoke`: does the deployed service do its main job? Register, log in, upload, preview; drop a file.

The account and the files that it makes are gone afterwards.
"""

import base64
import json
import secrets
from typing import Any, Final

from infra.hooks.cli import az, private_file
from infra.hooks.environment import flag, value
from infra.hooks.failure import Failure, main, say
from infra.hooks.http import Answer, call
from infra.hooks.patience import until

READY_SECONDS: Final = 300
DROP_SECONDS: Final = 300
ROLE_SECONDS: Final = 300
# A red dot.
PICTURE: Final = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==")


def smoke() -> None:
    """Try the service.

    Raises:
        Failure: it does not do what it should; with its answer.
    """
    url = value("SERVICE_API_URI")
    until("the service to be ready", lambda: _ready(url), seconds=READY_SECONDS)
    say("The service is ready")
    _try_account(url)
    if flag("SKIP_DROP"):
        say("No file is dropped: SKIP_DROP is set")
    else:
        _try_drop()


def _ready(url: str) -> bool:
    answer = call("GET", f"{url}/api/health/ready")
    if answer.status == 404:  # noqa: PLR2004
        raise Failure("the app has no functions: its package did not load (docs/operations.md, No functions)")
    if answer.status != 200:  # noqa: PLR2004
        raise Failure(f"/api/health/ready says {answer.status}: {answer.body[:300].decode(errors='replace')}")
    return True


def _try_account(url: str) -> None:
    account = {"email": f"smoke-{secrets.token_hex(8)}@example.com", "password": secrets.token_urlsafe(24)}
    registered = _expect({201, 202}, call("POST", f"{url}/api/auth/register", account), "register")
    if registered.status == 202:  # noqa: PLR2004
        say("Registered; its address would have to be proved by mail, so the gallery is not tried")
        return
    session = _expect({200}, call("POST", f"{url}/api/auth/login", account), "log in").json
    bearer = {"Authorization": f"Bearer {session['accessToken']}"}
    try:
        sent = call("POST", f"{url}/api/images?filename=smoke.png", PICTURE, Content_Type="image/png", **bearer)
        image: dict[str, Any] = _expect({200, 201}, sent, "upload").json
        preview = call("POST", f"{url}/api/images/{image['id']}/preview", {"preset": "thumbnail"}, **bearer)
        _expect({200}, preview, "preview")
        say(f"Registered, logged in, uploaded a picture, made {len(preview.body)} bytes of it")
    finally:
        _expect({204}, call("POST", f"{url}/api/auth/me/delete", {"password": account["password"]}, **bearer), "delete the account")


def _try_drop() -> None:
    name = f"thumbnail/smoke-{secrets.token_hex(8)}.png"
    with private_file("") as file:
        file.write_bytes(PICTURE)
        until("the right to drop files", lambda: _blob("upload", "UPLOADS_CONTAINER", name, "--file", str(file)), seconds=ROLE_SECONDS)
    try:
        manifest = until("the dropped file's outputs", lambda: _manifest(name), seconds=DROP_SECONDS, pause=5)
        if manifest["status"] != "done":
            raise Failure(f"The dropped file was {manifest['status']}: {manifest.get('error')}")
        say(f"Dropped a file: {', '.join(one['path'] for one in manifest['outputs'])}")
        for output in manifest["outputs"]:
            _blob("delete", "OUTPUTS_CONTAINER", output["path"].partition("/")[2])
        _blob("delete", "OUTPUTS_CONTAINER", f"{name}.json")
    finally:
        _blob("delete", "UPLOADS_CONTAINER", name)


def _manifest(name: str) -> dict[str, Any] | None:
    with private_file("") as file:
        try:
            _blob("download", "OUTPUTS_CONTAINER", f"{name}.json", "--file", str(file), "--overwrite")
        except Failure as failure:
            if "BlobNotFound" in str(failure) or "does not exist" in str(failure):
                return None
            raise
        found: dict[str, Any] = json.loads(file.read_text())
        return found


def _blob(verb: str, container: str, name: str, *options: str) -> bool:
    where = ["--account-name", value("PICTURES_ACCOUNT_NAME"), "--container-name", value(container), "--name", name]
    az("storage", "blob", verb, *where, "--auth-mode", "login", *options)
    return True


def _expect(statuses: set[int], answer: Answer, what: str) -> Answer:
    if answer.status not in statuses:
        raise Failure(f"Could not {what}: status {answer.status}, {answer.body[:300].decode(errors='replace')}")
    return answer


if __name__ == "__main__":
    main(smoke)
