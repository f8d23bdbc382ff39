"""What was wrong and how it ended, as far as it is known by now: what an archived ticket is found by (R34)."""

import json
from collections.abc import Mapping
from typing import Any, Final

from domain.record.envelope import Recorded
from domain.record.event import Event
from domain.ticket.events import (
    ClosingReportWritten,
    CorrectionRecorded,
    FaultDiagnosed,
    TicketArchived,
    TicketClosed,
    TicketResolved,
)
from domain.ticket.vocabulary import Stage
from projections.correcting import sayable
from projections.sql.rows import Row

SAYING: Final = (FaultDiagnosed, TicketResolved, ClosingReportWritten, TicketArchived)
_TELLING: Final = frozenset({*SAYING, TicketClosed, CorrectionRecorded})
"""Events that may say any of it."""
_SAID: Final[Mapping[type[Event], str]] = {
    FaultDiagnosed: "fault_type",
    TicketResolved: "cause",
    ClosingReportWritten: "cause",
}
"""The column that such an event says."""
_COLUMNS: Final = ("fault_type", "cause")
_ENDED: Final = frozenset({Stage.CLOSED.value, Stage.ARCHIVED.value})
_OPEN_AGAIN: Final[Row] = dict.fromkeys(("closed_as", "closed", "archived"))

Told = list[tuple[int, str, Any]]
"""The version of an event that says a column, the column, and what it says by now: of two the later is shown."""


def known_after(recorded: Recorded, row: Row) -> Row:
    """The columns that an event says anew, of a row that stands as after it."""
    event, at = recorded.event, recorded.envelope.occurred
    if type(event) not in _TELLING and not row["closed"]:
        return {}
    match event:
        case FaultDiagnosed() | TicketResolved() | ClosingReportWritten():
            column = _SAID[type(event)]
            said = _said(row["told"], recorded.envelope.version, column, getattr(event, column))
        case TicketClosed(closed_as=closed_as):
            said = {"closed_as": closed_as, "closed": at}
        case TicketArchived():
            said = _put_away(row, recorded.envelope.version, event) | {"archived": at}
        case CorrectionRecorded():
            said = _corrected(row, event)
        case _:
            said = {}
    return said if row["stage"] in _ENDED or not (said or row["closed"]) else said | _OPEN_AGAIN


def _said(told: str, version: int, column: str, value: str | None) -> Row:
    """What an event says of a column; where it says nothing, what was said before stays."""
    entry = json.dumps((version, column, value), ensure_ascii=False)
    after: Row = {"told": f"{told[:-1]}, {entry}]" if told != "[]" else f"[{entry}]"}
    return after if value is None else after | {column: value}


def _put_away(row: Row, version: int, event: TicketArchived) -> Row:
    """The archive says once more what is known, and alone what is not: so a later correction of either counts."""
    said: Row = {"told": row["told"]}
    for column in _COLUMNS:
        alone = getattr(event, column) if row[column] is None else None
        said |= _said(said["told"], version, column, alone)
    ended = {name: getattr(event, name) for name in ("closed_as", "closed") if row[name] is None}
    return said | {name: value for name, value in ended.items() if value is not None}


def _corrected(row: Row, correction: CorrectionRecorded) -> Row:
    """A value that the event could not say changes nothing."""
    told, field = _told(row), correction.field
    if (correction.version, field) not in {(version, column) for version, column, _ in told}:
        return {}
    for right in sayable(TicketArchived, field, correction.right):
        of_it = (correction.version, field)
        return _shown([(*said[:2], right) if (*said[:2],) == of_it else said for said in told])
    return {}


def _shown(told: Told) -> Row:
    """Each column as it was said last, and all that was said of it."""
    row: Row = dict.fromkeys(_COLUMNS)
    row |= {column: value for _, column, value in told if value is not None}
    return row | {"told": json.dumps(told, ensure_ascii=False)}


def _told(row: Row) -> Told:
    return [(version, column, value) for version, column, value in json.loads(row["told"])]
