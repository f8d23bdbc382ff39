"""What was wrong and how it ended, as far as it is known by now: what an archived ticket is found by (R34)."""

from typing import Final

from domain.record.envelope import Recorded
from domain.ticket.events import (
    ClosingReportWritten,
    FaultDiagnosed,
    TicketArchived,
    TicketClosed,
    TicketResolved,
)
from domain.ticket.vocabulary import Stage
from projections.sql.rows import Row

SAYING: Final = (FaultDiagnosed, TicketResolved, ClosingReportWritten, TicketArchived)
_ENDED: Final = frozenset({Stage.CLOSED.value, Stage.ARCHIVED.value})
_OPEN_AGAIN: Final[Row] = dict.fromkeys(("closed_as", "closed", "archived"))


def known_after(recorded: Recorded, row: Row) -> Row:
    """The columns that an event says anew, of a row that stands as after it."""
    event, at = recorded.event, recorded.envelope.occurred
    match event:
        case FaultDiagnosed(fault_type=str(fault_type)):
            said: Row = {"fault_type": fault_type}
        case TicketResolved(cause=str(cause)) | ClosingReportWritten(cause=cause):
            said = {"cause": cause}
        case TicketClosed(closed_as=closed_as):
            said = {"closed_as": closed_as, "closed": at}
        case TicketArchived():
            repeated = {name: getattr(event, name) for name in ("fault_type", "cause", "closed_as", "closed")}
            said = {name: value for name, value in repeated.items() if value is not None} | {"archived": at}
        case _:
            said = {}
    return said if row["stage"] in _ENDED or not (said or row["closed"]) else said | _OPEN_AGAIN
