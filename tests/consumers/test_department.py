"""A made-up department under virtual time: each clock that is due warns and is missed once, as the judge has it.

Its reports come out on their days, and each compliance figure in them is the oracle's.
"""

import logging
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime

import pytest
import structlog

from domain.clocks.run import Run
from tests.consumers.reported import OracleReports, months, out_on, published, told_to_the_oracle
from tests.consumers.simulating import SHANGHAI, Department, Key
from tests.oracle.clocks.slow.days import minute_of, moment_of
from tests.oracle.clocks.slow.judging import verdicts

FIRST = date(2025, 12, 1)
MISSES = ("deadline-missed", "progress-sync-missed")
AWAY = datetime(2025, 12, 14, 11, tzinfo=SHANGHAI), datetime(2025, 12, 20, 9, tzinfo=SHANGHAI)


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """A year notes half a million turns, each a line of the log."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    yield
    structlog.reset_defaults()


async def lived(count: int, per_day: float, *away: tuple[datetime, datetime], compared: int = 1) -> Department:
    """``compared``: each how manieth ticket and complaint is judged by the oracle too, minute by minute."""
    department, began = Department(FIRST, count, per_day, 7, away), time.monotonic()
    periods = [*months(FIRST, count)]
    end = out_on(periods[-1])
    await department.live(end)
    took = [time.monotonic() - began]
    noted, judged = department.noted(), department.judged(end)
    missed = {key for key, run in judged.items() if run.state == "missed"}
    said = {key for name in MISSES for key in noted.get(name, {})}
    assert missed
    assert {count for counter in noted.values() for count in counter.values()} == {1}
    assert missed - said == set()
    unmissed = {key for key in said - missed if key[0] not in department.moved()}
    assert unmissed == set()
    warned = set(noted["deadline-warned"])
    assert said - warned == set()
    keys = sample(department, compared)
    slowly = oracle_figures(department, keys, end)
    assert slowly == figures(keys, judged)
    took.append(time.monotonic() - began)
    reports, oracle = published(department, keys, periods), OracleReports(department, keys)
    for period in periods:
        assert reports[period.name], period.name
        assert reports[period.name] == oracle.published(period), period.name
    took.append(time.monotonic() - began)
    tickets = sum(key.startswith("ticket-") for key in department.desk.histories)
    runs = sum(base for rates in reports.values() for of, (_, base) in rates.items() if " / " not in of)
    print(
        f"{tickets} tickets, {department.desk.count} events, {len(judged)} runs: {len(warned)} warned, {len(said)} missed, "
        f"of which {len(said - missed)} were graded, paused or promised anew later; "
        f"{slowly.total()} runs judged alike by the oracle; {len(periods)} reports with {runs} runs as the oracle has them; "
        f"lived, judged, reported after {', '.join(f'{seconds:.0f} s' for seconds in took)}"
    )
    return department


Outcome = tuple[str, str, datetime | None]
"""A clock, what became of a run of it, and when that was due, unless it waits."""


def sample(department: Department, compared: int) -> list[str]:
    return sorted(department.desk.histories)[::compared]


def figures(keys: Iterable[str], judged: dict[Key, Run]) -> Counter[Outcome]:
    """How many runs of each clock were met, missed ... by the engine."""
    among = set(keys)
    runs = (run for key, run in judged.items() if key[0] in among)
    return Counter((run.clock, run.state, None if run.state == "paused" else run.due) for run in runs)


def oracle_figures(department: Department, keys: Iterable[str], end: datetime) -> Counter[Outcome]:
    """The same by the oracle, which shares no code with the engine."""
    found: Counter[Outcome] = Counter()
    for key in keys:
        policy = department.desk.histories[key].events[0].envelope.policy
        assert policy
        told = told_to_the_oracle(department, key, end)
        for verdict in verdicts(told, policy.partition("@")[0], SHANGHAI.key, minute_of(end)):
            due = None if verdict.outcome == "paused" or verdict.due is None else moment_of(verdict.due)
            found[(verdict.clock, verdict.outcome, due)] += 1
    return found


async def test_in_a_month_each_due_clock_is_noted_once_as_the_judge_has_it():
    await lived(1, 4)


async def test_after_days_away_what_fell_due_is_noted_in_order_of_time():
    department = await lived(1, 4, AWAY)
    back = AWAY[1]
    noted = sorted(
        (
            recorded
            for aggregate in department.desk.histories.values()
            for recorded in aggregate.events
            if recorded.envelope.actor.role == "system" and recorded.envelope.type.endswith(("warned", "missed"))
        ),
        key=lambda recorded: recorded.sequence,
    )
    first = next(recorded.envelope.occurred for recorded in noted if recorded.envelope.occurred >= back)
    together = [one for one in noted if one.envelope.occurred == first and one.envelope.type in MISSES]
    assert len(together) > 3
    assert [one.event.due for one in together] == sorted(one.event.due for one in together)
    assert not [one for one in noted if AWAY[0] < one.envelope.occurred < back]


@pytest.mark.slow
@pytest.mark.timeout(3600)
async def test_in_each_month_of_a_year_every_second_tickets_figures_are_the_oracles():
    await lived(12, 6, AWAY, compared=2)


@pytest.mark.slow
@pytest.mark.timeout(7200)
async def test_in_a_year_of_fifty_thousand_tickets_each_due_clock_is_noted_once():
    department = await lived(12, 142, AWAY, compared=10)
    assert sum(key.startswith("ticket-") for key in department.desk.histories) >= 50_000
