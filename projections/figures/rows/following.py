"""Columns of a ticket's row that follow from other columns of it: whether it counts, how long it took, what it is."""

from datetime import datetime, timedelta
from typing import Final

from projections.sql.rows import Row

NOT_COUNTED: Final = frozenset({"merged", "duplicate", "invalid"})
"""Endings of tickets that are no request of their own."""
NUMBERS: Final[Row] = {
    **dict.fromkeys(("over", "response_ms", "resolution_ms", "solving_ms")),
    **dict.fromkeys(("lasting", "faults", "repairs"), 0),
    "counts": False,
}
_MILLISECOND: Final = timedelta(milliseconds=1)


def derived(row: Row) -> Row:
    """The row itself, with these columns as the others have it."""
    reported, responded, solved = row["reported"], row["first_response"], row["first_solved"]
    fault = row["kind"] == "fault" and row["fault_type"] != "operation"
    row["counts"] = reported is not None and row["ended_as"] not in NOT_COUNTED
    row["over"] = _since(reported, row["solved"] or row["ended"])
    row["response_ms"] = _within(reported, responded)
    row["resolution_ms"] = _within(reported, solved)
    row["solving_ms"] = None if responded is None or solved is None else milliseconds(responded, solved)
    row["lasting"] = int(not row["setbacks"])
    row["faults"] = int(fault)
    row["repairs"] = int(fault and row["repaired"])
    return row


def milliseconds(start: datetime, stop: datetime) -> int:
    """Whole ones, rounded down."""
    return (stop - start) // _MILLISECOND


def _since(reported: datetime | None, over: datetime | None) -> datetime | None:
    """Nothing is over before it was reported."""
    return over if over is None or reported is None else max(reported, over)


def _within(start: datetime | None, stop: datetime | None) -> int | None:
    """0 where the two are in the wrong order."""
    return None if start is None or stop is None else max(0, milliseconds(start, stop))
