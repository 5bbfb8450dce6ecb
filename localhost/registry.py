"""The functions that the host serves, in its order, and why it does not serve the others."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from localhost.configuration import HostFile
from localhost.connection import connection_string
from localhost.function import Function
from localhost.path_pattern import PathPattern, with_settings
from localhost.refusal import Refusal
from localhost.route import Route
from localhost.schedule import Schedule

NAME = re.compile(r"[a-zA-Z][a-zA-Z0-9_-]{0,127}")
BINDING_NAME = re.compile(r"(?!.*__)[a-zA-Z_][a-zA-Z0-9_]{0,127}|\$return")
BUILT_IN = {"httpTrigger", "http", "timerTrigger"}
FROM_THE_BUNDLE = {"blobTrigger", "queueTrigger"}
RESERVED = ("admin", "runtime")


@dataclass(frozen=True)
class HttpRoute:
    """Where an HTTP function answers, and to whom.

    Attributes:
        methods: in capitals; empty for all of them.
        auth_level: `anonymous`, `function` or `admin`.
    """

    function: Function
    route: Route
    methods: frozenset[str]
    auth_level: str

    def conflicts(self, other: "HttpRoute") -> bool:
        """Whether both would answer the same requests, as far as the host looks: the text of the route and the methods."""
        same = self.route.template.lower() == other.route.template.lower()
        return same and (not self.methods or not other.methods or bool(self.methods & other.methods))


@dataclass
class Registry:
    """What the host knows about the app.

    Attributes:
        functions: those that are served, by name without regard to case.
        routes: of the HTTP functions among them, in the order in which they are tried.
        errors: for each function that is not served, why.
        all: every function, by its name in lower case.
    """

    functions: dict[str, Function] = field(default_factory=dict)
    routes: list[HttpRoute] = field(default_factory=list)
    errors: dict[str, list[str]] = field(default_factory=dict)
    all: dict[str, Function] = field(default_factory=dict)
    disabled: set[str] = field(default_factory=set)

    @classmethod
    def build(cls, functions: Iterable[Function], host_file: HostFile, environ: Mapping[str, str]) -> "Registry":
        """Look at each function as the real host does when the worker has indexed it.

        Functions are taken in alphabetical order of their names, whatever the order in the files: that is also the order of routes.

        Raises:
            Refusal: for what stops the whole host.
        """
        made = cls()
        prefix = str(host_file.at("extensions", "http", "routePrefix", default="api")).strip("/")
        for function in sorted(functions, key=lambda function: function.name.upper()):
            reason = made._unfit(function, host_file, environ) or made._add(function, prefix)
            if reason:
                made.errors.setdefault(function.name, []).append(reason)
            made.all.setdefault(function.name.lower(), function)
        return made

    def of_type(self, trigger_type: str) -> list[Function]:
        """The functions with this kind of trigger that the host runs."""
        return [f for f in self.functions.values() if f.trigger.type == trigger_type and f.name not in self.disabled]

    def find(self, name: str) -> Function | None:
        """A served function by name, by its id or by `Functions.NAME`."""
        short = name.removeprefix("Host.").removeprefix("Functions.")
        found = self.functions.get(short.lower())
        return None if found is None or found.name in self.disabled else found

    def _unfit(self, function: Function, host_file: HostFile, environ: Mapping[str, str]) -> str | None:
        if not NAME.fullmatch(function.name) or function.name.lower() == "host":
            return f"{function.name!r} is no name for a function."
        if function.name.lower() in self.functions:
            return f"There is another function of this name: the host does not tell {function.name} from it."
        names = [binding.name.lower() for binding in function.bindings]
        if bad := [binding.name for binding in function.bindings if not BINDING_NAME.fullmatch(binding.name)]:
            return f"These are no names for bindings: {', '.join(bad)}"
        if len(set(names)) != len(names):
            return "Two bindings have the same name."
        known = BUILT_IN | (FROM_THE_BUNDLE if host_file.at("extensionBundle", "id") else set())
        if unknown := [binding.type for binding in function.bindings if binding.type not in known]:
            return f"The binding type(s) '{', '.join(unknown)}' are not registered. Is the extension bundle missing in host.json?"
        settings = (f"AzureWebJobs.{function.name}.Disabled", f"AzureWebJobs__{function.name}__Disabled")
        if any(environ.get(setting, "").lower() in {"true", "1"} for setting in settings):
            self.disabled.add(function.name)
        return None

    def _add(self, function: Function, prefix: str) -> str | None:
        if function.trigger.type == "httpTrigger":
            route = str(function.trigger.raw.get("route") or function.name)
            if route.lower().startswith(RESERVED):
                return f"The route {route!r} is the host's own: it starts with {' or '.join(RESERVED)}."
            methods = frozenset(str(method).upper() for method in function.trigger.raw.get("methods", ()))
            level = str(function.trigger.raw.get("authLevel", "FUNCTION")).lower()
            made = HttpRoute(function, Route.compile(f"{prefix}/{route}" if prefix else route), methods, level)
            if other := next((known for known in self.routes if known.conflicts(made)), None):
                return f"The route {route!r} is taken by the function {other.function.name}."
            self.routes.append(made)
        try:
            _check_settings(function)
        except Refusal as refusal:
            return str(refusal)
        self.functions[function.name.lower()] = function
        return None


def _check_settings(function: Function) -> None:
    trigger = function.trigger
    if trigger.type in FROM_THE_BUNDLE:
        connection_string(str(trigger.raw["connection"]))
    if trigger.type == "blobTrigger":
        PathPattern.parse(str(trigger.raw["path"]))
    if trigger.type == "queueTrigger":
        with_settings(str(trigger.raw["queueName"]))
    if trigger.type == "timerTrigger":
        Schedule.parse(str(trigger.raw["schedule"]))
