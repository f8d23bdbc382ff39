"""The metrics page over made-up rows of up to a million tickets in three years, on SQLite and on PostgreSQL."""

import json
import random
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Final

from sqlalchemy import Table

from bench.filling import putting, tidied
from bench.report import Figure
from domain.policy.in_force import shipped
from projections import clocks, figures, sales
from projections.clocks.tables import CLOCKS
from projections.figures.asking import Look, whole
from projections.figures.measuring import everything
from projections.figures.metrics import METRICS
from projections.figures.rows import parts
from projections.figures.rows.daily import Key, month_of, sums_of
from projections.figures.rows.following import derived
from projections.figures.rows.seeing import NOTHING
from projections.figures.rows.tables import CASES, COHORTS, COMPLAINTS, DAYS, MONTHS, PARTS
from projections.running.build import Build
from projections.sales.folding import SALES
from projections.sql.local import SHANGHAI
from projections.sql.rows import Row
from projections.store import ReadStore
from tests.projections.postgres import Postgres

YEARS, ROUNDS = 3, 15
FIRST: Final = datetime(2021, 12, 31, 16, tzinfo=UTC)
MONTH: Final = whole(date(2024, 11, 1), date(2024, 11, 30))
NOW: Final = datetime(2024, 11, 30, 15, 59, tzinfo=UTC)
_MODELS, _ENGINEERS, _REGIONS, _TEAMS = 20, 40, 8, 6
_CLOCKS: Final = ("first-response", "progress-sync", "survey", "resolution")


def measure(folder: Path, sizes: list[int]) -> list[Figure]:
    """Milliseconds of the page, the median; each size against the smallest, on either database."""
    found = _compared("SQLite", [_timed(folder / f"figures-{size}.db", size) for size in sizes])
    server = Postgres("fsync=off").start()
    try:
        timed: list[tuple[int, float]] = []
        for size in sizes:
            with server.database() as url:
                timed.append(_timed(url, size))
        found += _compared("PostgreSQL", timed)
    finally:
        server.stop()
    return found


def _compared(database: str, found: list[tuple[int, float]]) -> list[Figure]:
    first, base = found[0]
    return [
        Figure(f"metrics page, {size:,} tickets, {database}", took, f"among {first:,}", base, "ms", goal=100)
        for size, took in found
    ]


def _timed(where: Path | str, size: int) -> tuple[int, float]:
    with closing(ReadStore.open(where)) as store:
        fill(store, size)
        tidied(where)
        page(store)
        return size, median(page(store) for _ in range(ROUNDS))


def page(store: ReadStore) -> float:
    """Milliseconds for all metrics of the month, in all and by their main groups."""
    began = time.perf_counter()
    with store.read() as connection:
        look = Look(connection, NOW, shipped().newest("handbook").targets)
        shown = sum(len(figures) for _, _, figures in everything(METRICS, look, (MONTH,)))
    assert shown > len(METRICS)
    return (time.perf_counter() - began) * 1000


def fill(store: ReadStore, tickets: int) -> None:
    """Rows as a desk of so many tickets in three years would have them; the sums by day are those of the rows."""
    days: Counter[tuple[Key, str]] = Counter()
    with store.write() as connection:
        for projection in (figures.PROJECTION, clocks.PROJECTION, sales.PROJECTION):
            Build.live(projection).start(connection, "e1", NOW)
        put = putting(connection)
        put(CASES, _counted(made(tickets), days))
        put(CLOCKS, _runs(tickets))
        put(COMPLAINTS, _complaints(tickets))
        put(PARTS, _parts(tickets))
        put(SALES, _units(tickets))
        put(DAYS, _summed(DAYS, days))
        put(MONTHS, _summed(MONTHS, _by_month(days)))


def made(tickets: int) -> Iterator[Row]:
    chance, span = random.Random(7), timedelta(days=365 * YEARS + 1)
    for place in range(tickets):
        reported = FIRST + span * (place / tickets)
        model = f"M-{int(chance.triangular(0, _MODELS, 2)):02}"
        answered = reported + timedelta(minutes=chance.expovariate(1 / 40))
        solved = answered + timedelta(hours=chance.expovariate(1 / 20)) if chance.random() < 0.97 else None
        row: Row = {**NOTHING, "number": f"{reported:%Y%m}-{place:07}", "policy": "handbook@1", "imported": False}
        row |= {"reported": reported, "first_response": answered, "first_solved": solved, "solved": solved}
        row |= {
            "kind": "fault" if chance.random() < 0.7 else "consultation",
            "channel": _of(chance, "phone", "wechat", "web"),
        }
        row |= {"severity": _of(chance, "general", "general", "important", "urgent"), "product": f"P-{model[2:]}"}
        row |= {"model": model, "batch": f"B{place % 12}", "region": f"R{int(chance.random() * _REGIONS)}"}
        row |= {"engineer": f"e-{int(chance.random() * _ENGINEERS):03}", "team": f"t-{int(chance.random() * _TEAMS)}"}
        row |= {"fault_type": _of(chance, "hardware", "software", "operation"), "receiver": "a-001", "facts": "x" * 600}
        if solved is not None:
            row |= _after(chance, solved, place)
        yield derived(row)


def _after(chance: random.Random, solved: datetime, place: int) -> Row:
    part = 86_400_000 if chance.random() < 0.2 else 0
    row: Row = {"ended": solved + timedelta(days=1), "ended_as": "satisfied", "minutes": 30, "repaired": True}
    row |= {"setbacks": int(chance.random() < 0.1), "solutions": 1}
    row |= {"came": json.dumps([(1, solved.isoformat(), part)]) if part else "[]"}
    if chance.random() < 0.4:
        score, points = chance.randint(2, 5), chance.randint(-1, 1)
        row |= {"answered": solved + timedelta(hours=5), "survey": 1, "content": int(score > 3), "recommending": 1}
        row |= {
            "points": points,
            "scores": f'{{"effect": {score}, "timeliness": 5}}',
            "cause": None if score > 3 else "effect",
        }
    return row


def _of(chance: random.Random, *values: str) -> str:
    return values[int(chance.random() * len(values))]


def _counted(rows: Iterable[Row], days: Counter[tuple[Key, str]]) -> Iterator[Row]:
    for row in rows:
        for cohort in COHORTS:
            for key, amounts in sums_of(cohort, row, SHANGHAI).items():
                for name, amount in amounts.items():
                    days[key, name] += amount
        for key, amounts in parts.sums_of(row, SHANGHAI).items():
            for name, amount in amounts.items():
                days[key, name] += amount
        yield row


def _by_month(days: Counter[tuple[Key, str]]) -> Counter[tuple[Key, str]]:
    monthly, months = {cohort.moment for cohort in COHORTS if cohort.monthly}, Counter[tuple[Key, str]]()
    for (key, name), amount in days.items():
        if key[0] in monthly:
            months[month_of(key), name] += amount
    return months


def _summed(table: Table, days: Counter[tuple[Key, str]]) -> Iterator[Row]:
    names = [column.name for column in table.columns if not column.primary_key]
    keys = [column.name for column in table.primary_key]
    rows: dict[Key, Row] = {}
    for (key, name), amount in days.items():
        rows.setdefault(key, {**dict(zip(keys, key, strict=True)), **dict.fromkeys(names, 0)})[name] = amount
    yield from rows.values()


def _runs(tickets: int) -> Iterator[Row]:
    """Four a ticket."""
    chance = random.Random(11)
    for row in made(tickets):
        for clock in _CLOCKS:
            due, met = row["reported"] + timedelta(hours=chance.choice((1, 24, 48))), chance.random() < 0.9
            run: Row = {column.name: None for column in CLOCKS.columns}
            run |= {
                "number": row["number"],
                "key": f"{clock}-0badcafe-1",
                "kind": "ticket",
                "clock": clock,
                "pack": "handbook@1",
            }
            run |= {
                "severity": row["severity"],
                "calendar": "24x7",
                "state": "met" if met else "missed",
                "open": 0,
                "period": 1,
            }
            run |= {"started_event": "0" * 36, "started_by": "ticket-opened", "started": row["reported"], "due": due}
            run |= {"since": row["reported"], "limit": "1 h", "stopped": due, "used": 60, "late_by": 0}
            yield run | {"counts": 1}


def _parts(tickets: int) -> Iterator[Row]:
    for row in made(tickets):
        for each in parts.came_of(row):
            named = {"number": row["number"], "request": each.request, "counts": row["counts"]}
            yield {**named, "received": datetime.fromisoformat(each.at), "waited": each.waited}


def _complaints(tickets: int) -> Iterator[Row]:
    for place, row in enumerate(made(tickets)):
        if place % 30 == 0:
            raised = row["reported"] + timedelta(days=1)
            said = {"complaint": f"TS-{place}", "ticket": row["number"], "raised": raised, "withdrawn": False}
            yield {**said, "handled": raised + timedelta(hours=20)}


def _units(tickets: int) -> Iterator[Row]:
    for month, model in ((m, n) for m in range(12) for n in range(_MODELS)):
        said = {"month": f"2023-{month + 1:02}", "model": f"M-{model:02}", "batch": f"B{month}"}
        yield {**said, "units": tickets, "updated": NOW}
