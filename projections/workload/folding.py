"""Which work was logged by whom and when: a row an entry; all else of the workload is asked of rows that are there."""

from typing import Final

from sqlalchemy import Column, Index, Integer, MetaData, Table

from domain.record.envelope import Recorded
from domain.ticket.events import CorrectionRecorded, RemoteAssistanceGiven, WorkLogged
from domain.ticket.numbering import number_of
from projections.correcting import sayable
from projections.projection import Projection
from projections.sql.columns import Moment, Text
from projections.sql.rows import Rows
from projections.wording.words import TITLES

WORK: Final = Table(
    "workload_work",
    MetaData(),
    Column("number", Text, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("staff", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("minutes", Integer, nullable=False),
    Index("workload_by_at", "at", "staff", "minutes"),
)
"""Work on a ticket, or from afar, by the event of that ``version``; 0 minutes where none were said."""


def apply(rows: Rows, recorded: Recorded) -> None:
    event, envelope = recorded.event, recorded.envelope
    match event:
        case WorkLogged(minutes=minutes) | RemoteAssistanceGiven(minutes=minutes):
            row = {"number": number_of(envelope.aggregate), "version": envelope.version, "staff": envelope.actor.id}
            rows.put(WORK, {**row, "at": envelope.occurred, "minutes": minutes or 0})
        case CorrectionRecorded(field="minutes", version=version, right=right):
            row = rows.get(WORK, number_of(envelope.aggregate), version)
            said = sayable(WorkLogged, "minutes", right)
            if row and said:
                rows.put(WORK, {**row, "minutes": said[0] or 0})
        case _:
            pass


_SEEN: Final = (WorkLogged, RemoteAssistanceGiven, CorrectionRecorded)
PROJECTION: Final = Projection(
    "workload", 1, TITLES["workload"][0], (WORK,), apply, sees=frozenset(event.stored_name for event in _SEEN)
)
