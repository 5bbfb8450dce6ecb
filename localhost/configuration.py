"""What the app's files and the environment say to the host: host.json, local.settings.json, and variables that override them."""

import json
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from localhost.refusal import Refusal

OVERRIDE = "AzureFunctionsJobHost__"
DEFAULT_BODY_LIMIT = 104_857_600  # bytes; Kestrel's limit in the real host


@dataclass(frozen=True)
class HostFile:
    """host.json, with the overrides of the environment laid over it."""

    values: Mapping[str, Any]

    @classmethod
    def read(cls, script_root: Path, environ: Mapping[str, str]) -> "HostFile":
        """Read it.

        Raises:
            Refusal: when it is missing, not JSON, or not of version 2.0.
        """
        path = script_root / "host.json"
        values = _json(path)
        if values.get("version") != "2.0":
            raise Refusal(f'{path} must say "version": "2.0", and not {values.get("version")!r}.')
        for name, text in environ.items():
            if name.startswith(OVERRIDE):
                *parents, last = name.removeprefix(OVERRIDE).split("__")
                place = values
                for parent in parents:
                    place = place.setdefault(_spelling(place, parent), {})
                place[_spelling(place, last)] = _scalar(text)
        return cls(values)

    def at(self, *names: str, default: Any = None) -> Any:
        """The value below these names, or the default."""
        place: Any = self.values
        for name in names:
            if not isinstance(place, Mapping) or name not in place:
                return default
            place = place[name]
        return place

    def seconds(self, *names: str, default: float) -> float:
        """A duration written as `hh:mm:ss`, in seconds."""
        text = self.at(*names)
        if text is None:
            return default
        hours, minutes, seconds = (float(part) for part in str(text).split(":"))
        return hours * 3600 + minutes * 60 + seconds


@dataclass(frozen=True)
class LocalSettings:
    """local.settings.json: settings that Azure would give as environment variables, and settings of the host itself."""

    values: Mapping[str, str] = field(default_factory=dict)
    cors_origins: tuple[str, ...] = ()
    cors_credentials: bool = False

    @classmethod
    def read(cls, script_root: Path) -> "LocalSettings":
        """Read it, or the example beside it; nothing when neither exists.

        Raises:
            Refusal: when it is not JSON, is encrypted or does not say that it is not, or has nested values.
        """
        path = next((p for p in (script_root / "local.settings.json", script_root / "local.settings.json.example") if p.is_file()), None)
        if path is None:
            return cls()
        found = _json(path)
        if found.get("IsEncrypted", True):
            raise Refusal(f'{path} must say "IsEncrypted": false. Without it, Core Tools take its values for encrypted ones.')
        values = found.get("Values", {})
        if nested := [name for name, value in values.items() if isinstance(value, (dict, list))]:
            raise Refusal(f"{path}: values must be flat, and {', '.join(nested)} is not. Core Tools would take none of them.")
        strings = {name: value if isinstance(value, str) else json.dumps(value) for name, value in values.items() if value is not None}
        for name, value in found.get("ConnectionStrings", {}).items():
            strings[f"ConnectionStrings__{name}"] = value["ConnectionString"] if isinstance(value, dict) else value
        host = found.get("Host", {})
        origins = tuple(origin.strip().rstrip("/") for origin in host.get("CORS", "").split(",") if origin.strip())
        return cls(strings, origins, bool(host.get("CORSCredentials", False)))

    def fill(self, environ: MutableMapping[str, str]) -> None:
        """Set what the environment lacks; what it has wins, unless it is empty."""
        for name, value in self.values.items():
            if not environ.get(name):
                environ[name] = value


def _json(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise Refusal(f"There is no {path}.") from None
    except ValueError as error:
        raise Refusal(f"{path} is not valid JSON: {error}") from error
    if not isinstance(found, dict):
        raise Refusal(f"{path} must hold a JSON object.")
    return found


def _spelling(place: Mapping[str, Any], name: str) -> str:
    """The name as the file spells it: names of settings have no case."""
    return next((key for key in place if key.lower() == name.lower()), name)


def _scalar(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text
