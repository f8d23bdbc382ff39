"""The histories that are folded anew as of a moment: read one by one, cut at it, in the order they are told in."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence
from typing import Final

from domain.record.envelope import Recorded
from projections.past.source import Source
from projections.running.reading import read
from projections.spans.asking import Bound, Span
from projections.spans.folding import SPANNED

_AT_ONCE: Final = 32
"""Histories that are asked for together."""
_EACH, _OPENING = 60, 300
"""A history asked for by itself, and a reader opened anew, cost about as much as so many events read in order."""


async def read_histories(source: Source, spans: Iterable[Span]) -> list[Recorded]:
    """All events of these: of those that lie near each other as they stand in the log. Raises what the store raises."""
    near, apart = planned(sorted(spans, key=lambda span: span.ended - span.began))
    wanted = {span.history for span in near}
    found = [event async for event in _in_order(source, near) if event.envelope.aggregate in wanted]
    return found + await read_single(source, (span.history for span in apart))


def planned(spans: Sequence[Span]) -> tuple[Sequence[Span], Sequence[Span]]:
    """Of histories by length, those to be read in the order of the log, and those to be asked for by themselves."""

    def cost(count: int) -> int:
        return sum(last - first + _OPENING for first, last in _ranges(spans[:count])) + _EACH * (len(spans) - count)

    counts = {len(spans) * tenth // 10 for tenth in range(11)}
    best = min(sorted(counts), key=cost)
    return spans[:best], spans[best:]


def _ranges(spans: Iterable[Span]) -> list[tuple[int, int]]:
    """The positions that they cover, from first to last each."""
    found: list[tuple[int, int]] = []
    for span in sorted(spans, key=lambda span: span.began):
        if found and span.began <= found[-1][1] + _OPENING:
            found[-1] = (found[-1][0], max(found[-1][1], span.ended))
        else:
            found.append((span.began, span.ended))
    return found


async def _in_order(source: Source, spans: Iterable[Span]) -> AsyncIterator[Recorded]:
    for first, last in _ranges(spans):
        async for events in read(source, first - 1, last):
            for event in events:
                yield event


async def read_single(source: Source, aggregates: Iterable[str]) -> list[Recorded]:
    """All events of these histories, each asked for by itself. Raises what the store raises."""
    turn = asyncio.Semaphore(_AT_ONCE)

    async def one(aggregate: str) -> Sequence[Recorded]:
        async with turn:
            return (await source.load(aggregate, fresh=True)).events

    return [event for events in await asyncio.gather(*map(one, aggregates)) for event in events]


async def read_few(source: Source, kinds: Iterable[str]) -> list[Recorded]:
    """All events of the kinds of which there are few, those of tickets and complaints left out.

    And of customers, of whom there are many: of their own histories, past rows tell nothing.
    """
    found: list[Recorded] = []
    for kind in sorted({*kinds} - {*SPANNED, "customer"}):
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
