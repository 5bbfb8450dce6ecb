"""Work that is done once, however many ask for it at the same time."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from threading import Lock
from typing import Generic, TypeVar

Result = TypeVar("Result")


@dataclass(frozen=True)
class Flights(Generic[Result]):
    """What is being worked on in this process, by name. Safe to use from several threads."""

    _lock: Lock = field(default_factory=Lock)
    _under_way: dict[str, "Future[Result]"] = field(default_factory=dict)

    def run(self, name: str, work: Callable[[], Result]) -> Result:
        """Do the work, or wait for who does it already and share the result, or the error."""
        with self._lock:
            flight = self._under_way.get(name)
            if flight is None:
                own = self._under_way[name] = Future()
        if flight is not None:
            return flight.result()
        try:
            own.set_result(work())
        except BaseException as error:
            own.set_exception(error)
            raise
        finally:
            with self._lock:
                del self._under_way[name]
        return own.result()
