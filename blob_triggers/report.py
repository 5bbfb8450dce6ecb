"""One line in the log for each blob or message that was worked on."""

import time
from collections.abc import Callable
from typing import Any

import azure.functions as func

from shared.errors import LienzoError, Unavailable
from shared.log import log_event
from shared.tracing import caller, span


def reported(event: str, context: func.Context, work: Callable[[], dict[str, Any]], *, refused: str | None = None, **known: Any) -> str:
    """Work, log once, and say what became of it.

    Only a passing fault, or a bug, is raised: the host would try anything else again in vain.

    Args:
        event: the line's name.
        context: of the invocation.
        work: gives the facts to log, `status` among them.
        refused: the status of what is refused for good. None where a refusal has to be raised too, so that it ends as poison.
        known: facts that are known before the work.
    """
    started = time.perf_counter()
    facts: dict[str, Any] = {}
    try:
        with span(event, parent=caller(context)):
            facts = work()
    except Unavailable as error:
        facts = {"status": "retry", "code": error.code, **error.facts}
        raise
    except LienzoError as error:
        facts = {"status": refused or "failed", "code": error.code, **error.facts}
        if refused is None:
            raise
    except Exception as error:
        facts = {"status": "retry", "code": "internal_error", "exception": type(error).__name__}
        raise
    finally:
        ms = round((time.perf_counter() - started) * 1000, 1)
        log_event(event, **known, invocationId=context.invocation_id, ms=ms, **facts)
    return str(facts["status"])
