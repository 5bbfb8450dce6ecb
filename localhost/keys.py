"""Access keys of functions and of the host, and who may call what."""

import json
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from localhost.http_request import Incoming

KEY_BYTES = 40


class Keys:
    """The keys in a file, which is made, and filled, when something lacks a key.

    Args:
        path: of the file; only its owner can read it.
        required: whether calls need keys. Core Tools do not ask for any unless told to, and then everybody is an administrator.
    """

    def __init__(self, path: Path, *, required: bool) -> None:
        self._path, self._required = path, required
        self._keys: dict[str, Any] = json.loads(path.read_text()) if path.is_file() else {}

    @property
    def master(self) -> str:
        """It opens everything."""
        return self._key("master")

    def of_host(self) -> str:
        """It opens every function that asks for a function key."""
        return self._key("host.default")

    def of_function(self, name: str) -> str:
        """It opens one function."""
        return self._key(f"function.{name.lower()}")

    def of_extension(self, name: str) -> str:
        """It opens the webhook of one extension."""
        return self._key(f"system.{name}_extension")

    def opens_function(self, request: Incoming, name: str, level: str) -> bool:
        """Whether a request may run a function with this level: `anonymous`, `function` or `admin`."""
        if level == "anonymous":
            return True
        accepted = [self.master] if level == "admin" else [self.master, self.of_host(), self.of_function(name)]
        return self._opens(request, accepted)

    def opens_admin(self, request: Incoming) -> bool:
        """Whether a request may use `/admin`."""
        return self._opens(request, [self.master])

    def opens_webhook(self, request: Incoming, extension: str) -> bool:
        """Whether a request may use the webhook of an extension."""
        return self._opens(request, [self.master, self.of_extension(extension)])

    def _opens(self, request: Incoming, accepted: list[str]) -> bool:
        if not self._required:
            return True
        given = _given(request.headers, request.query)
        return any(secrets.compare_digest(given.encode(), key.encode()) for key in accepted)

    def _key(self, name: str) -> str:
        if name not in self._keys:
            self._keys[name] = secrets.token_urlsafe(KEY_BYTES)
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._path.touch(mode=0o600)
            self._path.write_text(json.dumps(self._keys, indent=2))
        return str(self._keys[name])


def _given(headers: Mapping[str, str], query: str) -> str:
    """The key that a request carries: the header wins over the query."""
    return headers.get("x-functions-key") or parse_qs(query).get("code", [""])[0]
