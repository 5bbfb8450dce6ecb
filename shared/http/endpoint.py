"""Declares HTTP endpoints as data; `triggers` runs them and `openapi` describes them.

    @endpoint("POST", "api/images/{id}/preview", tag="Pictures", problems=(CorruptImage,))
    def images_preview(call: Call, id: UUID, body: RecipeChoice) -> FileReply:
        \"\"\"Make a picture from this one and answer its bytes; nothing is saved.\"\"\"

The handler's signature says the rest: `body` is a JSON model, `query` a model of the query string, every other name a part of the
route. The first line of its docstring is the summary in the API's documentation. The function's name is the handler's name: the
host takes the first match in alphabetical order of names.
"""

import inspect
import typing
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from pydantic import BaseModel, TypeAdapter

from shared.errors import LienzoError
from shared.http.replies import FileReply, Reply

Method = Literal["GET", "POST", "PUT", "DELETE", "ANY"]
Handler = Callable[..., Any]

JSON_LIMIT = 64 * 1024


@dataclass(frozen=True)
class Endpoint:
    """One HTTP operation: everything that routing, validation and the OpenAPI document need.

    Attributes:
        method: the one method it answers; HEAD comes with GET. ANY is for the page that takes what is left, and is not documented.
        route: the path without the leading slash, with `{names}`.
        handler: the plain function behind it.
        tag: its chapter in the documentation.
        status: of the usual answer.
        answers: other successful statuses, with what they mean.
        model: of the JSON answer; None when there is no body, bytes when it is a file.
        body: model of the JSON request body.
        query: model of the query string.
        path: an adapter for each name in the route.
        accepts: media types of a request body that is not JSON.
        parts: the other parts of a multipart body, beside `file`, with what they are.
        produces: media types of an answer in bytes.
        problems: errors that this call may answer, beside those that any such call may.
        public: no access token is needed.
        limit: largest JSON body, bytes.
    """

    method: Method
    route: str
    handler: Handler
    tag: str
    status: int
    answers: Mapping[int, str]
    model: type[BaseModel] | type[bytes] | None
    body: type[BaseModel] | None
    query: type[BaseModel] | None
    path: Mapping[str, TypeAdapter[Any]]
    accepts: Sequence[str]
    parts: Mapping[str, str]
    produces: Sequence[str]
    problems: Sequence[type[LienzoError]]
    public: bool
    limit: int = field(default=JSON_LIMIT)

    @property
    def name(self) -> str:
        """The function's name in the host."""
        return self.handler.__name__

    @property
    def methods(self) -> list[str]:
        """The methods that the trigger declares."""
        if self.method == "ANY":
            return ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
        return ["GET", "HEAD"] if self.method == "GET" else [self.method]


def endpoint(
    method: Method,
    route: str,
    *,
    tag: str,
    status: int = 200,
    answers: Mapping[int, str] | None = None,
    accepts: Sequence[str] = (),
    parts: Mapping[str, str] | None = None,
    produces: Sequence[str] = ("image/*",),
    problems: Sequence[type[LienzoError]] = (),
    public: bool = False,
    limit: int = JSON_LIMIT,
) -> Callable[[Handler], Endpoint]:
    """Declare a handler as an endpoint; the arguments are `Endpoint`'s attributes."""

    def declare(handler: Handler) -> Endpoint:
        hints = typing.get_type_hints(handler)
        returns = hints.pop("return")
        names = [name for name in inspect.signature(handler).parameters if name not in {"call", "body", "query"}]
        if names != [part.strip("{*}") for part in route.split("/") if part.startswith("{")]:
            raise TypeError(f"{handler.__name__}: the route's names and the parameters differ")
        return Endpoint(
            method=method,
            route=route,
            handler=handler,
            tag=tag,
            status=204 if returns is type(None) else status,
            answers=answers or {},
            model=_answer_model(returns),
            body=hints.get("body"),
            query=hints.get("query"),
            path={name: TypeAdapter(hints[name]) for name in names},
            accepts=accepts,
            parts=parts or {},
            produces=produces,
            problems=problems,
            public=public,
            limit=limit,
        )

    return declare


def _answer_model(returns: Any) -> type[BaseModel] | type[bytes] | None:
    """The model in a return annotation: `Model`, `Reply[Model]`, `FileReply` or `None`."""
    if returns is FileReply:
        return bytes
    if typing.get_origin(returns) is Reply:
        (returns,) = typing.get_args(returns)
    if returns is type(None):
        return None
    if not (isinstance(returns, type) and issubclass(returns, BaseModel)):
        raise TypeError(f"an endpoint answers a model, Reply[model], FileReply or None, not {returns}")
    return returns
