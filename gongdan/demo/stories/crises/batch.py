"""A bad batch: of one model far more fails from some month on, most in the cold, until the product is changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from domain.staff.vocabulary import Role
from gongdan.demo.engine.steps import Process, Start, Wait
from gongdan.demo.stories.case import Case
from gongdan.demo.stories.matters.improvements import improved, proposed
from gongdan.demo.stories.matters.thread import Thread
from gongdan.demo.stories.tickets import life, wants_back
from gongdan.demo.world.catalogue import Fault, Sort, sorts
from gongdan.demo.world.load import arrivals
from gongdan.demo.world.world import World

_WHEN: Final = 0.3
"""How far into the months its first goods fail, where there is no winter in them."""
_SETTLED: Final = 9
"""Days of the months that have gone by before."""
_WINTER: Final = frozenset({11, 12, 1, 2})
_COLD: Final = {11: 1.0, 12: 1.5, 1: 1.7, 2: 1.4, 3: 1.0}
_WARM: Final = 0.7
"""How much of the usual fails in a month."""
_MORE: Final = 0.08
"""Of a mean day's tickets, how many come of it in the coldest month."""
_NOTICED: Final = 25
"""Days until somebody asks for a change."""
_LAST: Final = 14
"""Days in which the last goods of it fail, once those that are sold have been changed."""


@dataclass(slots=True)
class _Batch:
    sort: Sort
    fault: Fault
    since: date
    changed: datetime | None = None

    def note(self, at: datetime) -> None:
        """The change has reached all of them."""
        self.changed = at

    def still_fails(self, at: datetime) -> bool:
        return self.changed is None or at < self.changed + timedelta(_LAST)


def failing(world: World) -> Process:
    """From its first fault until the change works, or to the end of the months."""
    [(sort, fault)] = [(sort, fault) for sort in sorts() for fault in sort.faults if fault.batch]
    batch = _Batch(sort, fault, _begins(world))
    yield Wait(world.at(batch.since))
    yield Start(world.at(batch.since), "batch/better", _changed(world, batch))
    for count, at in enumerate(_times(world, batch)):
        yield Wait(at)
        if not batch.still_fails(at):
            return
        name = f"batch/{count}"
        yield Start(at, name, _failed(world, name, at, batch))


def _begins(world: World) -> date:
    """In the first winter of the months, else at about a third of them."""
    span = (world.after - world.first).days
    winter = (world.first + timedelta(n) for n in range(min(_SETTLED, round(span * _WHEN)), span - 3 * _NOTICED))
    late = world.first + timedelta(round(span * _WHEN))
    return next((day for day in winter if day.month in _WINTER), late)


def _times(world: World, batch: _Batch) -> Iterator[datetime]:
    """Most in the coldest of the months, whichever they are."""
    chance = world.chance("batch")
    span = [batch.since + timedelta(n) for n in range((world.after - batch.since).days)]
    coldest = max(_COLD.get(day.month, _WARM) for day in span)
    for at in arrivals(chance, span, world.per_day * _MORE, world.zone):
        if chance.happens(_COLD.get(at.month, _WARM) / coldest):
            yield at


def _failed(world: World, name: str, at: datetime, batch: _Batch) -> Process:
    chance = world.chance(name)
    customer, owned = world.customers.with_batch(world.chance(f"{name}/who"), at.date(), batch.sort, batch.since)
    kind = wants_back(chance, owned, batch.fault, at, 1.5)
    return life(Case(world, name, chance, at, customer, owned, batch.fault, at, kind))


def _changed(world: World, batch: _Batch) -> Process:
    thread = Thread(world, world.chance("batch/better"), world.at(batch.since + timedelta(_NOTICED), 9))
    yield Wait(thread.at)
    product = f"{batch.sort.name} {batch.sort.models[0]}"
    measure = f"{product} 门封圈改用耐低温材料，同批次在保产品主动上门免费更换"
    yield from proposed(thread, thread.by(Role.QUALITY), measure, "report", None)
    yield from improved(thread, "product", 14, batch.note)
