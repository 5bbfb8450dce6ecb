"""How many instances, connections and dollars 1, 100 and 10,000 pictures a second take: `python -m bench.scale` prints the tables.

With `--write` they go into docs/scale.md, between its marks. The pictures are dropped photographs of 12 megapixels with the preset
`default`, as docs/cost.md measured them; prices and limits are those of bench/prices.py; waits are those of bench/fleet.py.
"""

import math
import re
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench import prices
from bench.fleet import Outcome, Rules, Work, poisson, simulate

PAGE: Final = Path(__file__).resolve().parent.parent / "docs/scale.md"

# One picture, from the table of docs/cost.md.
CORE_SECONDS: Final = 0.46
KB_IN: Final = 5410
KB_OUT: Final = 602
MB_AT_ONCE: Final = 49
# What shared/gallery/drops.py and its caller ask the pictures' account for, and the host that of its queues.
WRITES: Final = 3  # the file, its output, its manifest
READS: Final = 4  # its properties, an earlier manifest, the operators' preset, the file
QUEUE_OPERATIONS: Final = 3  # put, get, delete
MEMORY_GB: Final = 2
SLOTS: Final = 4  # pictures of an instance at once
POOL: Final = 4  # connections of an instance, at most
PEOPLE: Final = 10  # connections that are left to them
FULL: Final = 0.8  # of cores and connections, at most

RATES: Final = (1, 100, 10_000)
SECONDS: Final = 300
WORK: Final = Work(CORE_SECONDS)


@dataclass(frozen=True)
class Need:
    """What a rate takes.

    Attributes:
        rate: pictures a second.
        instances: with one core each.
        cells: subscriptions or regions, each with its own app, accounts and database.
    """

    rate: float
    instances: int
    cells: int

    @classmethod
    def of(cls, rate: float) -> "Need":
        """Cores at FULL, and as few cells as the limits of Azure allow."""
        instances = math.ceil(rate * CORE_SECONDS / FULL)
        shares = (
            instances / prices.REGION_CORES,
            rate * (WRITES + READS) / prices.ACCOUNT_REQUESTS,
            rate * KB_IN * 8 / 1_000_000 / prices.ACCOUNT_INGRESS_GBIT,
            rate * QUEUE_OPERATIONS / prices.QUEUE_MESSAGES,
            rate * WRITES / prices.TOPIC_EVENTS,
        )
        return cls(rate, instances, math.ceil(max(shares)))

    @property
    def of_a_cell(self) -> int:
        """Instances."""
        return math.ceil(self.instances / self.cells)

    @property
    def database(self) -> str:
        """The smallest size for a cell whose instances all use the database, with the pool that the templates give them."""
        for size, (_, connections) in prices.DATABASES.items():
            if pool(connections, max(40, self.of_a_cell)) * self.of_a_cell <= connections * FULL - PEOPLE:
                return size
        raise ValueError(self.of_a_cell)


def pool(connections: int, most: int) -> int:
    """Connections of an instance, as infra/bicep/main.bicep reckons them."""
    return max(1, min(POOL, int((connections * 8 // 10 - PEOPLE) / most)))


def million(billed_seconds: float, ready_seconds: float = 0.0, ready_hours: float = 0.0) -> float:
    """Dollars for the work of a million pictures.

    Args:
        billed_seconds: of instances that come and go, for one picture.
        ready_seconds: of those that are always on, for one picture.
        ready_hours: that those are on, for a million.
    """
    work = billed_seconds * prices.GB_SECOND + ready_seconds * prices.READY_WORK_GB_SECOND
    on = ready_hours * 3600 * prices.READY_GB_SECOND
    return MEMORY_GB * (work * prices.MILLION + on) + prices.EXECUTION * prices.MILLION


def around() -> float:
    """Dollars for all but the work of a million pictures: requests to storage, queue messages and events."""
    one = WRITES * prices.WRITE + READS * prices.READ + QUEUE_OPERATIONS * prices.QUEUE_OPERATION + prices.EVENT
    return one * prices.MILLION


def run(rate: float, most: int, ready: int) -> Outcome:
    """Some minutes at this rate, from nothing."""
    return simulate(Rules(most=most, ready=ready), WORK, poisson(rate, SECONDS, seed=1), least_seconds=prices.LEAST_SECONDS)


def needs() -> str:
    """What each rate takes."""
    found = [Need.of(rate) for rate in RATES]
    connections = [need.of_a_cell * pool(prices.DATABASES[need.database][1], max(40, need.of_a_cell)) for need in found]
    rows: list[tuple[str, Callable[[Need], str]]] = [
        ("cores that are busy", lambda need: f"{need.rate * CORE_SECONDS:,.1f}"),
        (f"instances with one core, {FULL:.0%} busy", lambda need: f"{need.instances:,}"),
        ("cells, each a subscription or a region", lambda need: f"{need.cells:,}"),
        ("instances of a cell", lambda need: f"{need.of_a_cell:,}"),
        ("memory of an instance's pictures, MB", lambda _: f"{SLOTS * (MB_AT_ONCE + KB_IN // 1000)}"),
        ("connections to a cell's database", lambda need: f"{connections[found.index(need)]:,}"),
        ("smallest size of it", lambda need: need.database),
        ("requests a second to a cell's pictures", lambda need: f"{need.rate * (WRITES + READS) / need.cells:,.0f}"),
        ("Gbit/s into them", lambda need: f"{need.rate / need.cells * KB_IN * 8 / 1_000_000:,.2f}"),
        ("operations a second on a cell's queue", lambda need: f"{need.rate * QUEUE_OPERATIONS / need.cells:,.0f}"),
        ("events a second of a cell's topic", lambda need: f"{need.rate * WRITES / need.cells:,.0f}"),
        ("dollars a month for the work", lambda need: f"{_month(need, million(CORE_SECONDS / FULL)):,.0f}"),
        ("the same, always on", lambda need: f"{_always_on(need):,.0f}"),
        ("dollars a month for requests and events", lambda need: f"{_month(need, around()):,.0f}"),
        ("dollars a month for databases", lambda need: f"{need.cells * prices.DATABASES[need.database][0]:,.0f}"),
    ]
    return table(("", *(f"{rate:,}/s" for rate in RATES)), ((name, *map(tell, found)) for name, tell in rows))


def waits() -> str:
    """How long pictures take, and what their work costs, in the simulation."""
    cell = Need.of(RATES[-1])
    share = RATES[-1] / cell.cells
    runs = [
        (f"{rate:,.0f}/s, {ready} always on, {most} at most", rate, run(rate, most, ready), ready)
        for rate, most, ready in (
            (1, 40, 0),
            (1, 40, 1),
            (100, 40, 0),
            (100, 250, 0),
            (100, 250, 70),
            (share, 250, 0),
            (share, 250, cell.of_a_cell),
        )
    ]
    return table(
        ("", "half within, s", "95 % within, s", "most instances", "started", "busy", "dollars a million"),
        (
            (
                name,
                f"{out.within(0.5):.1f}",
                f"{out.within(0.95):.1f}",
                f"{out.most}",
                f"{out.cold}",
                f"{out.utilisation():.0%}",
                f"{million(out.billed_seconds / out.arrived, out.ready_seconds / out.arrived, ready / rate * prices.MILLION / 3600):.0f}",
            )
            for name, rate, out, ready in runs
        ),
    )


def heaps() -> str:
    """How long 10,000 files take that come at once."""
    rows = []
    for most in (40, 100, 250):
        out = simulate(Rules(most=most), WORK, [0.0] * 10_000)
        rows.append((f"{most}", f"{out.within(0.5):.0f}", f"{out.ended:.0f}", f"{out.most}", f"{out.utilisation():.0%}"))
    return table(("`MAXIMUM_INSTANCES`", "half done after, s", "all done after, s", "most instances", "busy"), rows)


def comparison() -> str:
    """A million pictures on request, here and in AWS's solution, for several sizes of its function."""
    rows = [
        ("Lienzo, instances 80 % busy", million(CORE_SECONDS / FULL), prices.READ * prices.MILLION, 0.0),
        ("Lienzo, one request at a time", million(prices.LEAST_SECONDS), prices.READ * prices.MILLION, 0.0),
    ]
    for megabytes in (1024, 1769, 3008):
        seconds = CORE_SECONDS / min(1, megabytes / prices.LAMBDA_CORE_MB) + WORK.read_seconds
        work = (seconds * megabytes / 1024 * prices.LAMBDA_GB_SECOND + prices.LAMBDA_REQUEST) * prices.MILLION
        rows.append((f"AWS, Lambda of {megabytes} MB", work, prices.S3_READ * prices.MILLION, prices.GATEWAY_REQUEST * prices.MILLION))
    return table(
        ("dollars a million", "work", "reading", "gateway", "together"),
        ((name, f"{work:.1f}", f"{reading:.1f}", f"{gate:.1f}", f"{work + reading + gate:.1f}") for name, work, reading, gate in rows),
    )


def delivery() -> str:
    """What it costs to show each picture so many times, made once here, and once for each time that CloudFront has forgotten it there."""
    here = million(CORE_SECONDS / FULL) + (prices.READ + prices.WRITE) * prices.MILLION
    gigabytes = KB_OUT / 1_000_000 * prices.MILLION
    there = CORE_SECONDS + WORK.read_seconds
    made = (
        there * prices.LAMBDA_CORE_MB / 1024 * prices.LAMBDA_GB_SECOND + prices.LAMBDA_REQUEST + prices.GATEWAY_REQUEST + prices.S3_READ
    ) * prices.MILLION
    rows = []
    for times, misses in ((1, 1), (10, 1), (10, 3), (100, 10)):
        ours = here + times * (gigabytes * prices.SENT_GB + prices.READ * prices.MILLION) + gigabytes * prices.KEPT_GB_MONTH
        theirs = misses * made + times * (gigabytes * prices.CLOUDFRONT_GB + prices.CLOUDFRONT_REQUEST * prices.MILLION)
        rows.append((f"shown {times}, made there {misses}", f"{ours:,.0f}", f"{theirs:,.0f}"))
    return table(("a million pictures, each", "Lienzo", "AWS"), rows)


TABLES: Final = {"needs": needs, "waits": waits, "heaps": heaps, "comparison": comparison, "delivery": delivery}


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """In Markdown."""
    lines = [head, ("---", *("---:" for _ in head[1:])), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def written(page: str) -> str:
    """The page with its tables as they are now."""
    for name, make in TABLES.items():
        marks = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
        page, found = marks.subn(lambda match, make=make: f"{match[1]}{make()}\n{match[2]}", page)  # type: ignore[misc]  # mypy cannot infer defaults of a lambda
        if found != 1:
            raise ValueError(f"docs/scale.md has no place for the table {name}")
    return page


def _month(need: Need, dollars: float) -> float:
    return need.rate * prices.MONTH_SECONDS / prices.MILLION * dollars


def _always_on(need: Need) -> float:
    hours = need.instances / need.rate * prices.MILLION / 3600
    return _month(need, million(0.0, CORE_SECONDS / FULL, hours))


if __name__ == "__main__":
    if "--write" in sys.argv:
        PAGE.write_text(written(PAGE.read_text()))
    else:
        print("\n\n".join(f"{name}\n\n{make()}" for name, make in TABLES.items()))
