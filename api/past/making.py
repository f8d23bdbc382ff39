"""The events that made a metric another: of each history that it counts otherwise, those it was counted from."""

import asyncio
from collections.abc import Mapping, Sequence

from api.service import Service
from domain.record.envelope import Recorded
from projections.figures.evidence import Case
from projections.past.between import Between
from projections.past.histories import as_told

Changed = Mapping[str, Sequence[Case | None]]
"""By history the cases that are counted otherwise, as they are at the later moment: None of one that is gone."""


async def made(
    service: Service, moments: Between, changed: Changed, histories: Sequence[str], *, by_others: bool
) -> list[Recorded]:
    """Those of these histories, by position; of one without cases all that belong to the later moment alone.

    ``by_others``: a case may count otherwise though nothing of it is new, as with a rate when units sold are told.
    """
    found = await asyncio.gather(*map(service.desk.events_of, histories))
    events = (
        event
        for name, history in zip(histories, found, strict=True)
        for event in _of(moments, history, changed.get(name, ()), by_others=by_others)
    )
    return sorted(events, key=lambda event: event.sequence)


def _of(
    moments: Between, history: Sequence[Recorded], cases: Sequence[Case | None], *, by_others: bool
) -> list[Recorded]:
    """New ones that its cases were counted from; all new ones where a case is gone or was counted from none of them."""
    new, told = moments.made_by(history), as_told(history, moments.later)
    ids, counted = {event.envelope.id for event in new}, set[str]()
    for case in cases:
        own = ids.intersection(case.events_in(told)) if case else set[str]()
        if not own and not (case and by_others):
            return new
        counted |= own
    return [event for event in new if event.envelope.id in counted] if cases else new
