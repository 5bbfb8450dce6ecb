"""Reads Bicep, as much of it as the templates use: declarations with their bodies as dicts, lists and, for expressions, text."""

import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Final

TOKEN: Final = re.compile(r"//[^\n]*|'''.*?'''|'(?:\\.|\$\{(?:[^{}']|'[^']*')*\}|[^'\\])*'|[{}\[\]():,]|\n|[^\s{}\[\]():,']+", re.DOTALL)
DECLARATION: Final = re.compile(r"^(param|var|resource|module|output) (\w+)(.*)$")


@dataclass(frozen=True)
class Declaration:
    """One declaration.

    Attributes:
        kind: param, var, resource, module or output.
        name: its symbol.
        head: what stands between the symbol and `=`, or all of it where there is no `=`: a type.
        value: what stands after `=`; None where nothing does.
        decorators: the text of those before it.
    """

    kind: str
    name: str
    head: str
    value: Any
    decorators: str = ""

    @property
    def type(self) -> str:
        """Type and API version of a resource, path of a module."""
        return self.head.split("'")[1]

    @property
    def existing(self) -> bool:
        """True of a resource that the file does not make."""
        return " existing" in self.head


@dataclass(frozen=True)
class Template:
    """One file."""

    path: Path
    declarations: tuple[Declaration, ...] = field(repr=False)

    def of(self, kind: str) -> dict[str, Declaration]:
        """The declarations of a kind, by symbol."""
        return {one.name: one for one in self.declarations if one.kind == kind}

    @cached_property
    def resources(self) -> list[Declaration]:
        """What the file makes."""
        return [one for one in self.of("resource").values() if not one.existing]

    def resource(self, type_: str) -> list[dict[str, Any]]:
        """The bodies of the resources of a type, named without its version; one for all that a loop makes."""
        return [one.value[0] if isinstance(one.value, list) else one.value for one in self.resources if one.type.split("@")[0] == type_]


def read(path: Path) -> Template:
    """Read a file.

    Raises:
        ValueError: a bracket is missing.
    """
    lines, declarations, decorators = path.read_text().splitlines(), [], ""
    number = 0
    while number < len(lines):
        line = lines[number]
        found = DECLARATION.match(line)
        if not found:
            decorators = f"{decorators}\n{line}" if line.startswith(("@", " ", ")", "]")) else ""
            number += 1
            continue
        end = _end(lines, number)
        head, equals, text = "\n".join([found[3], *lines[number + 1 : end]]).partition("=")
        declarations.append(Declaration(found[1], found[2], head.strip(), Reader(text).value() if equals else None, decorators))
        decorators, number = "", end
    return Template(path, tuple(declarations))


def _end(lines: list[str], start: int) -> int:
    depth = 0
    for number in range(start, len(lines)):
        plain = re.sub(r"'(?:\\.|[^'\\])*'|//.*", "", lines[number])
        depth += sum(plain.count(one) for one in "{[(") - sum(plain.count(one) for one in "}])")
        if depth == 0:
            return number + 1
    raise ValueError(f"line {start + 1}: a bracket is missing")


class Reader:
    """Reads one value. Loops and conditions are left out: their body is the value."""

    def __init__(self, text: str) -> None:
        self._tokens = [one for one in TOKEN.findall(text) if not one.startswith("//")]
        self._at = 0

    def value(self) -> Any:
        """The value: a dict, a list, a text without its quotes, or an expression as it stands."""
        self._skip()
        token = self._peek()
        if token == "{":
            return self._object()
        if token == "[":
            return self._array()
        if token == "if":
            self._next()
            self._condition()
            return self.value()
        text = self._expression(until=("\n", ",", "]", "}"))
        return text[1:-1] if re.fullmatch(r"'(?:\\.|[^'\\])*'", text) and text.count("'") == 2 else text

    def _object(self) -> dict[str, Any]:
        self._next()
        made: dict[str, Any] = {}
        while True:
            self._skip()
            key = self._next()
            if key == "}":
                return made
            self._next()  # the colon
            made[key.strip("'")] = self.value()

    def _array(self) -> list[Any]:
        self._next()
        made: list[Any] = []
        while True:
            self._skip()
            if self._peek() == "]":
                self._next()
                return made
            if self._peek() == "for":
                self._expression(until=(":",))
                self._next()
            before = self._at
            made.append(self.value())
            if self._at == before:
                raise ValueError(f"cannot read {self._peek()!r}")

    def _condition(self) -> None:
        depth = 0
        while True:
            token = self._next()
            depth += (token == "(") - (token == ")")
            if depth == 0:
                return

    def _expression(self, until: tuple[str, ...]) -> str:
        text, depth = "", 0
        while self._at < len(self._tokens):
            token = self._peek()
            if depth == 0 and token in until:
                break
            depth += (token in "{[(") - (token in "}])")
            text += self._next() if token == "\n" else f"{' ' if text and _spaced(text, token) else ''}{self._next()}"
        return text.strip()

    def _skip(self) -> None:
        while self._peek() in {"\n", ","}:
            self._next()

    def _peek(self) -> str:
        return self._tokens[self._at] if self._at < len(self._tokens) else ""

    def _next(self) -> str:
        self._at += 1
        token: str = self._tokens[self._at - 1]
        return token


def _spaced(text: str, token: str) -> bool:
    return text[-1] not in "([{\n" and token not in ")]},([:"
