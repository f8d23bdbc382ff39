"""A bad batch: of one model, sold from some month on, far more fails; goods come back, and the product is changed."""

from datetime import date, datetime, timedelta
from typing import Final

from domain.staff.vocabulary import Role
from gongdan.demo.engine.steps import Process, Start, Wait
from gongdan.demo.stories.case import Case, days
from gongdan.demo.stories.matters.improvements import improved, proposed
from gongdan.demo.stories.matters.thread import Thread
from gongdan.demo.stories.tickets import life
from gongdan.demo.times import midnight
from gongdan.demo.world.catalogue import Fault, Sort, sorts
from gongdan.demo.world.load import arrivals
from gongdan.demo.world.world import World

_WHEN: Final = 0.3
"""How far into the months its first goods fail."""
_MORE: Final = 0.035
"""Of a mean day's tickets, how many come of it."""
_NOTICED: Final = 25
"""Days until somebody asks for a change."""


def failing(world: World) -> Process:
    """From its first fault to the end of the months."""
    [(sort, fault)] = [(sort, fault) for sort in sorts() for fault in sort.faults if fault.batch]
    since = world.first + timedelta(round((world.after - world.first).days * _WHEN))
    yield Wait(midnight(since))
    yield Start(midnight(since), "batch/better", _changed(world, since, sort))
    span = [since + timedelta(n) for n in range((world.after - since).days)]
    for count, at in enumerate(arrivals(world.chance("batch"), span, world.per_day * _MORE)):
        yield Wait(at)
        name = f"batch/{count}"
        yield Start(at, name, _failed(world, name, at, since, sort, fault))


def _failed(world: World, name: str, at: datetime, since: date, sort: Sort, fault: Fault) -> Process:
    customer, owned = world.customers.with_batch(world.chance(f"{name}/who"), at.date(), sort, since)
    return life(Case(world, name, world.chance(name), at, customer, owned, fault, at))


def _changed(world: World, since: date, sort: Sort) -> Process:
    thread = Thread(world, world.chance("batch/better"), midnight(since) + days(_NOTICED))
    yield Wait(thread.at)
    measure = f"{sort.name} {sort.models[0]} 门封圈改用耐低温材料，同批次在保产品免费更换"
    yield from proposed(thread, thread.by(Role.QUALITY), measure, "report", None)
    yield from improved(thread, "product")
