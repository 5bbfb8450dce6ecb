"""Spans: nobody pays for them until somebody takes them, and then they say where the time went."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import text

from shared import telemetry, tracing
from shared.config import Settings
from shared.database.engine import make_engine
from shared.imaging import PRESETS, Limits, render
from shared.tracing import caller, span, take, taken
from tests.fixtures.pictures import jpeg

PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


@pytest.fixture(autouse=True)
def nobody() -> Iterator[None]:
    """Before and after each test."""
    take(None)
    yield
    take(None)


@pytest.fixture
def sent() -> Any:
    """An exporter that keeps spans in memory, and takes them all."""
    pytest.importorskip("opentelemetry.sdk", reason="OpenTelemetry is not installed: run `make install`")
    from opentelemetry.sdk.trace.export import SimpleSpanProcessor  # noqa: PLC0415  only where it is installed
    from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter  # noqa: PLC0415

    exporter = InMemorySpanExporter()
    take(telemetry.spans_to(SimpleSpanProcessor(exporter), 1.0))
    return exporter


def test_without_a_taker_nothing_happens() -> None:
    """The block runs, and what it raises comes out."""
    with pytest.raises(KeyError), span("work"):
        raise KeyError

    assert not taken()


def test_without_a_connection_string_nobody_takes_spans(tmp_path: Path) -> None:
    """On a laptop."""
    telemetry.begin(Settings(home=tmp_path), {})

    assert not taken()


def test_the_taker_is_made_after_the_first_span(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not while the app is imported."""
    made = []

    def make() -> tracing.Spans:
        made.append(1)
        return lambda _name, _parent, _attributes: pytest.MonkeyPatch.context()

    later = telemetry._Later(make)
    take(later)
    assert made == []
    with span("first"), span("second"):
        pass
    assert later._thread
    later._thread.join(10)
    assert made == [1]


def test_a_taker_that_cannot_be_made_stops_nothing(caplog: pytest.LogCaptureFixture) -> None:
    """It is said once."""

    def make() -> tracing.Spans:
        raise ImportError

    later = telemetry._Later(make)
    take(later)
    with caplog.at_level("INFO", "lienzo"), span("work"):
        assert later._thread
        later._thread.join(10)
    assert not taken()
    assert [record.message for record in caplog.records if "telemetry_unavailable" in record.message]


def test_a_span_has_its_parent_of_another_process(sent: Any) -> None:
    """The host's request."""
    with span("images_list", parent=PARENT):
        pass

    (found,) = sent.get_finished_spans()
    assert (found.name, f"{found.context.trace_id:x}", f"{found.parent.span_id:x}") == (
        "images_list",
        "af7651916cd43dd8448eb211c80319c",
        "b7ad6b7169203331",
    )


@pytest.mark.parametrize(
    ("context", "parent"),
    [
        (SimpleNamespace(trace_context=SimpleNamespace(trace_parent=PARENT)), PARENT),
        (SimpleNamespace(trace_context=SimpleNamespace(trace_parent="")), None),
        (SimpleNamespace(), None),
    ],
)
def test_the_caller_is_in_the_context_of_an_invocation(context: object, parent: str | None) -> None:
    """Hosts that trace nothing pass none."""
    assert caller(context) == parent


def test_the_stages_of_a_render_are_spans_of_its_request(sent: Any) -> None:
    """By the names of `Server-Timing`."""
    with span("images_preview"):
        render(jpeg(640, 480), PRESETS["thumbnail"], Limits.from_settings(Settings()))

    *stages, request = sent.get_finished_spans()
    assert {stage.name for stage in stages} >= {"libvips read", "libvips transform", "libvips encode"}
    assert {stage.context.trace_id for stage in stages} == {request.context.trace_id}


def test_a_statement_is_a_span_with_its_text_and_no_values(sent: Any, tmp_path: Path) -> None:
    """They may be addresses."""
    engine = make_engine(Settings(home=tmp_path))
    with span("auth_login"), engine.connect() as connection:
        connection.execute(text("SELECT :address"), {"address": "ana@example.com"})
    engine.dispose()

    statements = [one for one in sent.get_finished_spans() if one.name == "SQL SELECT"]
    assert [dict(one.attributes) for one in statements] == [{"db.system": "sqlite", "db.statement": "SELECT ?"}]


def test_a_statement_that_fails_ends_its_span(sent: Any, tmp_path: Path) -> None:
    """As failed, and without the text of the failure."""
    engine = make_engine(Settings(home=tmp_path))
    with pytest.raises(Exception, match="no such table"), engine.connect() as connection:
        connection.execute(text("SELECT * FROM missing"))
    engine.dispose()

    (found,) = [one for one in sent.get_finished_spans() if one.name == "SQL SELECT"]
    assert found.status.status_code.name == "ERROR"
    assert found.events == ()


def test_a_share_of_the_traces_is_taken() -> None:
    """All spans of a trace, or none."""
    pytest.importorskip("opentelemetry.sdk", reason="OpenTelemetry is not installed: run `make install`")
    from opentelemetry.sdk.trace.export import SimpleSpanProcessor  # noqa: PLC0415  only where it is installed
    from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter  # noqa: PLC0415

    exporter = InMemorySpanExporter()
    take(telemetry.spans_to(SimpleSpanProcessor(exporter), 0.0))
    with span("request"), span("stage"):
        pass

    assert exporter.get_finished_spans() == ()
