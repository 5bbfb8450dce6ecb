"""The simulation keeps the laws of queues, and docs/scale.md says what it and the measurements say."""

import json
import re
from dataclasses import replace

import pytest

from bench import prices, scale
from bench.fleet import Outcome, Rules, Work, poisson, simulate
from tests.infra.templates import MAIN, ROOT

RULES = {
    "from nothing": Rules(most=40),
    "always on": Rules(most=40, ready=20),
    "too few": Rules(most=4),
    "two cores": Rules(most=20, cores=2),
}
RATE, SECONDS = 20.0, 60.0


@pytest.fixture(params=RULES)
def rules(request: pytest.FixtureRequest) -> Rules:
    """Each kind of fleet."""
    return RULES[request.param]


def some_minutes(rules: Rules) -> Outcome:
    """Of pictures that need nine of ten cores."""
    return simulate(rules, Work(0.45), poisson(RATE, SECONDS, seed=7))


def test_no_picture_is_lost(rules: Rules) -> None:
    """All that came are done, however long they waited."""
    came = len(list(poisson(RATE, SECONDS, seed=7)))

    out = some_minutes(rules)

    assert (out.arrived, len(out.times)) == (came, came)


def test_pictures_in_the_system_are_rate_times_time(rules: Rules) -> None:
    """Little's law, which holds for every queue."""
    out = some_minutes(rules)

    inside, rate, time = out.area / out.ended, out.arrived / out.ended, sum(out.times) / len(out.times)
    assert inside == pytest.approx(rate * time)


def test_no_core_does_more_than_a_second_in_a_second(rules: Rules) -> None:
    """And no more instances work than may."""
    out = some_minutes(rules)

    assert 0.2 < out.utilisation(rules.cores) <= 1
    assert out.most <= rules.most


def test_instances_that_are_always_on_are_busy_as_the_rate_says() -> None:
    """Utilisation is rate times time of a core, divided by cores."""
    out = some_minutes(Rules(most=20, ready=20))

    assert out.cold == 0
    assert out.utilisation() == pytest.approx(RATE * 0.45 / 20, rel=0.08)


def test_waiting_at_one_core_is_as_pollaczek_and_khinchine_say() -> None:
    """Half a load, and times that differ by a half of the average to both sides."""
    mean, rate = 0.5, 1.0
    load, square = rate * mean, mean**2 * (1 + 1 / 12)

    out = simulate(Rules(most=1, ready=1, slots=1000), Work(mean, 0, 0), poisson(rate, 20_000, seed=3))

    expected = mean + rate * square / (2 * (1 - load))
    assert sum(out.times) / len(out.times) == pytest.approx(expected, rel=0.05)


def test_what_is_billed_is_at_least_what_was_worked() -> None:
    """And a stretch of work is a second at least."""
    busy = some_minutes(RULES["from nothing"])
    alone = simulate(Rules(), Work(0.1), [10.0], least_seconds=1.0)

    assert busy.billed_seconds >= busy.core_seconds
    assert alone.billed_seconds == 1.0


def test_a_cold_start_is_waited_for() -> None:
    """By the first picture, and not where an instance is always on."""
    rules = Rules(cold_seconds=30, decide_seconds=1)

    assert simulate(rules, Work(0.1), [0.5]).times[0] > 30
    assert simulate(replace(rules, ready=1), Work(0.1), [0.5]).times[0] < 1


def test_the_last_instance_goes_after_a_rest() -> None:
    """A picture that comes later waits for a new one."""
    out = simulate(Rules(decide_seconds=1), Work(0.1), [0.5, 20.0, 200.0])

    assert out.cold == 2


def test_the_same_seed_gives_the_same_run(rules: Rules) -> None:
    """Or the tables could not be checked."""
    assert some_minutes(rules) == some_minutes(rules)


def test_the_page_has_the_tables_of_today() -> None:
    """`python -m bench.scale --write` brings it up to date."""
    page = scale.PAGE.read_text()

    assert scale.written(page) == page


def test_the_page_reckons_with_what_was_measured() -> None:
    """The row of docs/cost.md for the preset, and the file's."""
    cost = (ROOT / "docs/cost.md").read_text()
    default = re.search(r"\| default \| \S+ s \| (\S+) s \| \S+ s \| (\d+) \| (\d+) \|", cost)
    file = re.search(r"\| the file, kB \| \d+ \| (\d+) \|", cost)

    assert default
    assert file
    assert (float(default[1]), int(default[2]), int(default[3])) == (scale.CORE_SECONDS, scale.KB_OUT, scale.MB_AT_ONCE)
    assert int(file[1]) == scale.KB_IN


def test_the_simulation_has_the_hosts_slots() -> None:
    """Those of host.json."""
    blobs = json.loads((ROOT / "host.json").read_text())["extensions"]["blobs"]

    assert blobs["maxDegreeOfParallelism"] == Rules().slots == scale.SLOTS


def test_the_sizes_of_the_database_are_those_of_the_templates() -> None:
    """With their connections, and the same share of them for each instance."""
    sizes = {size: int(one["connections"]) for size, one in MAIN.of("var")["databaseSizes"].value.items()}

    assert {size: connections for size, (_, connections) in prices.DATABASES.items()} == sizes
    assert f"(databaseConnections * 8 / 10 - {scale.PEOPLE}) / maximumInstances" in MAIN.path.read_text()


@pytest.mark.parametrize(
    "price", [prices.GB_SECOND, prices.EXECUTION, prices.WRITE, prices.READ, prices.EVENT, prices.KEPT_GB_MONTH, prices.SENT_GB]
)
def test_the_page_of_costs_has_the_same_prices(price: float) -> None:
    """In its formula."""
    formula = (ROOT / "docs/cost.md").read_text().partition("dollars  =")[2].partition("\n\n")[0]

    assert f"{price:.7f}".rstrip("0") in formula
