"""The board: which tickets press most, who has how much to do, and from both in two clicks to a dispatch.

What is owed after a ticket has ended stands apart, so that it hides nothing that still goes wrong.
"""

from datetime import datetime
from typing import Annotated, Any, Final, Literal, cast

from fastapi import APIRouter, Query, Request, Response
from sqlalchemy import Connection

from api.callers import Caller
from api.records.moment import now
from api.service import Service, ServiceOf
from api.tables.asked import TicketNumber
from api.tables.reading import caught_up, fetch
from api.tables.visible import Visible
from api.tables.whose import who_sees
from api.workload.routes import show_workload
from api.workload.views import WorkloadView
from domain.rights import check, may
from domain.ticket.decide import possible
from domain.ticket.vocabulary import Stage
from gongdan.console.shell.frame import page
from gongdan.console.shell.place import BOARD
from gongdan.console.shell.severities import severity
from gongdan.console.shell.signed_in import SignedIn
from projections import register
from projections.sql.rows import Row

router: Final = APIRouter()
Wanted = Literal["pressing", "late", "nobodys", "ended"]
_MOST: Final = 60
"""Tickets on the board: who has more that press has no use for the rest."""
_OWED: Final = {"survey": "send-survey", "call-back": "call-back", "follow-up": "follow-up"}
"""What a clock of a ticket that has ended waits for."""
DISPATCHED_AT: Final = frozenset(stage.value for stage in Stage if "dispatch" in possible(stage))
_WITH_ENGINEERS: Final = frozenset({Stage.DISPATCHED, Stage.ACCEPTED, Stage.IN_PROGRESS, Stage.PAUSED, Stage.REOPENED})


@router.get(BOARD)
async def show(
    service: ServiceOf,
    request: Request,
    caller: SignedIn,
    which: Annotated[Wanted, Query()] = "pressing",
    done: TicketNumber = None,
) -> Response:
    check(caller.person, "read-metrics")
    rows, due = await on_board(service, caller, which)
    loads = cast("WorkloadView", await show_workload(service, request, caller))
    dispatches = may(caller.person, "dispatch") is not None
    return page(
        request,
        "board",
        rows=rows,
        due_of=due,
        which=which,
        done=done,
        more=len(rows) == _MOST,
        severity=lambda row: severity(service, row["policy"], row["severity"]),
        can_dispatch=lambda row: dispatches and can_be_dispatched(row),
        can_grade=lambda row: row["severity"] is None and may(caller.person, "grade") is not None,
        owed=lambda row: _owed(caller, due, row) if which == "ended" else None,
        dispatches=dispatches,
        passes_on=lambda load: dispatches and not _WITH_ENGINEERS.isdisjoint(load.stages),
        loads=[each for each in loads.items if each.staff],
        most=max([each.open for each in loads.items if each.staff], default=0) or 1,
    )


def can_be_dispatched(row: Row) -> bool:
    """At its stage, once it is graded; whether by them is asked apart."""
    return row["stage"] in DISPATCHED_AT and row["severity"] is not None


def _owed(caller: Caller, due: dict[str, tuple[str, datetime]], row: Row) -> str | None:
    """What is to be done next, where it is theirs to do."""
    action = _OWED.get(due[row["number"]][0]) if row["number"] in due else None
    return action if action and may(caller.person, action) else None


async def on_board(
    service: Service, caller: Caller, which: Wanted
) -> tuple[list[Row], dict[str, tuple[str, datetime]]]:
    """Those rows that they may see, in order, and what is due next of each."""
    for name in ("register", "clocks"):
        await caught_up(service, name, None, None)
    late = now(service) if which == "late" else None
    seen = Visible(person=who_sees(caller, None), overdue_at=late)

    def look(connection: Connection) -> tuple[list[Row], dict[str, tuple[str, datetime]]]:
        numbers = register.pressing(connection, seen, _MOST, which if which in ("nobodys", "ended") else "open")
        return register.named(connection, numbers), register.next_mattering(connection, numbers)

    rows, due = await fetch(service.read, look)
    local: dict[str, Any] = {number: (clock, service.shown.local(at)) for number, (clock, at) in due.items()}
    return [service.shown.row(row) for row in rows], local
