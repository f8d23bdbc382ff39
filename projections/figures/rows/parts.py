"""The parts of a ticket that came: a row each, and the sums by the day on which they were received."""

import json
from collections import Counter, defaultdict
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from projections.figures.rows.daily import GROUPED, Key, added, day_of, groups_of
from projections.figures.rows.tables import PARTS, RECEIVED
from projections.sql.rows import Row, Rows


class Came(NamedTuple):
    """A part by the number of its request: when it was received, and how many milliseconds after it was asked for."""

    request: int
    at: str
    waited: int


def came_of(row: Row | None) -> list[Came]:
    """What a ticket's row says of parts, each request once."""
    return [Came(*each) for each in json.loads(row["came"])] if row else []


def put(rows: Rows, before: Row | None, after: Row) -> None:
    """What a ticket's row changed of its parts; one that a correction took away stays without a day."""
    old, new = came_of(before), came_of(after)
    if not (old or new) or (before is not None and _told(before) == _told(after)):
        return
    for gone in {each.request for each in old} - {each.request for each in new}:
        rows.put(PARTS, _row(after, Came(gone, "", 0)))
    for each in new:
        rows.put(PARTS, _row(after, each))
    added(rows, RECEIVED, sums_of(before, rows.zone), sums_of(after, rows.zone))


def sums_of(row: Row | None, zone: ZoneInfo) -> dict[Key, Row]:
    """What the parts of one ticket add, by the key of the day's row."""
    found: dict[Key, Counter[str]] = defaultdict(Counter)
    for each in came_of(row) if row and row["counts"] else ():
        assert row  # noqa: S101 -- for the types
        day = day_of(datetime.fromisoformat(each.at), zone)
        for by, of in groups_of(row, RECEIVED.moment):
            found[RECEIVED.moment, by, day, of].update(cases=1, waited=each.waited)
    return {key: dict(amounts) for key, amounts in found.items()}


def _told(row: Row) -> object:
    return row["came"], row["counts"], GROUPED(row)


def _row(ticket: Row, came: Came) -> Row:
    received = datetime.fromisoformat(came.at) if came.at else None
    counts = ticket["counts"] and received is not None
    named = {"number": ticket["number"], "request": came.request, "counts": counts}
    return {**named, "received": received, "waited": came.waited}
