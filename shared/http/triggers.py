"""Endpoints as Functions triggers."""

from collections.abc import Callable, Sequence

import azure.functions as func

from shared.http.endpoint import Endpoint
from shared.http.exchange import answer
from shared.resources import Resources
from shared.tracing import caller, span


def blueprint(resources: Resources, endpoints: Sequence[Endpoint]) -> func.Blueprint:
    """Register each endpoint as an anonymous HTTP trigger: who may call is decided by access tokens, not by function keys."""
    made = func.Blueprint()  # type: ignore[no-untyped-call]  # the SDK has no annotation here
    for declared in endpoints:
        trigger = _trigger(resources, declared)
        made.route(route=declared.route, methods=declared.methods, auth_level=func.AuthLevel.ANONYMOUS)(
            made.function_name(declared.name)(trigger)
        )
    return made


def _trigger(resources: Resources, declared: Endpoint) -> Callable[[func.HttpRequest, func.Context], func.HttpResponse]:
    # A plain function with exactly these two parameters: the worker refuses any other signature and follows functools.wraps.
    def trigger(req: func.HttpRequest, context: func.Context) -> func.HttpResponse:
        with span(declared.name, parent=caller(context)):
            return answer(resources, declared, req, context.invocation_id)

    trigger.__name__ = declared.name
    trigger.__doc__ = declared.handler.__doc__
    return trigger
