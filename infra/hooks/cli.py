"""The Azure CLI: its answers as JSON, its errors as failures. Bodies go by file, so that no key is seen in a list of processes."""

import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any, Final

from infra.hooks.failure import Failure

# Of these, another try is worth it.
PASSING: Final = ("TooManyRequests", "ServerIsBusy", "InternalServerError", "GatewayTimeout", "ServiceUnavailable", "Connection aborted")
TRIES: Final = 3
TIMEOUT_SECONDS: Final = 300


def az(*arguments: str) -> Any:
    """Run `az` and read its JSON.

    Raises:
        Failure: it is not installed, or failed; with what it said.
    """
    error = ""
    for _ in range(TRIES):
        status, output, error = _run("az", *arguments, "--output", "json", "--only-show-errors")
        if status == 0:
            return json.loads(output) if output.strip() else None
        if not any(code in error for code in PASSING):
            break
    raise Failure(f"az {' '.join(arguments[:3])} failed: {error.strip() or 'it said nothing'}")


def rest(method: str, path: str, version: str, body: dict[str, Any] | None = None) -> Any:
    """Call Azure Resource Manager.

    Args:
        method: get, put, post, delete.
        path: of the resource, from `/subscriptions/`.
        version: of the API.
        body: JSON.

    Raises:
        Failure: as `az`.
    """
    call = ["rest", "--method", method, "--url", f"{path}?api-version={version}"]
    if body is None:
        return az(*call)
    with private_file(json.dumps(body)) as file:
        return az(*call, "--body", f"@{file}")


def azd_set(name: str, value: str) -> None:
    """Keep a value in azd's environment, for the templates and later hooks.

    Raises:
        Failure: azd failed.
    """
    status, _, error = _run("azd", "env", "set", name, value)
    if status:
        raise Failure(f"azd env set {name} failed: {error.strip()}")
    os.environ[name] = value


def azd_values() -> dict[str, str]:
    """The values of azd's environment; none without azd."""
    if not shutil.which("azd"):
        return {}
    status, output, _ = _run("azd", "env", "get-values")
    pairs = (line.partition("=") for line in output.splitlines() if status == 0 and "=" in line)
    return {name: json.loads(value) if value.startswith('"') else value for name, _, value in pairs}


class private_file:  # noqa: N801  used like a function
    """A file that only this user may read, while it is needed.

    Args:
        text: what it holds.
    """

    def __init__(self, text: str) -> None:
        self._text = text

    def __enter__(self) -> Path:
        handle, name = tempfile.mkstemp(prefix="lienzo-")  # mode 600
        with os.fdopen(handle, "w") as file:
            file.write(self._text)
        self._path = Path(name)
        return self._path

    def __exit__(self, *_error: object) -> None:
        self._path.unlink(missing_ok=True)


def _run(program: str, *arguments: str) -> tuple[int, str, str]:
    path = shutil.which(program)
    if not path:
        raise Failure(f"{program} is not installed: see https://aka.ms/{'installazurecli' if program == 'az' else 'azd'}")
    try:
        done = subprocess.run([path, *arguments], capture_output=True, text=True, check=False, timeout=TIMEOUT_SECONDS)  # noqa: S603
    except subprocess.TimeoutExpired:
        return 1, "", f"no answer within {TIMEOUT_SECONDS} s"
    return done.returncode, done.stdout, done.stderr
