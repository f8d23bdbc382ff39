"""What an event changes in the sums by day: what the ticket's row no longer adds, and what it adds instead."""

import json
from collections.abc import Iterator
from datetime import datetime
from operator import itemgetter
from typing import Final
from zoneinfo import ZoneInfo

from projections.figures.rows.tables import COHORTS, DAYS, MONTHS, Cohort
from projections.sql.rows import Row, Rows

ALL: Final = "all"
DIMENSIONS: Final[dict[str, str]] = {
    "kind": "kind",
    "fault-type": "fault_type",
    "severity": "severity",
    "channel": "channel",
    "product": "product",
    "model": "model",
    "region": "region",
    "engineer": "engineer",
    "team": "team",
}
"""What tickets are grouped by: the column of each."""
BATCH, QUESTION, CAUSE = "batch", "question", "cause"
GROUPED: Final = itemgetter(*DIMENSIONS.values(), "batch")
"""What groups a ticket is in."""
_SURVEY: Final = ("scores", "cause")
_LOOKED_AT: Final = tuple(
    (cohort, itemgetter(cohort.moment, *cohort.sums, *(_SURVEY if cohort.moment == "answered" else ("counts",))))
    for cohort in COHORTS
)
"""What else the sums of a cohort depend on."""

_NONE: Final[Row] = {}

Key = tuple[str, str, str, str]


def put(rows: Rows, before: Row | None, after: Row) -> None:
    """Add to the days what a ticket's row changed."""
    moved = before is None or before["counts"] != after["counts"] or GROUPED(before) != GROUPED(after)
    for cohort, looked_at in _LOOKED_AT:
        if (before and before[cohort.moment]) is None and after[cohort.moment] is None:
            continue
        if moved or before is None or looked_at(before) != looked_at(after):
            added(rows, cohort, *(sums_of(cohort, row, rows.zone) for row in (before, after)))


def added(rows: Rows, cohort: Cohort, old: dict[Key, Row], new: dict[Key, Row]) -> None:
    """What the days hold less, and what more."""
    for key in {**old, **new}:
        were, are = old.get(key, _NONE), new.get(key, _NONE)
        if were != are:
            _add(rows, cohort, key, _difference(were, are))


def _difference(were: Row, are: Row) -> Row:
    return {name: are.get(name, 0) - were.get(name, 0) for name in {**were, **are}} if were else are


def _add(rows: Rows, cohort: Cohort, key: Key, amounts: Row) -> None:
    rows.add(DAYS, key, amounts)
    if cohort.monthly:
        rows.add(MONTHS, month_of(key), amounts)


def month_of(key: Key) -> Key:
    """The key of a day's month."""
    moment, by, day, of = key
    return moment, by, day[:7], of


def sums_of(cohort: Cohort, row: Row | None, zone: ZoneInfo) -> dict[Key, Row]:
    """What one ticket adds, by the key of the day's row."""
    at: datetime | None = row[cohort.moment] if row and row["counts"] else None
    if row is None or at is None:
        return {}
    day = day_of(at, zone)
    amounts: Row = {"cases": 1, **{name: row[name] for name in cohort.sums if row[name]}}
    found = {(cohort.moment, by, day, of): amounts for by, of in groups_of(row, cohort.moment)}
    return found | _of_survey(row, day) if cohort.moment == "answered" else found


def day_of(at: datetime, zone: ZoneInfo) -> str:
    """In UTC where the calendar ends before the zone's day."""
    try:
        return at.astimezone(zone).date().isoformat()
    except OverflowError:
        return at.date().isoformat()


def groups_of(row: Row, moment: str) -> Iterator[tuple[str, str]]:
    """There are many batches, and only what was reported is asked for by them."""
    yield ALL, ""
    for by, column in DIMENSIONS.items():
        if row[column]:
            yield by, row[column]
    if moment == "reported" and row["model"] and row["batch"]:
        yield BATCH, batch_of(row["model"], row["batch"])


def batch_of(model: str, batch: str) -> str:
    """A batch by its name among all models' batches."""
    return f"{model} / {batch}"[:100]


def _of_survey(row: Row, day: str) -> dict[Key, Row]:
    found: dict[Key, Row] = {
        ("answered", QUESTION, day, question): {"cases": 1, "score": score}
        for question, score in json.loads(row["scores"]).items()
    }
    if row["cause"] and not row["content"]:
        found["answered", CAUSE, day, row["cause"]] = {"cases": 1}
    return found
