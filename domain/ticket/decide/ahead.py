"""What is promised, expected or asked for by a time lies ahead of when it was said."""

from datetime import datetime
from typing import Final

from domain.refusals import NotAllowed
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
from domain.ticket.decide.by_then import CLOCKS_MAY_DIFFER

_TIMES: Final[dict[type, str]] = {
    GiveEstimate: "due",
    PromiseVisit: "at",
    MoveVisit: "at",
    RequestCooperation: "due",
    RequestCollaboration: "due",
    AuthoriseRemoteAssistance: "until",
    DispatchEngineer: "visit_expected",
    ConfirmPart: "expected",
}


def require_ahead(command: TicketCommand, under: Circumstances) -> None:
    """Not before it was said, as far as clocks differ; another system is taken at its word. Raises NotAllowed."""
    field = _TIMES.get(type(command))
    time: datetime | None = getattr(command, field) if field else None
    if not under.live or time is None or time >= under.at - CLOCKS_MAY_DIFFER:
        return
    raise NotAllowed("not-ahead", field=field, time=_shown(time, under), at=_shown(under.at, under))


def _shown(time: datetime, under: Circumstances) -> str:
    return time.astimezone(under.at.tzinfo).isoformat(sep=" ", timespec="minutes")
