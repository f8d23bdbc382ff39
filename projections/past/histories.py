"""The histories that are folded anew as of a moment: read one by one, cut at it, in the order they are told in."""

import asyncio
from collections.abc import Iterable, Sequence
from typing import Final

from domain.record.envelope import Recorded
from projections.past.source import Source
from projections.spans.asking import Bound
from projections.spans.folding import SPANNED

_AT_ONCE: Final = 32
"""Histories that are asked for together."""


async def read_histories(source: Source, aggregates: Iterable[str]) -> list[Recorded]:
    """All events of these. Raises what the store raises."""
    turn = asyncio.Semaphore(_AT_ONCE)

    async def one(aggregate: str) -> Sequence[Recorded]:
        async with turn:
            return (await source.load(aggregate, fresh=True)).events

    return [event for events in await asyncio.gather(*map(one, aggregates)) for event in events]


async def read_few(source: Source, kinds: Iterable[str]) -> list[Recorded]:
    """All events of the kinds of which there are few, those of tickets and complaints left out."""
    found: list[Recorded] = []
    for kind in sorted({*kinds} - {*SPANNED}):
        found += await source.category(kind)
    return found


def holds(event: Recorded, bound: Bound) -> bool:
    """Whether it belongs to the moment."""
    if bound.upto is not None:
        return event.sequence <= bound.upto
    return event.envelope.occurred <= bound.at or holds_always(event)


def holds_always(event: Recorded) -> bool:
    """A policy pack means the same for ever; a back-dated ticket may have happened before its pack was published."""
    return event.envelope.aggregate.startswith("policy-")


def as_told(events: Iterable[Recorded], bound: Bound) -> list[Recorded]:
    """Those that belong to the moment: as known in log order; as it was, each history by (occurred, version).

    In log order too where that is the same, the others last, as :func:`projections.running.past.as_of` has it.
    """
    chosen = sorted((event for event in events if holds(event, bound)), key=lambda event: event.sequence)
    if bound.upto is not None:
        return chosen
    aside = _out_of_order(chosen)
    last = [event for event in chosen if event.envelope.aggregate in aside]
    last.sort(key=lambda event: (event.envelope.aggregate, event.envelope.occurred, event.envelope.version))
    return [event for event in chosen if event.envelope.aggregate not in aside] + last


def _out_of_order(events: Sequence[Recorded]) -> set[str]:
    found: set[str] = set()
    latest: dict[str, Recorded] = {}
    for event in events:
        before = latest.get(event.envelope.aggregate)
        if before is not None and event.envelope.occurred < before.envelope.occurred:
            found.add(event.envelope.aggregate)
        latest[event.envelope.aggregate] = event
    return found
