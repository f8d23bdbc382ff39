"""What is promised, expected or asked for by a time lies ahead of when it was said."""

from datetime import datetime
from typing import Final

from domain.refusals import NotAllowed
from domain.refusals.coded import Coded
from domain.ticket.circumstances import Circumstances
from domain.ticket.commands import (
    AuthoriseRemoteAssistance,
    ConfirmPart,
    DispatchEngineer,
    GiveEstimate,
    MoveVisit,
    PromiseVisit,
    RequestCollaboration,
    RequestCooperation,
    TicketCommand,
)
from domain.ticket.decide.always.by_then import CLOCKS_MAY_DIFFER

_TIMES: Final[dict[type, Coded]] = {
    GiveEstimate: Coded("due", "预计解决时间", "The time of the solution"),
    PromiseVisit: Coded("at", "上门时间", "The time of the visit"),
    MoveVisit: Coded("at", "上门时间", "The time of the visit"),
    RequestCooperation: Coded("due", "提供期限", "The time by which it is provided"),
    RequestCollaboration: Coded("due", "答复期限", "The time of the answer"),
    AuthoriseRemoteAssistance: Coded("until", "授权截止时间", "The end of the authorisation"),
    DispatchEngineer: Coded("visit_expected", "预计上门时间", "The time at which the visit is expected"),
    ConfirmPart: Coded("expected", "预计到货时间", "The time at which the part is expected"),
}


def require_ahead(command: TicketCommand, under: Circumstances) -> None:
    """Not before it was said, as far as clocks differ; another system is taken at its word. Raises NotAllowed."""
    field = _TIMES.get(type(command))
    time: datetime | None = getattr(command, field.code) if field else None
    if not under.live or time is None or time >= under.at - CLOCKS_MAY_DIFFER:
        return
    raise NotAllowed("not-ahead", field=field, time=_shown(time, under), at=_shown(under.at, under))


def _shown(time: datetime, under: Circumstances) -> str:
    return time.astimezone(under.at.tzinfo).isoformat(sep=" ", timespec="minutes")
