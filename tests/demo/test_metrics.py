"""A made-up year's metrics are what DuckDB finds in the Parquet file that is exported of it, by queries of its own."""

import asyncio
from collections import Counter
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
from projections.figures.metric import DIGITS
from projections.figures.metrics import METRICS, named
from projections.replaying.writers import FORMATS, About
from projections.running.build import Build
from projections.running.writer import write
from projections.store import ReadStore
from tests.demo.analysis.clocks import judged_anew
from tests.demo.analysis.queries import QUERIES, VIEWS, query_of
from tests.demo.making import ZONE, events, making
from tests.replaying.logged import EPOCH, Asked, Logged, logged

YEAR = (date(2024, 1, 1), date(2024, 12, 31))
NOW = datetime(2025, 1, 10, tzinfo=UTC)
READ = (figures.PROJECTION, clocks.PROJECTION, sales.PROJECTION)
Numbers = dict[tuple[str, str | None], float]
"""By month and group."""


@cache
def made() -> list[Any]:
    """Some two tickets a day, with all that belongs to them."""
    return events(making(days=366, per_day=2, first=YEAR[0]).batches())


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    place = tmp_path_factory.mktemp("year")
    path, keys = place / "events.parquet", KeyStore.open(place / "keys.db", bytes(32))
    rows = asyncio.run(Asked(Logged(logged(made(), keys), keys), clear=True).rows())
    with FORMATS["parquet"].opened(About(EPOCH, masked=False)) as writer:
        path.write_bytes(writer.write(rows) + b"".join(writer.end()))
    with duckdb.connect() as connection:
        connection.execute(VIEWS.replace("events.parquet", str(path)))
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


def theirs(database: duckdb.DuckDBPyConnection, query: str, *, grouped: bool) -> Numbers:
    rows = database.execute(query).fetchall()
    there = [row for row in rows if row[2] is not None and row[0] and row[0].startswith("2024")]
    return {(month, of): float(value) for month, of, value in there if not grouped or of is not None}


@pytest.mark.parametrize("metric", QUERIES)
def test_duckdb_finds_the_same_in_all_and_by_every_group(
    store: ReadStore, database: duckdb.DuckDBPyConnection, metric: str
):
    digits = DIGITS[named(metric).unit]
    for by in (None, *named(metric).by):
        expected = theirs(database, query_of(metric, by), grouped=by is not None)
        found = {key: value for key, value in ours(store, metric, by).items() if value or key in expected}
        assert found.keys() == expected.keys(), (metric, by)  # but for months and groups without any
        assert len({month for month, _ in expected}) >= 3, (metric, by)
        for key, value in expected.items():
            assert found[key] == pytest.approx(value, abs=0.51 * 10**-digits), (by, key)


def test_every_metric_but_that_of_the_clocks_is_compared():
    assert set(QUERIES) == {metric.name for metric in METRICS} - {"compliance"}


def test_clocks_met_are_those_of_every_history_judged_anew(store: ReadStore):
    """Of whole histories, one by one, under their own packs, without any row; `tests/oracle` holds the judging itself."""
    runs, met = Counter[tuple[str, str | None]](), Counter[tuple[str, str | None]]()
    for run in judged_anew(made(), NOW):
        month = f"{run.due.astimezone(ZONE):%Y-%m}"
        for key in ((month, None), (month, run.clock)):
            runs[key] += 1
            met[key] += run.state == "met"
    for by in (None, "clock"):
        found = ours(store, "compliance", by)
        expected = {
            key: count for key, count in runs.items() if key[0].startswith("2024") and (key[1] is None) == (by is None)
        }
        assert found.keys() == expected.keys()
        for key, count in expected.items():
            assert found[key] == pytest.approx(met[key] / count, abs=0.51e-4), key


def test_the_year_is_full(store: ReadStore):
    found = ours(store, "tickets", None)
    assert len(found) == 12
    assert sum(found.values()) > 500
