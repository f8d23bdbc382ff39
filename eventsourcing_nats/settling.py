"""Trying until the outcome of an append is certain: stored, refused for good, or honestly unknown."""

import asyncio
import itertools
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import replace

from eventsourcing_nats.broker.publishing import Conflict
from eventsourcing_nats.broker.requests import Unanswered, Undelivered
from eventsourcing_nats.errors import OutcomeUnknown, StaleTip, StoredBefore, StoredElsewhere, StoreUnavailable
from eventsourcing_nats.planning import tips
from eventsourcing_nats.reading import Reader
from eventsourcing_nats.records import Tip, Unit
from eventsourcing_nats.settings import LogSettings

Send = Callable[[float], Awaitable[int]]
"""Tries once, in so many seconds, and returns the last sequence."""


class Settler:
    """Settles appends by sending the same messages again and reading at the leader; ``repeats`` counts that."""

    def __init__(self, settings: LogSettings, reader: Reader, closed: Callable[[], bool]) -> None:
        self._settings, self._reader, self._closed = settings, reader, closed
        self.repeats = 0

    async def settle(self, send: Send, units: Sequence[Unit], *, deadline: float, unknown: bool = False) -> list[Tip]:
        """The new tips, once ``send`` (which tries once and returns the last sequence) has stored the units.

        A time-out means unknown: only the same again may follow. ``unknown``: an earlier try had one already.
        Trying again is safe: whichever copy is stored first makes the expectation of the others false.
        ``deadline``: the loop's time at which the append has used up its patience.
        """
        loop, settings = asyncio.get_running_loop(), self._settings
        names = [unit.aggregate_id for unit in units]
        for pause in _pauses():
            refused = False
            try:
                return await self._tried(send, units, deadline, certain=not unknown)
            except Unanswered as error:
                unknown, why = True, str(error)
            except Conflict as error:
                refused, why = True, str(error)
            except Undelivered as error:
                why = str(error)
            except StoreUnavailable as error:
                if not unknown:
                    raise
                why = str(error)
            if loop.time() + 2 * pause > deadline or self._closed():
                if unknown:
                    raise OutcomeUnknown(names, settings.patience, why)
                if refused:
                    raise StaleTip(names)
                raise StoreUnavailable(f"nothing was stored, {settings.safe_url} does not answer: {why}")
            self.repeats += 1
            await asyncio.sleep(pause)
        raise AssertionError("pauses never end")

    async def _tried(self, send: Send, units: Sequence[Unit], deadline: float, *, certain: bool) -> list[Tip]:
        """One try. Raises StaleTip, StoredElsewhere or StoredBefore when that is sure, Conflict when it isn't yet.

        A cluster refuses (10164) what repeats a try of ours that is not stored yet, what competes with another's
        that is not stored yet, and right after a change of leader even what is right. ``certain``: no try of ours
        is under way.
        """
        left = deadline - asyncio.get_running_loop().time()
        if left <= 0:
            raise Undelivered("no time was left to send it")
        try:
            return tips(units, await send(min(self._settings.request_timeout, left)))
        except Conflict as conflict:
            try:
                async with asyncio.timeout_at(deadline):
                    stored = await self._after_conflict(units, conflict)
            except (StoreUnavailable, TimeoutError) as error:
                raise Unanswered(str(error) or "the log could not be read in time") from error
            if stored:
                return stored
            if certain and conflict.final(self._settings.replicas):
                raise StaleTip([unit.aggregate_id for unit in units]) from None
            raise

    async def _after_conflict(self, units: Sequence[Unit], conflict: Conflict) -> list[Tip] | None:
        """The tips when these very events are stored, by an earlier try or an earlier program; None if not so yet.

        Raises StaleTip when an aggregate moved on without them, StoredElsewhere where the broker knows the event id
        from another aggregate, StoredBefore where it is that of an earlier event.
        """
        found = await asyncio.gather(*(self._stored(unit) for unit in units))
        stored = [tip for tip, _ in found if tip]
        if len(stored) == len(units):
            return [replace(tip, found=True) for tip in stored]
        known = await self._reader.at(conflict.stored_at) if conflict.stored_at else None
        if known and known.aggregate_id != units[0].aggregate_id:
            raise StoredElsewhere(known.event_id, known.sequence)
        stale = [unit.aggregate_id for unit, (tip, moved) in zip(units, found, strict=True) if moved and not tip]
        if stale:
            raise StaleTip(stale)
        if conflict.knows_id:
            await asyncio.gather(*map(self._require_new_ids, units))
        return None

    async def _require_new_ids(self, unit: Unit) -> None:
        """Raises StoredBefore where the history that the unit follows holds one of its ids."""
        history, _ = await self._reader.load(unit.aggregate_id, fresh=True)
        new = {event.event_id: event.version for event in unit.events}
        for event in history:
            if new.get(event.event_id, event.version) != event.version:
                raise StoredBefore(event.event_id, event.aggregate_id, event.version)

    async def _stored(self, unit: Unit) -> tuple[Tip | None, bool]:
        """The tip that this unit's own events made, if they are stored; and whether the aggregate moved on."""
        tip = await self._reader.tip(unit.aggregate_id)
        if tip is None:
            return None, False
        moved = tip.expected > (unit.tip.expected if unit.tip else 0)
        if not self._reader.lasting:
            return await self._stored_with_gaps(unit), moved
        final = await self._reader.version(tip, unit.events[-1].version)
        there = final
        for event in reversed(unit.events):
            there = there and await self._reader.version(there.tip, event.version)
            if there is None or there.event_id != event.event_id:
                return None, moved
        return (final.tip if final else None), moved

    async def _stored_with_gaps(self, unit: Unit) -> Tip | None:
        """As of snapshots, whose versions don't tell where one stands."""
        history, _ = await self._reader.load(unit.aggregate_id, fresh=True)
        found = {event.event_id: event for event in history}
        stored = [found.get(event.event_id) for event in unit.events]
        return stored[-1].tip if all(stored) and stored[-1] else None


def _pauses() -> Iterator[float]:
    """Short at first: what a cluster is just storing is stored within milliseconds."""
    return itertools.chain((0.005, 0.02, 0.05), itertools.repeat(0.1))
