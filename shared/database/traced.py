"""Each statement of an engine is a span, while somebody takes spans: its text, which holds no values, and its time."""

from typing import Any, Final

from sqlalchemy import Engine, event

from shared.tracing import span, taken

LONGEST: Final = 1000  # characters of a statement


def trace(engine: Engine) -> None:
    """Make spans of what the engine runs from now on."""
    event.listen(engine, "before_cursor_execute", _before)
    event.listen(engine, "after_cursor_execute", _after)
    event.listen(engine, "handle_error", _failed)


def _before(connection: Any, _cursor: object, statement: str, _parameters: object, context: Any, _many: object) -> None:
    if taken():
        verb = statement.split(maxsplit=1)[0].upper()
        made = span(f"SQL {verb}", db__system=connection.dialect.name, db__statement=statement[:LONGEST])
        made.__enter__()  # the statement's end is another event
        context.lienzo_span = made


def _after(_connection: object, _cursor: object, _statement: str, _parameters: object, context: Any, _many: object) -> None:
    _end(context, None)


def _failed(failure: Any) -> None:
    _end(failure.execution_context, failure.original_exception)


def _end(context: Any, error: BaseException | None) -> None:
    made = getattr(context, "lienzo_span", None)
    if made is None:
        return
    context.lienzo_span = None
    try:
        made.__exit__(type(error) if error else None, error, None)
    except Exception as raised:  # the span hands on what it was given
        if raised is not error:
            raise
