"""What read models could not digest and reactions gave up: listed, shown, and tried again, for administrators."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated, Final, NoReturn
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends, Path, Query
from pydantic import BaseModel

from api.callers import CallerOf
from api.manners.problems import ApiProblem
from api.operation.dismissals import Dismissal, Dismissed, Dismissing, NotDismissed
from api.operation.given_up import GivenUp
from api.service import Service, ServiceOf
from api.tables.asked import known_parameters
from domain.record.envelope import Envelope
from domain.rights import check
from domain.ticket.numbering import number_of
from projections.operating.dead_letters import dead_letters, envelope_of, replay
from projections.projection import Projection
from projections.registry import PROJECTIONS, named
from projections.running.bookkeeping import Parked
from projections.running.writer import unbroken

router: Final = APIRouter(tags=["operation"], dependencies=[Depends(known_parameters)])
REPLAY: Final = "/dead-letters/replay"

_PROJECTION: Final = "The read model that left the ticket out, or the reaction that gave up its event."
_TICKET: Final = "The ticket's number."


class DeadLetter(BaseModel):
    """A ticket that a read model leaves out since the event at ``position``; ``skipped`` counts its later events.

    ``dismissed``: what stands there is no event, and an operator found out whose it is. Or an event of it that a
    reaction gave up, whose name is ``projection`` then; its later events were heard.
    """

    projection: str
    ticket: str
    position: int
    type: str
    error: str
    parked: datetime
    skipped: int
    dismissed: Dismissed | None

    @classmethod
    def of(cls, entry: Parked, zone: ZoneInfo, known: Mapping[int, Dismissal]) -> "DeadLetter":
        dismissal = known.get(entry.position)
        return cls(
            projection=entry.projection,
            ticket=number_of(entry.aggregate),
            position=entry.position,
            type=entry.event_type,
            error=entry.error,
            parked=entry.parked.astimezone(zone),
            skipped=entry.skipped,
            dismissed=Dismissed.of(dismissal, zone) if dismissal else None,
        )


class DeadEvent(BaseModel):
    """The parked event's envelope: ids and times, nothing of what was said or who it is about."""

    id: str
    aggregate: str
    version: int
    schema_version: int
    occurred: datetime
    recorded: datetime
    command: str
    correlation: str
    causation: str | None

    @classmethod
    def of(cls, envelope: Envelope, zone: ZoneInfo) -> "DeadEvent":
        said = {name: getattr(envelope, name) for name in cls.model_fields}
        moments = {name: said[name].astimezone(zone) for name in ("occurred", "recorded")}
        return cls(**said | moments)


class DeadLetterShown(DeadLetter):
    event: DeadEvent


class Replay(BaseModel):
    """How many are back or done now, and which failed again and stay as they were."""

    mended: int
    parked: list[DeadLetter]


Projection_ = Annotated[str | None, Query(max_length=100, description=_PROJECTION)]
Ticket_ = Annotated[str | None, Query(max_length=200, description=_TICKET)]


@router.get("/dead-letters", summary="What read models could not digest and reactions gave up")
async def list_dead_letters(
    service: ServiceOf, caller: CallerOf, projection: Projection_ = None, ticket: Ticket_ = None
) -> list[DeadLetter]:
    """For administrator. Read models first, each in log order; empty when nothing was left out or given up."""
    check(caller.person, "operate")
    return await _shown(service, await _all(service, projection, ticket))


@router.get("/dead-letters/{projection}/{ticket}", summary="One of them, with its event's envelope")
async def show_dead_letter(
    service: ServiceOf,
    caller: CallerOf,
    projection: Annotated[str, Path(max_length=100, description=_PROJECTION)],
    ticket: Annotated[str, Path(max_length=200, description=_TICKET)],
) -> DeadLetterShown:
    """For administrator. Ids, times and the class of the error, nothing of what the event says."""
    check(caller.person, "operate")
    [entry, *_] = await _all(service, projection, ticket) or _none(projection, ticket)
    event = DeadEvent.of(await envelope_of(service.log, entry), service.zone)
    [shown] = await _shown(service, [entry])
    return DeadLetterShown(**shown.model_dump(), event=event)


@router.post(REPLAY, summary="Try them again by the code of now")
async def replay_dead_letters(
    service: ServiceOf, caller: CallerOf, projection: Projection_ = None, ticket: Ticket_ = None
) -> Replay:
    """For administrator. One read model's at a time in one transaction; what fails again stays as it was."""
    check(caller.person, "operate")
    found = await _found(service, projection, ticket)
    given_up = await _given_up(service, projection, ticket)
    if not found and not given_up and ticket is not None:
        _none(projection or "-", ticket)
    mended, parked = await _again(service, given_up)
    for each in _asked(service, projection):
        if aggregates := {entry.aggregate for entry in found if entry.projection == each.name}:
            await service.runner.require(each.name)
            done = await replay(service.log, service.read, each, aggregates, clock=lambda: datetime.now(UTC))
            mended += done.mended
            parked += await _shown(service, done.parked)
    return Replay(mended=mended, parked=parked)


@router.post(
    "/dead-letters/{position}/dismissal",
    summary="Say that a message that is no event may stay left out",
    status_code=201,
)
async def dismiss_dead_letter(
    service: ServiceOf,
    caller: CallerOf,
    position: Annotated[int, Path(ge=1, le=2**53, description="Where it stands in the log.", examples=[17])],
    body: Dismissing,
) -> Dismissed:
    """For administrator. Who, when and why are kept beside the log; of a message dismissed before, what was said then.

    Refused for what is an event, be it damaged.
    """
    check(caller.person, "operate")
    try:
        done = await service.dismiss(position, body.reason, caller.id)
    except NotDismissed as refused:
        raise ApiProblem(refused.code, position=position) from None
    return Dismissed.of(done, service.zone)


async def _all(service: Service, projection: str | None, ticket: str | None) -> list[Parked]:
    given_up = await _given_up(service, projection, ticket)
    return [*await _found(service, projection, ticket), *(each.parked for each in given_up)]


async def _found(service: Service, projection: str | None, ticket: str | None) -> list[Parked]:
    entries = await unbroken(dead_letters, service.read, _asked(service, projection))
    return [entry for entry in entries if ticket in (None, number_of(entry.aggregate))]


async def _given_up(service: Service, reaction: str | None, ticket: str | None) -> list[GivenUp]:
    if reaction is not None and reaction not in service.reactions.names:
        return []
    return [
        each
        for each in await service.reactions.given_up()
        if reaction in (None, each.reaction) and ticket in (None, number_of(each.aggregate))
    ]


async def _again(service: Service, given_up: Iterable[GivenUp]) -> tuple[int, list[DeadLetter]]:
    """How many are done now, and those that failed again, each with what it failed with."""
    done, failed = 0, list[Parked]()
    for each in given_up:
        error = await service.reactions.again(each)
        done += error is None
        failed += [replace(each.parked, error=error)] if error else []
    return done, await _shown(service, failed)


async def _shown(service: Service, entries: Iterable[Parked]) -> list[DeadLetter]:
    known = await asyncio.to_thread(service.dismissals)
    return [DeadLetter.of(entry, service.zone, known) for entry in entries]


def _asked(service: Service, projection: str | None) -> Sequence[Projection]:
    """None where a reaction is named. Raises BadQuery."""
    if projection in service.reactions.names:
        return ()
    return PROJECTIONS if projection is None else (named(projection),)


def _none(projection: str, ticket: str) -> NoReturn:
    raise ApiProblem("no-dead-letter", projection=projection, ticket=ticket)
