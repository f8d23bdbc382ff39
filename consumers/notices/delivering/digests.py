"""Puts notices that were held back and fall due for one person into one letter."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Final, Protocol

from consumers.notices.outbox.deliveries import Deliveries, Delivery
from consumers.notices.planning.recording import NoticeRecorder, Wanted
from domain.notices.commands import RequestNotice
from domain.notices.identity import digest_key
from domain.notices.state import Notice, fold
from domain.notices.vocabulary import DIGEST
from domain.record.envelope import Recorded
from projections.running.writer import unbroken

_MOST: Final = 200
"""Notices in one letter."""


class Desk(Protocol):
    async def events_of(self, key: str) -> tuple[Recorded, ...]: ...


@dataclass(frozen=True, slots=True)
class _Item:
    delivery: Delivery
    notice: Notice
    customer: str | None


class Digests:
    def __init__(
        self, desk: Desk, recorder: NoticeRecorder, deliveries: Deliveries, clock: Callable[[], datetime]
    ) -> None:
        self._desk, self._recorder, self._deliveries, self._clock = desk, recorder, deliveries, clock

    async def gathered(self, due: Sequence[Delivery]) -> list[Delivery]:
        """What is due, with a digest in place of two or more that were held back for one person."""
        alone = [each for each in due if each.held is None or each.recipient is None]
        held = [each for each in due if each.held is not None and each.recipient is not None]
        for several in _of_one_person(held):
            alone += await self._together(several) if len(several) > 1 else several
        return alone

    async def require_requested(self, digest: Delivery) -> None:
        """Request it, if it is a digest and is not requested yet: it was noted as ours before."""
        items = [await self._item(each) for each in await unbroken(self._deliveries.items_of, digest.notice)]
        known = [each for each in items if each is not None]
        if known:
            await self._recorder.request(_wanted(digest, known))

    async def _together(self, several: Sequence[Delivery]) -> list[Delivery]:
        first = several[0]
        key = digest_key(first.recipient or "", first.channel, (each.notice for each in several))
        digest = Delivery(key, first.recipient, first.channel, "waiting", None, None, 0, self._clock())
        await unbroken(self._deliveries.put_together, digest, several)
        return [digest]

    async def _item(self, delivery: Delivery) -> _Item | None:
        events = await self._desk.events_of(delivery.notice)
        notice = fold(events)
        return _Item(delivery, notice, events[0].envelope.customer) if notice else None


def _of_one_person(held: Iterable[Delivery]) -> list[list[Delivery]]:
    def whose(delivery: Delivery) -> tuple[str, str]:
        return delivery.recipient or "", delivery.channel

    groups = [[*group] for _, group in groupby(sorted(held, key=whose), key=whose)]
    return [group[start : start + _MOST] for group in groups for start in range(0, len(group), _MOST)]


def _wanted(digest: Delivery, items: Sequence[_Item]) -> Wanted:
    """As the latest of its notices: to the same person, at the same address."""
    latest = max(items, key=lambda each: each.notice.said.at)
    said = latest.notice.said
    command = RequestNotice(
        kind=DIGEST,
        about=said.recipient,
        cause=said.cause,
        at=said.at,
        recipient=said.recipient,
        channel=said.channel,
        language=said.language,
        urgent=False,
        address=said.address,
        items=tuple(sorted(each.delivery.notice for each in items)),
    )
    return Wanted(digest.notice, command, None, latest.customer)
