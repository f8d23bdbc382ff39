"""Sees to notices that were prepared by a planning that did not come to its end: the log says which are requested."""

from typing import Protocol

import structlog

from consumers.notices.outbox.deliveries import Deliveries
from domain.record.envelope import Recorded
from projections.running.writer import unbroken

log = structlog.get_logger(__name__)


class Desk(Protocol):
    async def events_of(self, key: str) -> tuple[Recorded, ...]: ...


async def settle(desk: Desk, deliveries: Deliveries) -> int:
    """What is requested is on its way; the rest is forgotten. How many are on their way now. Raises StoreUnavailable.

    Between plannings: their cause may be done with, given up or planned for other people since, and nobody else comes
    back to them. Where it is to be planned still, what is forgotten is prepared again.
    """
    prepared = await unbroken(deliveries.prepared)
    if not prepared:
        return 0
    requested = [each for each in prepared if await desk.events_of(each.notice)]
    left = [each for each in prepared if each not in requested]
    await unbroken(deliveries.release, requested)
    await unbroken(deliveries.forget, left)
    log.info("notices_half_planned", requested=len(requested), forgotten=len(left))
    return len(requested)
