"""What a correction makes of a step's row, which holds of its event what is shown, and what is where that was wrong."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from domain.record.event import Event
from domain.ticket import events as of_tickets
from domain.ticket.events import EVENTS, CorrectionRecorded
from projections.correcting import sayable
from projections.progress.facts import FACTS, Facts, coded, signed, waybill
from projections.sql.rows import Row

Detail = Callable[[str, Any], object]
"""From what the row has and what is right to what it has then."""


def corrected(row: Row, correction: CorrectionRecorded) -> Row:
    """The columns that change; a value that the event could not say changes nothing."""
    event, field = EVENTS[row["event"]], correction.field
    facts = FACTS[event]
    if field in facts.text:
        return _typed(row, facts, field, correction.right)
    detail = _DETAILS.get(event, {}).get(field)
    if detail is None and field not in (facts.code, facts.due):
        return {}
    for right in sayable(event, field, correction.right):
        if detail is not None:
            said = detail(row["detail"] or "", right)
            return {"detail": None if said is None else str(said)}
        if field == facts.due:
            return {"due": datetime.fromisoformat(right) if right else None}
        return {"code": coded(right)}
    return {}


def _typed(row: Row, facts: Facts, field: str, right: str | None) -> Row:
    """The first of several texts that was said is shown; where it was never so, the next."""
    said: dict[str, str | None] = json.loads(row["others"] or "{}")
    return facts.typed({**said, row["text_field"]: row["text"], field: right})


def _it(_: str, right: Any) -> object:
    return right


def _name(_: str, right: Any) -> object:
    return signed(right)


def _first(parted: str, of: Callable[[str], str] = str) -> Detail:
    """What stands before the last sign of those that part two values."""
    return lambda before, right: f"{of(right)}{parted}{before.rpartition(parted)[2]}"


def _last(parted: str, of: Callable[[str], str] = str) -> Detail:
    return lambda before, right: f"{before.rpartition(parted)[0]}{parted}{of(right)}"


_PIECES: Final[Mapping[str, Detail]] = {"part": _first("×"), "quantity": _last("×")}
_DETAILS: Final[Mapping[type[Event], Mapping[str, Detail]]] = {
    of_tickets.RemoteAssistanceAuthorised: {"by": _name},
    of_tickets.RemoteAssistanceGiven: {"result": _it},
    of_tickets.RepairConsented: {"by": _name},
    of_tickets.WorkLogged: {"result": _it},
    of_tickets.PartShipped: {"carrier": _first(" "), "waybill": _last(" ", waybill)},
    of_tickets.PartUsed: _PIECES,
    of_tickets.DefectivePartReturned: _PIECES,
    of_tickets.FeeAccepted: {"by": _name},
    of_tickets.ResolutionConfirmed: {"signature": _name},
    of_tickets.CallbackMade: {"agreed": _it},
    of_tickets.ClosingReportWritten: {"lessons": _it},
}
"""Fields that ``detail`` is composed of."""
