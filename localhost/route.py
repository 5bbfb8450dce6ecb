"""Routes of HTTP triggers, in the syntax of ASP.NET Core's classic router."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from localhost.constraint import Check, constraint
from localhost.refusal import Refusal

PARAMETER = re.compile(r"\{([^{}]+)\}")
INSIDE = re.compile(r"(?P<rest>\*{0,2})(?P<name>[^:=?]+)(?P<checks>(?::[^:=(]+(?:\([^)]*\))?)*)(?:=(?P<default>.*?))?(?P<optional>\?)?")


@dataclass(frozen=True)
class Parameter:
    """What stands between braces."""

    name: str
    checks: tuple[Check, ...] = field(repr=False)
    default: str | None
    takes_rest: bool
    optional: bool

    @classmethod
    def parse(cls, text: str) -> "Parameter":
        """Read it, without its braces.

        Raises:
            ValueError: when it is not written as ASP.NET wants it.
            LookupError: when it names a constraint that does not exist.
        """
        found = INSIDE.fullmatch(text)
        if not found:
            raise ValueError(f"{{{text}}} is no parameter")
        checks = tuple(constraint(part) for part in re.split(r":(?![^(]*\))", found["checks"]) if part)
        return cls(found["name"], checks, found["default"], bool(found["rest"]), bool(found["optional"]))


@dataclass(frozen=True)
class Route:
    """A compiled template.

    Attributes:
        template: as written, with the prefix, without outer slashes.
        pattern: what a decoded path must match; group N is parameter N.
        parameters: in the order of the template.
    """

    template: str
    pattern: re.Pattern[str]
    parameters: tuple[Parameter, ...]

    @classmethod
    def compile(cls, template: str) -> "Route":
        """Compile a template.

        Raises:
            Refusal: when ASP.NET would refuse it, which stops the whole host.
        """
        if "//" in template:
            raise Refusal(f"The route {template!r} has two slashes in a row: a route must not start with a slash when there is a prefix.")
        trimmed = template.strip("/")
        try:
            parameters = tuple(Parameter.parse(text) for text in PARAMETER.findall(trimmed))
        except (LookupError, ValueError, re.error) as error:
            raise Refusal(f"The route {template!r} cannot be used: {error}") from error
        if len({parameter.name.lower() for parameter in parameters}) != len(parameters):
            raise Refusal(f"The route {template!r} names a parameter twice.")
        upcoming = iter(parameters)
        pattern = "".join(_segment(segment, upcoming) for segment in re.split(r"/(?![^{]*\})", trimmed) if segment)
        return cls(trimmed, re.compile(pattern + "/?", re.IGNORECASE | re.DOTALL), parameters)

    def match(self, path: str) -> Mapping[str, str] | None:
        """The parameters of a decoded path; None when it is not of this route. What was left out is absent."""
        found = self.pattern.fullmatch(path)
        if not found:
            return None
        values = {}
        for parameter, text in zip(self.parameters, found.groups(), strict=True):
            value = text or parameter.default
            if value is None:
                continue
            if not all(check(value) for check in parameter.checks):
                return None
            values[parameter.name] = value
        return values


def decoded(raw_path: bytes) -> str:
    """Percent-decode a path, but leave `%2F` alone: it is part of a segment, not the end of one. Dot segments are gone then."""
    path = "%2F".join(unquote(part) for part in re.split("%2[fF]", raw_path.decode("latin-1")))
    segments = path.split("/")
    if not {".", ".."} & set(segments):
        return path
    kept: list[str] = []
    for segment in segments:
        if segment == "..":
            del kept[max(1, len(kept) - 1) :]
        elif segment != ".":
            kept.append(segment)
    return "/".join(kept if len(kept) > 1 else ["", ""])


def _segment(segment: str, upcoming: Iterator[Parameter]) -> str:
    literals = PARAMETER.split(segment)[::2]
    pattern, may_be_absent = re.escape(literals[0]), False
    for literal in literals[1:]:
        parameter = next(upcoming)
        may_be_absent = parameter.optional or parameter.takes_rest or parameter.default is not None
        pattern += ("(.*)" if parameter.takes_rest else "([^/]+)") + re.escape(literal)
    alone = len(literals) > 1 and not any(literals)
    return f"(?:/{pattern})?" if alone and may_be_absent else f"/{pattern}"
