"""One exchange: request -> model -> handler -> response; every error becomes a problem here, and every request one line in the log."""

import time
from collections.abc import Mapping
from typing import Any

import azure.functions as func
from pydantic import BaseModel, ValidationError

from shared.errors import InvalidInput, LienzoError, NotFound, Unauthorized
from shared.faults import faults
from shared.http import problems
from shared.http.body import read_json
from shared.http.call import Call, bearer_token
from shared.http.endpoint import Endpoint
from shared.http.replies import FileReply, Reply
from shared.log import log_event
from shared.resources import Resources

# Every answer of the API. Pages of the web app have a policy of their own.
API_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def answer(resources: Resources, declared: Endpoint, req: func.HttpRequest, request_id: str) -> func.HttpResponse:
    """Run an endpoint for a request and log the exchange once. Raises nothing."""
    started = time.perf_counter()
    headers = {name.lower(): value for name, value in req.headers.items()}
    caller: dict[str, object] = {}
    unexpected: Exception | None = None
    code = None
    try:
        call = _call(resources, declared, req, headers, request_id)
        caller["user"] = call.identity and call.identity.user_id
        response = _success(declared, _run(declared, call, req))
    except LienzoError as error:
        response, code = refusal(error, request_id), error.code
        caller |= error.facts
    except Exception as error:  # noqa: BLE001  the edge: whatever it was, the caller gets a problem and the log the traceback
        response, code, unexpected = refusal(problems.Unexpected(), request_id), problems.Unexpected.code, error
    response.headers["X-Request-Id"] = request_id
    for name, value in (API_HEADERS | _strict_transport(resources)).items():
        response.headers.setdefault(name, value)
    log_event(
        "request",
        error=unexpected,
        requestId=request_id,
        function=declared.name,
        method=req.method,
        route=f"/{declared.route}",
        status=response.status_code,
        code=code,
        ms=round((time.perf_counter() - started) * 1000, 1),
        bytesIn=len(req.get_body()),
        bytesOut=len(response.get_body()),
        **caller,
    )
    return response


def _strict_transport(resources: Resources) -> dict[str, str]:
    """For two years, browsers come over HTTPS only; where the service has none, they must be able to come without."""
    return {"Strict-Transport-Security": "max-age=63072000"} if resources.settings.public_url.startswith("https://") else {}


def refusal(error: LienzoError, request_id: str) -> func.HttpResponse:
    """The problem+json answer of an error."""
    body = problems.problem(error, request_id)
    text = body.model_dump_json(exclude_none=True)
    return func.HttpResponse(text, status_code=body.status, mimetype=problems.MEDIA_TYPE, headers=dict(problems.headers(error)))


def _call(resources: Resources, declared: Endpoint, req: func.HttpRequest, headers: Mapping[str, str], request_id: str) -> Call:
    identity = None
    if not declared.public:
        token = bearer_token(headers.get("authorization", ""))
        if token is None:
            raise Unauthorized
        identity = resources.tokens.verify(token)
        resources.require_live(identity)
    path = req.url.partition("://")[2].partition("/")[2].partition("?")[0]
    return Call(resources, identity, req.method, f"/{path}", headers, request_id, req.get_body())


def _run(declared: Endpoint, call: Call, req: func.HttpRequest) -> Any:
    arguments: dict[str, Any] = {}
    for name, adapter in declared.path.items():
        try:
            arguments[name] = adapter.validate_strings(req.route_params.get(name, ""))
        except ValidationError:
            raise NotFound from None
    if declared.query:
        arguments["query"] = _query(declared.query, dict(req.params))
    if declared.body:
        arguments["body"] = read_json(declared.body, call.body, call.header("content-type"), limit=declared.limit)
    return declared.handler(call, **arguments)


def _query(model: type[BaseModel], params: Mapping[str, str]) -> BaseModel:
    try:
        return model.model_validate_strings(params)
    except ValidationError as error:
        raise InvalidInput(faults=faults(error, params)) from None


def _success(declared: Endpoint, result: Any) -> func.HttpResponse:
    if isinstance(result, FileReply):
        headers = {"Content-Type": result.media_type, **result.headers}
        return func.HttpResponse(result.data, status_code=result.status, headers=headers)
    reply = result if isinstance(result, Reply) else Reply(result)
    headers = {"Cache-Control": "no-store", **reply.headers}
    status = reply.status or declared.status
    if reply.model is None:
        response = func.HttpResponse(status_code=status, headers=headers)
    else:
        response = func.HttpResponse(reply.model.model_dump_json(), status_code=status, mimetype="application/json", headers=headers)
    for cookie in reply.cookies:
        response.headers.add("Set-Cookie", cookie)
    return response
