"""A whole run: is there room for the months, make and store them, and say what was made."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from typing import Final
from zoneinfo import ZoneInfo

from domain.desk.kinds import id_of
from domain.matters.kinds import MATTERS
from domain.record.envelope import Envelope
from domain.record.numbering import Numbering, number
from domain.refusals import StaleVersion, StoreUnavailable
from domain.store import AlreadyStored, EventStore
from gongdan.demo.engine.batching import Batch
from gongdan.demo.engine.steps import StepRefused
from gongdan.demo.engine.storing import store_all
from gongdan.demo.engine.tallying import Tally
from gongdan.demo.making import Making, Wanted
from gongdan.demo.refusals import CannotMake
from gongdan.demo.times import days, midnight, months_after
from gongdan.demo.world.load import day_factor
from gongdan.importing.files.table import Progress

PHASE: Final = "making"


@dataclass(frozen=True, slots=True)
class Made:
    """What a run made; ``seconds`` it took."""

    wanted: Wanted
    tally: Tally
    seconds: float

    def as_json(self) -> dict[str, object]:
        return {
            "start": f"{self.wanted.first:%Y-%m}",
            "months": self.wanted.months,
            "seed": self.wanted.seed,
            "tickets": self.tally.tickets,
            "events": self.tally.events,
            "by_type": dict(sorted(self.tally.types.items())),
            "digest": self.tally.digest,
            "seconds": round(self.seconds, 1),
            "events_per_second": round(self.tally.events / self.seconds),
        }


async def run(wanted: Wanted, store: EventStore, zone: ZoneInfo, now: datetime, progress: Progress) -> Made:
    """What such a run has stored before it goes on with, so that whatever stopped it is made good by another.

    Raises CannotMake where the months are not over or not free, or the store gave no answer for long.
    """
    making = Making(wanted, zone, _end(wanted, now.astimezone(zone)))
    batches = making.batches()
    first = next(batches)
    await _require_room(wanted, store, zone, first.events[0][0].envelope)
    tally, began = Tally(), time.monotonic()
    expected = round(sum(wanted.per_day * day_factor(day) for day in days(making.world.first, making.world.after)))

    def report(batch: Batch) -> None:
        tally.count(batch)
        progress(PHASE, tally.tickets, max(expected, tally.tickets))

    try:
        await store_all(store, chain((first,), batches), report)
    except StoreUnavailable as silent:
        raise CannotMake("store-silent", events=tally.events) from silent
    except (AlreadyStored, StaleVersion) as other:
        raise CannotMake("made-otherwise", events=tally.events) from other
    except StepRefused as refused:
        raise CannotMake("story-refused", events=tally.events, why=refused) from refused
    return Made(wanted, tally, time.monotonic() - began)


def _end(wanted: Wanted, now: datetime) -> date:
    """The day after the last: this month's days are made up to yesterday."""
    if wanted.first >= now.date() or months_after(wanted.first, wanted.months - 1) > now.date():
        raise CannotMake("in-the-future", start=f"{wanted.first:%Y-%m}", months=wanted.months, now=f"{now:%Y-%m}")
    return min(wanted.after, now.date())


async def _require_room(wanted: Wanted, store: EventStore, zone: ZoneInfo, first: Envelope) -> None:
    """Numbers have no gaps, so that nothing can be put among or after others, but for what this very run has begun."""
    begun = await store.load(first.aggregate)
    if begun.events and begun.events[0].envelope.id == first.id:
        return
    for key in _first_keys(wanted, zone):
        if await store.exists(key):
            raise CannotMake("months-taken", found=id_of(key), months=f"{wanted.first:%Y-%m}")


def _first_keys(wanted: Wanted, zone: ZoneInfo) -> Iterator[str]:
    """The keys that stand first in each month or day, if there are any at all."""
    kinds = [Numbering("ticket"), Numbering("ticket", per="day"), *(kind.numbering for kind in MATTERS.values())]
    periods = ((kind, kind.period(midnight(day, zone))) for day in days(wanted.first, wanted.after) for kind in kinds)
    yield f"staff-{wanted.first:%y%m}001"
    for kind, period in dict.fromkeys(periods):
        yield kind.key(number(period, 1))
