"""Path patterns of blob triggers: `container/{name}.{extension}`."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass

from localhost.refusal import Refusal

SETTING = re.compile(r"%([^%]+)%")
PIECE = re.compile(r"\{\{|\}\}|\{(?P<name>\w+)\}|[^{}]+|.", re.DOTALL)


@dataclass(frozen=True)
class PathPattern:
    """Which blobs a trigger takes.

    Attributes:
        container: compared in lower case.
        pattern: of the blob's name, which is compared with its case; a parameter matches anything, also slashes and nothing.
    """

    container: str
    pattern: re.Pattern[str]

    @classmethod
    def parse(cls, text: str) -> "PathPattern":
        """Read a pattern, with `%SETTING%` replaced.

        Raises:
            Refusal: when a part is empty, the container is a pattern or a setting is missing.
        """
        path = with_settings(text).removeprefix("/")
        container, slash, blob = path.partition("/")
        if not container or (slash and not blob) or set(container) & set("{}\\"):
            raise Refusal(f"The path {text!r} is not `container` or `container/pattern`, or its container has a parameter.")
        names: set[str] = set()
        pattern = ""
        for piece in PIECE.finditer(blob or "{name}"):
            name = piece["name"]
            if name:
                pattern += f"(?P={name})" if name in names else f"(?P<{name}>.*)"
                names.add(name)
            elif piece[0] in "{}":
                raise Refusal(f"The path {text!r} has a brace that is neither a parameter nor doubled.")
            else:
                pattern += re.escape(piece[0][:1] if piece[0] in {"{{", "}}"} else piece[0])
        return cls(container.lower(), re.compile(pattern, re.DOTALL))

    def match(self, blob: str) -> Mapping[str, str] | None:
        """The parameters in a blob's name; None when the trigger does not take it."""
        found = self.pattern.fullmatch(blob)
        return found.groupdict() if found else None


def with_settings(text: str) -> str:
    """Replace `%NAME%` by the setting of that name.

    Raises:
        Refusal: when there is none.
    """

    def value(found: re.Match[str]) -> str:
        setting = os.environ.get(found[1])
        if setting is None:
            raise Refusal(f"{text!r} names the setting {found[1]}, which does not exist.")
        return setting

    return SETTING.sub(value, text)
