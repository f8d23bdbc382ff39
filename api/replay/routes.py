"""The log for analysis: chosen events in one of five formats, streamed (R51)."""

from collections.abc import AsyncGenerator
from datetime import datetime
from typing import Any, Final

from fastapi import APIRouter, Depends, Response
from starlette.responses import StreamingResponse

from api.callers import Caller, CallerOf
from api.manners.problems import ApiProblem
from api.replay.allowed import hidden, record_look, require_right, tickets_of
from api.replay.asked import (
    After,
    Customers,
    Form,
    Marks,
    Products,
    Reason,
    Since,
    Through,
    Tickets,
    Types,
    Until,
    place_of,
)
from api.replay.streaming import Span, begun, streamed
from api.service import Service, ServiceOf
from api.tables.asked import known_parameters
from projections.replaying.masking import Masking
from projections.replaying.replay import Replay
from projections.replaying.selecting import Selection
from projections.replaying.writers import FORMATS, About

router: Final = APIRouter(tags=["replay"], dependencies=[Depends(known_parameters)])

THROUGH: Final = "Gongdan-Through"
_DONE: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "content": {
            form.media: {"schema": {"type": "object" if form.media == "application/json" else "string"}}
            for form in FORMATS.values()
        },
        "headers": {
            THROUGH: {
                "description": "The position (EPOCH:SEQUENCE) that it goes up to, for `through` of another request.",
                "schema": {"type": "string"},
            }
        },
    }
}


@router.get("/replay", summary="Events for analysis, as a file", response_class=Response, responses=_DONE)
async def replay(
    service: ServiceOf,
    caller: CallerOf,
    format: Form = "jsonl",  # noqa: A002 -- the parameter's name in the URL
    since: Since = None,
    until: Until = None,
    type: Types = None,  # noqa: A002 -- likewise
    ticket: Tickets = None,
    customer: Customers = None,
    product: Products = None,
    after: After = None,
    through: Through = None,
    reason: Reason = None,
    marks: Marks = False,
) -> Response:
    """Personal values are masked or left out. For whoever may replay; a supervisor gets their team's tickets.

    Columns, formats and what is masked: docs/replay.md.
    """
    _require_possible(since, until, format, marks=marks)
    numbers = list(dict.fromkeys(ticket or ()))
    end = await service.replaying.end()
    begins, ends = place_of(service, after, "after") or 0, place_of(service, through, "through")
    span = Span(begins, min(_or(ends, end), end))
    await require_right(service, caller, numbers, clear=reason is not None)
    selection = Selection(since, until, type or (), numbers, customer or (), product or ())
    tickets = await tickets_of(service, caller, product or (), span.through)
    unseen = await hidden(service, span.through, customer or ())
    masking = Masking(service.replaying, clear=reason is not None, hidden=unseen)
    about = About(service.log.epoch, masked=reason is None)
    made = Replay(service.replaying, selection, masking, tickets)
    pieces = await begun(streamed(made, span, format, about, caller, service.replays, marks=marks))
    if reason is not None:
        await _recorded(service, caller, numbers, reason, pieces)
    return StreamingResponse(
        pieces,
        media_type=FORMATS[format].media,
        headers={
            THROUGH: service.shown.position(span.through),
            "Cache-Control": "no-store",
            "Content-Disposition": f"attachment; filename=replay{FORMATS[format].endings[0]}",
        },
    )


async def _recorded(
    service: Service, caller: Caller, numbers: list[str], reason: str, pieces: AsyncGenerator[bytes]
) -> None:
    """The look, before anything is given out; where it can't be recorded, nothing is."""
    try:
        await record_look(service, caller, numbers, reason)
    except BaseException:
        await pieces.aclose()
        raise


def _require_possible(since: datetime | None, until: datetime | None, form: str, *, marks: bool) -> None:
    """Raises ApiProblem."""
    if since and until and until <= since:
        raise ApiProblem("until-before-since")
    if marks and form != "jsonl":
        raise ApiProblem("marks-of-lines")


def _or(place: int | None, end: int) -> int:
    return end if place is None else place
