"""From single commands to appends of many events: in the order of time, each aggregate at most once in an append."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from domain.store import Pending

MOST: Final = 500
"""Events in one append."""
LAG: Final = timedelta(minutes=14)
"""How much later than it happened an event may be recorded, so that it can be stored together with others."""


@dataclass(frozen=True, slots=True)
class Batch:
    """The new ``events`` by aggregate, in the order in which they are stored; after it those ``over`` get none."""

    events: list[list[Pending]]
    over: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        return sum(len(events) for events in self.events)

    @property
    def at(self) -> datetime:
        """When its last event is recorded."""
        return self.events[-1][-1].envelope.recorded


class _Filling:
    """A batch as it grows. ``recorded`` are the times of its events in their order, which never fall."""

    def __init__(self) -> None:
        self.places: dict[str, int] = {}
        self.batch: list[list[Pending]] = []
        self.count = 0
        self.ends: datetime | None = None

    def takes(self, item: tuple[Pending, ...]) -> bool:
        """Whether no event would be recorded too long after it happened, and all on one day."""
        at = item[0].envelope.occurred
        if self.ends is None:
            return True
        if self.count + len(item) > MOST or at >= self.ends:
            return False
        held = [self.places[one.envelope.aggregate] for one in item if one.envelope.aggregate in self.places]
        behind = min(held) + 1 if held else len(self.batch)
        return behind == len(self.batch) or at - self.batch[behind][0].envelope.occurred <= LAG

    def add(self, item: tuple[Pending, ...], zone: ZoneInfo) -> None:
        self.ends = self.ends or _next_midnight(item[0].envelope.occurred, zone)
        self.count += len(item)
        for one in item:
            key = one.envelope.aggregate
            if key not in self.places:
                self.places[key] = len(self.batch)
                self.batch.append([])
            self.batch[self.places[key]].append(one)


def batches(
    items: Iterable[tuple[Pending, ...]], zone: ZoneInfo, over: Callable[[], tuple[str, ...]]
) -> Iterator[Batch]:
    """The items in appends that hold each aggregate once, its events side by side.

    So an aggregate's later event may stand before another's earlier one, which is then recorded after it happened, by
    ``LAG`` at most: what is recorded never falls in the order of the log. ``over`` tells which aggregates have ended.
    """
    filling = _Filling()
    for item in items:
        if not filling.takes(item):
            yield Batch(_recorded(filling.batch), over())
            filling = _Filling()
        filling.add(item, zone)
    if filling.batch:
        yield Batch(_recorded(filling.batch), over())


def _next_midnight(at: datetime, zone: ZoneInfo) -> datetime:
    return datetime.combine(at.astimezone(zone).date() + timedelta(1), time(), zone)


def _recorded(batch: list[list[Pending]]) -> list[list[Pending]]:
    """In the order of the log each is recorded no earlier than the one before."""
    latest = batch[0][0].envelope.recorded
    stored: list[list[Pending]] = []
    for events in batch:
        placed: list[Pending] = []
        for one in events:
            latest = max(latest, one.envelope.recorded)
            on_time = one.envelope.recorded == latest
            envelope = one.envelope if on_time else one.envelope.model_copy(update={"recorded": latest})
            placed.append(Pending(envelope, one.event))
        stored.append(placed)
    return stored
