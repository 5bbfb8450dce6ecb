"""A simulation of dropped files: a queue, instances that come and go, and the pictures that they make. Discrete events, seeded.

An instance takes as many pictures at once as it has slots. A picture is read, waits for a core, is made, and is written; its slot is
taken all that time. Every few seconds the platform looks at how many pictures there are and asks for that many instances divided by
slots; new ones work after their cold start, and those that are too many go little by little. This is a model of what Microsoft
describes, not of what its code does.
"""

import heapq
import math
import random
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import count


@dataclass(frozen=True)
class Work:
    """One picture.

    Attributes:
        core_seconds: of one core, on average.
        read_seconds: before it.
        write_seconds: after it.
    """

    core_seconds: float
    read_seconds: float = 0.06
    write_seconds: float = 0.06


@dataclass(frozen=True)
class Rules:
    """What the platform does.

    Attributes:
        most: instances at once.
        ready: those that are always on.
        cores: of an instance.
        slots: pictures that an instance takes at once; `maxDegreeOfParallelism` of host.json.
        cold_seconds: until a new instance works.
        decide_seconds: between two looks at the queue.
        step: new instances for one look, at most.
        leave_share: of all instances, those that may go at one look.
        rest_seconds: without a picture, before the last instance goes.
    """

    most: int = 40
    ready: int = 0
    cores: int = 1
    slots: int = 4
    cold_seconds: float = 4.0
    decide_seconds: float = 5.0
    step: int = 20
    leave_share: float = 0.02
    rest_seconds: float = 60.0


@dataclass(eq=False)
class Instance:
    """One that works, or is on its way."""

    always: bool
    busy_cores: int = 0
    active: int = 0
    leaving: bool = False
    since: float = 0.0
    waiting: deque[float] = field(default_factory=deque)


@dataclass
class Outcome:
    """What became of it.

    Attributes:
        arrived: pictures that came.
        times: seconds from coming to being done, for each.
        area: pictures in the system, summed over time: picture-seconds.
        core_seconds: used.
        alive_seconds: of instances that could work, summed.
        billed_seconds: of instances that are not always on, while they had work; each stretch a second at least.
        ready_seconds: the same of those that are always on, without the least.
        most: instances at once.
        cold: instances that were started.
        ended: when the last picture was done, s.
    """

    arrived: int = 0
    times: list[float] = field(default_factory=list)
    area: float = 0.0
    core_seconds: float = 0.0
    alive_seconds: float = 0.0
    billed_seconds: float = 0.0
    ready_seconds: float = 0.0
    most: int = 0
    cold: int = 0
    ended: float = 0.0

    def within(self, share: float) -> float:
        """Seconds in which this share of the pictures is done."""
        return sorted(self.times)[max(0, math.ceil(share * len(self.times)) - 1)]

    def utilisation(self, cores: int = 1) -> float:
        """Share of the cores' time that was used."""
        return self.core_seconds / (self.alive_seconds * cores)


class Fleet:
    """One run.

    Args:
        rules: of the platform.
        work: each picture.
        draw: seconds of a core for the next picture, from its average.
        least_seconds: of a stretch of work, as it is billed.
    """

    def __init__(self, rules: Rules, work: Work, draw: Callable[[float], float], least_seconds: float) -> None:
        self._rules, self._work, self._draw, self._least = rules, work, draw, least_seconds
        self._events: list[tuple[float, int, Callable[[], None]]] = []
        self._order = count()
        self._now = self._last = 0.0
        self._queue: deque[float] = deque()
        # Instances by the pictures that they have: the one with the fewest takes the next.
        self._free: list[dict[Instance, None]] = [{} for _ in range(rules.slots + 1)]
        self._alive = self._coming = self._inside = 0
        self.outcome = Outcome()

    def run(self, arrivals: Iterable[float]) -> Outcome:
        """Until the last picture is done.

        Args:
            arrivals: when each picture comes, s, in order.
        """
        for _ in range(self._rules.ready):
            self._begin(always=True)
        self._arrivals = iter(arrivals)
        self._next_arrival()
        self._at(0.0, self._decide)
        while self._events and (self._inside or self._more):
            time, _, action = heapq.heappop(self._events)
            self.outcome.area += self._inside * (time - self._now)
            self.outcome.alive_seconds += self._alive * (time - self._now)
            self._now = time
            action()
        self.outcome.ended = self._now
        return self.outcome

    def _at(self, seconds: float, action: Callable[[], None]) -> None:
        heapq.heappush(self._events, (self._now + seconds, next(self._order), action))

    def _next_arrival(self) -> None:
        time = next(self._arrivals, None)
        self._more = time is not None
        if time is not None:
            self._at(time - self._now, self._arrive)

    def _arrive(self) -> None:
        self.outcome.arrived += 1
        self._last = self._now
        self._inside += 1
        self._queue.append(self._now)
        self._assign()
        self._next_arrival()

    def _assign(self) -> None:
        while self._queue:
            found = next((group for group in self._free[:-1] if group), None)
            if found is None:
                return
            one = next(iter(found))
            if one.active == 0:
                one.since = self._now
            self._move(one, 1)
            came = self._queue.popleft()
            self._at(self._work.read_seconds, lambda one=one, came=came: self._read(one, came))  # type: ignore[misc]  # mypy cannot infer defaults of a lambda

    def _move(self, one: Instance, more: int) -> None:
        self._free[one.active].pop(one, None)
        one.active += more
        if not one.leaving:
            self._free[one.active][one] = None

    def _read(self, one: Instance, came: float) -> None:
        one.waiting.append(came)
        self._compute(one)

    def _compute(self, one: Instance) -> None:
        while one.waiting and one.busy_cores < self._rules.cores:
            one.busy_cores += 1
            came, seconds = one.waiting.popleft(), self._draw(self._work.core_seconds)
            self.outcome.core_seconds += seconds
            self._at(seconds, lambda came=came: self._computed(one, came))  # type: ignore[misc]  # as above

    def _computed(self, one: Instance, came: float) -> None:
        one.busy_cores -= 1
        self._compute(one)
        self._at(self._work.write_seconds, lambda: self._done(one, came))

    def _done(self, one: Instance, came: float) -> None:
        self._inside -= 1
        self.outcome.times.append(self._now - came)
        self._move(one, -1)
        if one.active == 0:
            stretch = self._now - one.since
            if one.always:
                self.outcome.ready_seconds += stretch
            else:
                self.outcome.billed_seconds += max(stretch, self._least)
            if one.leaving:
                self._alive -= 1
        self._assign()

    def _begin(self, *, always: bool = False) -> None:
        self._coming -= not always
        self._alive += 1
        self.outcome.most = max(self.outcome.most, self._alive)
        self._free[0][Instance(always)] = None
        self._assign()

    def _decide(self) -> None:
        least = max(self._rules.ready, 1 if self.outcome.arrived and self._now - self._last < self._rules.rest_seconds else 0)
        wanted = max(least, min(self._rules.most, math.ceil(self._inside / self._rules.slots)))
        there = sum(len(group) for group in self._free) + self._coming
        for _ in range(min(self._rules.step, wanted - there)):
            self._coming += 1
            self.outcome.cold += 1
            self._at(self._rules.cold_seconds, self._begin)
        self._dismiss(min(max(0, there - wanted), math.ceil(there * self._rules.leave_share)))
        self._at(self._rules.decide_seconds, self._decide)

    def _dismiss(self, number: int) -> None:
        idle_first = [one for group in self._free for one in group if not one.always]
        for one in idle_first[:number]:
            one.leaving = True
            self._free[one.active].pop(one)
            if one.active == 0:
                self._alive -= 1


def poisson(rate: float, seconds: float, seed: int) -> Iterable[float]:
    """Arrivals that know nothing of each other.

    Args:
        rate: a second, on average.
        seconds: how long.
        seed: the same one gives the same arrivals.
    """
    chance = random.Random(seed)  # noqa: S311  no secret
    time = chance.expovariate(rate)
    while time < seconds:
        yield time
        time += chance.expovariate(rate)


def simulate(rules: Rules, work: Work, arrivals: Iterable[float], seed: int = 1, least_seconds: float = 1.0) -> Outcome:
    """Let pictures come, of which one takes up to half as long again as the average or half as long, and make them."""
    chance = random.Random(seed)  # noqa: S311  no secret
    return Fleet(rules, work, lambda mean: mean * chance.uniform(0.5, 1.5), least_seconds).run(arrivals)
