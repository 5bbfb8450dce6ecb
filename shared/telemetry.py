"""Sends spans to Application Insights by OpenTelemetry, where APPLICATIONINSIGHTS_CONNECTION_STRING says where that is.

OpenTelemetry takes half a second to import, which no cold start has: it is imported in a thread of its own, after the first span was asked
for. Spans until then are not taken. OTEL_TRACES_SAMPLER_ARG is the share of traces that are sent, 0.2 without it: spans cost as logs do.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from threading import Lock, Thread
from typing import Any, Final

from shared import tracing
from shared.config import Settings
from shared.entra import credential
from shared.log import log_event

CONNECTION: Final = "APPLICATIONINSIGHTS_CONNECTION_STRING"
SHARE: Final = "OTEL_TRACES_SAMPLER_ARG"
DEFAULT_SHARE: Final = "0.2"


def begin(settings: Settings, environ: Mapping[str, str] = os.environ) -> None:
    """Take the spans of this process, if the environment says where to send them. Imports nothing, sends nothing."""
    if connection := environ.get(CONNECTION):
        tracing.take(_Later(lambda: _to_azure(settings, connection, environ.get(SHARE, DEFAULT_SHARE))))


def spans_to(processor: Any, share: float) -> tracing.Spans:
    """Spans of OpenTelemetry that go to a span processor.

    Args:
        processor: OpenTelemetry's.
        share: of the traces that are taken, 0 to 1; all spans of a trace are, or none.
    """
    from opentelemetry.propagate import extract  # noqa: PLC0415  see the module's first lines
    from opentelemetry.sdk.resources import SERVICE_NAME, Resource  # noqa: PLC0415
    from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415
    from opentelemetry.sdk.trace.sampling import TraceIdRatioBased  # noqa: PLC0415

    provider = TracerProvider(sampler=TraceIdRatioBased(share), resource=Resource.create({SERVICE_NAME: "lienzo"}))
    provider.add_span_processor(processor)
    tracer = provider.get_tracer("lienzo")

    @contextmanager
    def spans(name: str, parent: str | None, attributes: Mapping[str, str]) -> Iterator[object]:
        around = extract({"traceparent": parent}) if parent else None
        # Not the exception: its text may hold an address or a statement's values.
        with tracer.start_as_current_span(name, around, attributes=attributes, record_exception=False) as made:
            yield made

    return spans


def _to_azure(settings: Settings, connection: str, share: str) -> tracing.Spans:
    os.environ.setdefault("APPLICATIONINSIGHTS_STATSBEAT_DISABLED_ALL", "true")  # the exporter's telemetry about itself
    from azure.monitor.opentelemetry.exporter import AzureMonitorTraceExporter  # noqa: PLC0415  see the module's first lines
    from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415

    exporter = AzureMonitorTraceExporter(connection_string=connection, credential=credential(settings))
    return spans_to(BatchSpanProcessor(exporter), float(share))


class _Later:
    """Spans that are taken once their taker is made, which begins with the first of them.

    Args:
        make: makes the taker; whatever it raises, the service goes on without.
    """

    def __init__(self, make: Any) -> None:
        self._make = make
        self._lock = Lock()
        self._thread: Thread | None = None

    def __call__(self, name: str, parent: str | None, attributes: Mapping[str, str]) -> AbstractContextManager[object]:  # noqa: ARG002  not yet
        """No span, but its taker is on the way."""
        with self._lock:
            if self._thread is None:
                self._thread = Thread(target=self._begin, name="telemetry", daemon=True)
                self._thread.start()
        return nullcontext()

    def _begin(self) -> None:
        try:
            tracing.take(self._make())
        except Exception as error:  # noqa: BLE001  telemetry must never stop the service
            tracing.take(None)
            log_event("telemetry", code="telemetry_unavailable", exception=type(error).__name__)
