"""How all that runs behind the API stands at this moment, for administrators: what ``/metrics`` measures, as JSON."""

import asyncio
from collections.abc import Iterable, Iterator
from typing import Final

from fastapi import APIRouter, Depends, Request
from prometheus_client.core import Metric
from prometheus_client.samples import Sample
from pydantic import BaseModel

from api.callers import CallerOf
from api.manners.language import language_of
from api.metrics import standing_now
from api.service import ServiceOf
from api.tables.asked import known_parameters
from domain.rights import check

router: Final = APIRouter(prefix="/system", tags=["operation"], dependencies=[Depends(known_parameters)])
_COUNTED: Final = ("gongdan_lease_held", "gongdan_notices_under_way", "gongdan_notice_causes_waiting")
"""Of the measures that are kept where things happen, those that say how it stands."""


class ReactionView(BaseModel):
    """``waiting`` events it has not heard of, ``open`` ones are in its hands, ``given_up`` ones are dead letters."""

    reaction: str
    waiting: int
    open: int
    given_up: int


class LeaseView(BaseModel):
    """``held``: by this service; else another has it, or nobody."""

    lease: str
    held: bool


class UnderWayView(BaseModel):
    """Notices on their way to a channel."""

    channel: str
    state: str
    count: int


class ConnectionView(BaseModel):
    """``part`` of the program has a nats-server for this ``purpose``, or not; ``losses``: how often it lost it."""

    part: str
    purpose: str
    up: bool
    losses: int


class SystemView(BaseModel):
    """``position`` is the log's end as last seen. What is null or empty is not done in this process, or not known.

    ``timers`` are set for clocks that run, or told and not acted on; ``causes_waiting`` events of which it is to be
    worked out who is told. Disk sizes are in bytes.
    """

    version: str
    position: int
    can_store: bool
    reactions: list[ReactionView]
    leases: list[LeaseView]
    timers: int | None
    notices: list[UnderWayView]
    causes_waiting: int | None
    connections: list[ConnectionView]
    disk_free: int | None
    disk_size: int | None


class CheckView(BaseModel):
    """The answer to one question of ``gongdan check``, with what to do where it is not safe."""

    check: str
    safe: bool
    says: str


@router.get("", name="show_system", summary="How reactions, leases, notices and connections stand")
async def show(service: ServiceOf, caller: CallerOf) -> SystemView:
    """For administrator: counts and names of parts of the program, nothing of any ticket."""
    check(caller.person, "operate")
    measures = await asyncio.to_thread(lambda: _Measures([*standing_now(service), *service.counted()]))
    return SystemView(
        version=service.version,
        position=measures.whole("gongdan_log_position") or 0,
        can_store=service.can_store(),
        reactions=[
            ReactionView(
                reaction=each.labels["reaction"],
                waiting=int(each.value),
                open=measures.of("gongdan_reaction_open_events", each),
                given_up=measures.of("gongdan_reaction_dead_letters", each),
            )
            for each in measures.samples("gongdan_reaction_lag_events")
        ],
        leases=[
            LeaseView(lease=each.labels["lease"], held=bool(each.value))
            for each in measures.samples("gongdan_lease_held")
        ],
        timers=measures.whole("gongdan_timers"),
        notices=[
            UnderWayView(channel=each.labels["channel"], state=each.labels["state"], count=int(each.value))
            for each in measures.samples("gongdan_notices_under_way")
        ],
        causes_waiting=measures.whole("gongdan_notice_causes_waiting"),
        connections=[
            ConnectionView(
                part=each.labels["part"],
                purpose=each.labels["connection"],
                up=bool(each.value),
                losses=measures.of("gongdan_nats_connection_losses_total", each),
            )
            for each in measures.samples("gongdan_nats_connection_up")
        ],
        disk_free=measures.whole("gongdan_disk_free_bytes"),
        disk_size=measures.whole("gongdan_disk_size_bytes"),
    )


@router.get("/checks", name="check_system", summary="Whether this deployment is safe, one answer a question")
async def show_checks(service: ServiceOf, request: Request, caller: CallerOf) -> list[CheckView]:
    """For administrator: what `gongdan check` says on the machine, each with what to do. Changes nothing."""
    check(caller.person, "operate")
    chinese = language_of(request) == "zh"
    found = await service.examine()
    return [CheckView(check=each.name, safe=each.safe, says=each.say(chinese=chinese)) for each in found]


class _Measures:
    """Samples by name."""

    def __init__(self, families: Iterable[Metric]) -> None:
        self._all = [sample for family in families for sample in family.samples]

    def samples(self, name: str) -> Iterator[Sample]:
        return (each for each in self._all if each.name == name)

    def whole(self, name: str) -> int | None:
        """Of a measure without labels; None where it was not taken."""
        return next((int(each.value) for each in self.samples(name)), None)

    def of(self, name: str, like: Sample) -> int:
        """Of the same labels as another; 0 where there is none."""
        return next((int(each.value) for each in self.samples(name) if each.labels == like.labels), 0)
