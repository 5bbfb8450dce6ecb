"""Runs functions: plain ones in a pool of threads, coroutines on the one event loop, as the worker does."""

import asyncio
import logging
import os
import threading
import uuid
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import azure.functions as func

from localhost.function import Function

LOG = logging.getLogger(__name__)
THREADS_SETTING = "PYTHON_THREADPOOL_THREAD_COUNT"


@dataclass(frozen=True)
class Trace:
    """The trace context of an invocation: W3C headers, empty here."""

    trace_parent: str = ""
    trace_state: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Retry:
    """The retry context of an invocation: the extensions retry here, not a policy."""

    retry_count: int = 0
    max_retry_count: int = 0
    exception: None = None


class Context(func.Context):
    """What a function's parameter `context` says about its invocation."""

    def __init__(self, function: Function, invocation_id: str, local: threading.local) -> None:
        self._function, self._invocation_id, self._local = function, invocation_id, local

    @property
    def invocation_id(self) -> str:
        """A new one for each run, also for each attempt."""
        return self._invocation_id

    @property
    def thread_local_storage(self) -> Any:
        """Where threads of the function's own say for which invocation they work."""
        return self._local

    @property
    def function_name(self) -> str:
        """As registered."""
        return self._function.name

    @property
    def function_directory(self) -> str:
        """The folder of the file that defines it."""
        return str(self._function.directory)

    @property
    def trace_context(self) -> Any:
        """Empty here."""
        return Trace()

    @property
    def retry_context(self) -> Any:
        """Empty here."""
        return Retry()


class Invoker:
    """Runs functions on an event loop and a pool of threads.

    Args:
        loop: the one that serves HTTP.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        threads = os.environ.get(THREADS_SETTING)
        self._pool = ThreadPoolExecutor(int(threads) if threads else None, thread_name_prefix="function")
        self._local = threading.local()

    async def run(self, function: Function, arguments: Mapping[str, Any]) -> Any:
        """Run a function once.

        Raises:
            TypeError: when it returns a value and has no binding for it.
            Exception: whatever it raises.
        """
        invocation_id = str(uuid.uuid4())
        given = dict(arguments)
        if function.wants_context:
            given["context"] = Context(function, invocation_id, self._local)
        if function.is_async:
            result = await function.call(**given)
        else:
            result = await self._loop.run_in_executor(self._pool, self._in_thread, function, given, invocation_id)
        if function.returned is None and result is not None:
            raise TypeError(f"the function {function.name} has no $return binding and returned {type(result).__name__}")
        return result

    def submit(self, function: Function, arguments: Mapping[str, Any]) -> "Future[Any]":
        """Run a function once, from a thread that is not the event loop's; a failure is logged."""
        future = asyncio.run_coroutine_threadsafe(self.run(function, arguments), self._loop)
        future.add_done_callback(lambda done: _log_failure(function, done))
        return future

    def close(self) -> None:
        """Start nothing any more; what runs goes on."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _in_thread(self, function: Function, arguments: Mapping[str, Any], invocation_id: str) -> Any:
        self._local.invocation_id = invocation_id
        try:
            return function.call(**arguments)
        finally:
            self._local.invocation_id = None


def _log_failure(function: Function, done: "Future[Any]") -> None:
    error = None if done.cancelled() else done.exception()
    if error:
        LOG.error("%s failed", function.name, exc_info=error)
