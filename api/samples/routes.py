"""The routes of auditors' samples: draw one, which is put on record, and see one with who drew it and when."""

from datetime import date, datetime, time, timedelta
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Path, Response
from pydantic import BaseModel, ConfigDict, Field

from api.callers import CallerOf
from api.figures.asked import Day
from api.manners.problems import ApiProblem
from api.service import Service, ServiceOf
from api.tables.asked import known_parameters
from api.tables.reading import caught_up, fetch
from api.tickets.sending.asking import asked
from api.tickets.sending.handling import Sent
from domain.desk.answering import Answer
from domain.desk.metadata import CommandMetadata
from domain.record.envelope import Actor, Recorded
from domain.refusals import NotAllowed
from domain.rights import check
from domain.samples.events import SampleDrawn
from domain.samples.sample import DrawSample, Seed, Size, picked, sample_key
from projections import register

router: Final = APIRouter(prefix="/audit/samples", tags=["tables"])
_FROM: Final = "Reported on this day or later, in the desk's time zone."
_TO: Final = "Reported on this day or before."
EXAMPLE: Final = {"from": "2024-05-01", "to": "2024-05-31", "size": 25, "seed": "audit-2024-Q2"}
Id = Annotated[
    str,
    Path(pattern="^[0-9a-f]{32}$", description="The sample's id.", examples=["2f5c7e90a1b44d3c8e6f0a1b2c3d4e5f"]),
]


class SampleAsked(BaseModel):
    """Of which days, how many, and the seed: the same again is the same sample."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [EXAMPLE]})
    first: Day = Field(alias="from", description=_FROM)
    last: Day = Field(alias="to", description=_TO)
    size: Size = Field(25, description="How many tickets; all of them where there are fewer.")
    seed: Seed = Field(description="Any word. Who knows it can draw the same sample again.")


class SampledTicket(BaseModel):
    """A ticket as the register shows it now; ``severity_zh`` and ``severity_en`` are its pack's words."""

    number: str
    reported: datetime | None
    kind: str | None
    severity: str | None
    severity_zh: str | None
    severity_en: str | None
    status: str | None
    closed_as: str | None


class DrawView(BaseModel):
    """Who looked at it, when; ``of`` so many tickets there were then, up to ``through``, a position of the log.

    ``came`` and ``went`` are the numbers that this draw has and the one before had not, and the other way round.
    """

    version: int
    drawn: datetime
    actor: Actor
    of: int
    through: int
    came: list[str]
    went: list[str]


class SampleView(BaseModel):
    """The tickets of the last draw, in the order in which chance put them; ``draws`` are all, the newest first."""

    id: str
    first: date = Field(serialization_alias="from")
    last: date = Field(serialization_alias="to")
    size: int
    seed: str
    of: int
    tickets: list[SampledTicket]
    draws: list[DrawView]


@router.post(
    "",
    name="draw-audit-sample",
    summary="Draw a sample of tickets, the same again for the same seed",
    status_code=201,
    dependencies=[Depends(known_parameters)],
)
async def draw(service: ServiceOf, response: Response, caller: CallerOf, body: SampleAsked) -> SampleView:
    """For auditor. Put on record as their look; asked the same again with the same result it is on record already."""
    check(caller.person, DrawSample.action)
    if body.last < body.first:
        raise NotAllowed("days-reversed", since=body.first, until=body.last)
    key = sample_key(body.first, body.last, body.size, body.seed)
    command = await _drawn(service, body)

    async def work(traced: CommandMetadata) -> Answer:
        return await service.desk.act(key, command, traced)

    sample = key.partition("-")[2]
    await asked(DrawSample.action, Sent(caller).metadata(f"audit/samples/{sample}"), work)
    response.headers["Location"] = f"/audit/samples/{sample}"
    return await _view(service, sample)


@router.get(
    "/{sample}",
    name="show_audit_sample",
    summary="A sample that was drawn, and by whom",
    dependencies=[Depends(known_parameters)],
)
async def show(service: ServiceOf, caller: CallerOf, sample: Id) -> SampleView:
    """For auditor. Where tickets were entered late, the draws say which came and which went."""
    check(caller.person, DrawSample.action)
    return await _view(service, sample)


async def _drawn(service: Service, body: SampleAsked) -> DrawSample:
    """Of all that is in the log now."""
    through = await service.log.end()
    await caught_up(service, "register", f"{service.log.epoch}:{through}", None)
    since = datetime.combine(body.first, time.min, service.zone)
    before = datetime.combine(body.last + timedelta(days=1), time.min, service.zone)
    numbers = await fetch(service.read, lambda connection: register.reported_between(connection, since, before))
    return DrawSample(
        first_day=body.first,
        last_day=body.last,
        size=body.size,
        seed=body.seed,
        of=len(numbers),
        through=through,
        tickets=picked(numbers, body.seed, body.size),
    )


async def _view(service: Service, sample: str) -> SampleView:
    """Raises ApiProblem."""
    draws = [(each, each.event) for each in await service.desk.events_of(f"audit-{sample}")]
    drawn = [(recorded, event) for recorded, event in draws if isinstance(event, SampleDrawn)]
    if not drawn:
        raise ApiProblem("sample-not-found", id=sample)
    _, last = drawn[-1]
    await caught_up(service, "register", None, None)
    rows = await fetch(service.read, lambda connection: register.named(connection, last.tickets))
    return SampleView(
        id=sample,
        first=last.first_day,
        last=last.last_day,
        size=last.size,
        seed=last.seed,
        of=last.of,
        tickets=[_ticket(service, row) for row in rows],
        draws=_draws(service, drawn),
    )


def _ticket(service: Service, row: dict[str, Any]) -> SampledTicket:
    shown = service.shown.row(row)
    return SampledTicket.model_validate({name: shown.get(name) for name in SampledTicket.model_fields})


def _draws(service: Service, drawn: list[tuple[Recorded, SampleDrawn]]) -> list[DrawView]:
    found, before = list[DrawView](), frozenset[str]()
    for recorded, event in drawn:
        now = frozenset(event.tickets)
        found.append(
            DrawView(
                version=recorded.envelope.version,
                drawn=recorded.envelope.recorded.astimezone(service.zone),
                actor=recorded.envelope.actor,
                of=event.of,
                through=event.through,
                came=[each for each in event.tickets if each not in before] if found else [],
                went=sorted(before - now),
            )
        )
        before = now
    return found[::-1]
