"""A made-up year's metrics are what DuckDB finds in the Parquet file that is exported of it, by queries of its own."""

import asyncio
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

import duckdb
import pytest

from domain.policy.in_force import shipped
from domain.record.envelope import Recorded
from gongdan.storing.keys import KeyStore
from projections import clocks, figures, sales
from projections.figures.asking import Look, cut, whole
from projections.figures.measuring import measured
from projections.figures.metrics import named
from projections.replaying.writers import FORMATS, About
from projections.running.build import Build
from projections.running.writer import write
from projections.store import ReadStore
from tests.demo.making import events, making
from tests.replaying.logged import EPOCH, Asked, Logged, logged

YEAR = (date(2024, 1, 1), date(2024, 12, 31))
NOW = datetime(2025, 1, 10, tzinfo=UTC)
READ = (figures.PROJECTION, clocks.PROJECTION, sales.PROJECTION)
Numbers = dict[tuple[str, str | None], float]
"""By month and group."""

TICKETS = """
CREATE VIEW events AS SELECT * REPLACE (occurred AT TIME ZONE 'UTC' AS occurred) FROM 'events.parquet';

CREATE VIEW tickets AS
WITH told AS (
  SELECT ticket,
         min(occurred) FILTER (type = 'ticket-opened') AS reported,
         min(occurred) FILTER (type = 'receipt-acknowledged') AS responded,
         min(occurred) FILTER (type = 'ticket-resolved') AS solved,
         min(version) FILTER (type = 'ticket-resolved') AS solution,
         max(version) FILTER (type IN ('resolution-rejected', 'objection-raised', 'ticket-reopened')) AS back,
         max(version) FILTER (type = 'ticket-resolved') AS last_solution,
         max(occurred) FILTER (type = 'ticket-resolved') AS solved_last,
         max(version) FILTER (type IN ('ticket-closed', 'ticket-cancelled', 'ticket-merged')) AS ending,
         max(occurred) FILTER (type IN ('ticket-closed', 'ticket-cancelled', 'ticket-merged')) AS ended,
         max(version) FILTER (type = 'ticket-merged' OR body->>'$.cancelled_as' IN ('duplicate', 'invalid')) AS void,
         max(occurred) FILTER (type = 'survey-answered') AS surveyed,
         arg_max(body->>'$.low', version) FILTER (type = 'survey-answered') AS low,
         arg_max((body->>'$.recommend')::INT, version) FILTER (type = 'survey-answered') AS recommend,
         coalesce(sum((body->>'$.minutes')::INT) FILTER (type = 'work-logged'), 0) AS minutes,
         first(body->>'$.channel') FILTER (type = 'ticket-opened') AS channel
  FROM events WHERE kind = 'ticket' GROUP BY ticket
)
SELECT *, coalesce(back > solution, false) AS came_back,
       (epoch_us(responded) - epoch_us(reported)) // 1000 / 60000 AS to_response,
       (epoch_us(solved) - epoch_us(reported)) // 1000 / 60000 AS to_solution,
       CASE WHEN last_solution > coalesce(back, 0) THEN solved_last WHEN ending > coalesce(back, 0) THEN ended END AS over
FROM told WHERE void IS NULL OR back > void;

CREATE VIEW parts AS
SELECT received.ticket, (epoch_us(received.occurred) - epoch_us(requested.occurred)) // 1000 / 60000 AS waited
FROM events received JOIN events requested
  ON requested.type = 'part-requested' AND received.type = 'part-received' AND requested.ticket = received.ticket
     AND requested.body->>'$.request' = received.body->>'$.request';

CREATE MACRO month_of(moment) AS strftime(moment + INTERVAL 8 HOUR, '%Y-%m');
"""

QUERIES: dict[tuple[str, str | None], str] = {
    ("tickets", None): "SELECT month_of(reported), NULL, count(*) FROM tickets GROUP BY ALL",
    ("tickets", "channel"): "SELECT month_of(reported), channel, count(*) FROM tickets GROUP BY ALL",
    ("first-response", None): "SELECT month_of(responded), NULL, avg(to_response) FROM tickets GROUP BY ALL",
    ("first-response", "channel"): "SELECT month_of(responded), channel, avg(to_response) FROM tickets GROUP BY ALL",
    ("first-response-median", None): "SELECT month_of(responded), NULL, median(to_response) FROM tickets GROUP BY ALL",
    (
        "first-response-p90",
        None,
    ): "SELECT month_of(responded), NULL, quantile_cont(to_response, 0.9) FROM tickets GROUP BY ALL",
    ("resolution", None): "SELECT month_of(solved), NULL, avg(to_solution) FROM tickets GROUP BY ALL",
    ("resolution-median", "channel"): "SELECT month_of(solved), channel, median(to_solution) FROM tickets GROUP BY ALL",
    (
        "resolution-p90",
        None,
    ): "SELECT month_of(solved), NULL, quantile_cont(to_solution, 0.9) FROM tickets GROUP BY ALL",
    ("first-time-fix", None): "SELECT month_of(solved), NULL, avg((NOT came_back)::INT) FROM tickets GROUP BY ALL",
    ("satisfaction", None): "SELECT month_of(surveyed), NULL, avg((low = 'false')::INT) FROM tickets GROUP BY ALL",
    ("nps", None): """
        SELECT month_of(surveyed), NULL, 100 * avg((recommend >= 9)::INT - (recommend <= 6)::INT)
        FROM tickets WHERE recommend IS NOT NULL GROUP BY ALL""",
    ("work", None): "SELECT month_of(solved), NULL, sum(minutes) FROM tickets GROUP BY ALL",
    (
        "part-lead-time",
        None,
    ): "SELECT month_of(solved), NULL, avg(waited) FROM parts JOIN tickets USING (ticket) GROUP BY ALL",
    (
        "part-lead-time-median",
        None,
    ): "SELECT month_of(solved), NULL, median(waited) FROM parts JOIN tickets USING (ticket) GROUP BY ALL",
    ("backlog", None): """
        SELECT month, NULL, count(*) FROM (SELECT DISTINCT month_of(reported) AS month FROM tickets), tickets
        WHERE month_of(reported) <= month AND (over IS NULL OR month_of(over) > month) GROUP BY ALL""",
}
"""By metric and grouping: month, group, value."""


@cache
def made() -> list[Any]:
    """Some two tickets a day, with all that belongs to them."""
    return events(making(days=366, per_day=2, first=YEAR[0]).batches())


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    place = tmp_path_factory.mktemp("year")
    path, keys = place / "events.parquet", KeyStore.open(place / "keys.db", bytes(32))
    rows = asyncio.run(Asked(Logged(logged(made(), keys), keys)).rows())
    with FORMATS["parquet"].opened(About(EPOCH, masked=True)) as writer:
        path.write_bytes(writer.write(rows) + b"".join(writer.end()))
    with duckdb.connect() as connection:
        connection.execute(TICKETS.replace("events.parquet", str(path)))
        yield connection


@pytest.fixture(scope="module")
def store() -> Iterator[ReadStore]:
    recorded = [Recorded(each.envelope, each.event, place) for place, each in enumerate(made(), 1)]
    with closing(ReadStore.in_memory()) as store:
        with store.write() as connection:
            for projection in READ:
                Build.live(projection).start(connection, "e1", NOW)
        for start in range(0, len(recorded), 1_000):
            write(store, [Build.live(each) for each in READ], start, recorded[start : start + 1_000], NOW)
        yield store


def ours(store: ReadStore, metric: str, by: str | None) -> Numbers:
    with store.read() as connection:
        look = Look(connection, NOW, shipped().newest("handbook").targets)
        found = measured(named(metric), look, cut(whole(*YEAR), "month"), by)
    return {(each.period, each.of): float(each.value) for each in found if each.value is not None}


def theirs(database: duckdb.DuckDBPyConnection, query: str) -> Numbers:
    rows = database.execute(query).fetchall()
    return {(month, of): value for month, of, value in rows if value is not None and month and month.startswith("2024")}


@pytest.mark.parametrize(("metric", "by"), QUERIES, ids=lambda each: str(each))
def test_duckdb_finds_the_same(store: ReadStore, database: duckdb.DuckDBPyConnection, metric: str, by: str | None):
    expected, found = theirs(database, QUERIES[metric, by]), ours(store, metric, by)
    found = {key: value for key, value in found.items() if value or key in expected}  # a month without any
    assert len(expected) >= 10
    assert found.keys() == expected.keys()
    digits = 4 if named(metric).unit == "share" else 1
    for key, value in expected.items():
        assert found[key] == pytest.approx(value, abs=0.51 * 10**-digits), key


def test_the_year_is_full(store: ReadStore):
    found = ours(store, "tickets", None)
    assert len(found) == 12
    assert sum(found.values()) > 500
