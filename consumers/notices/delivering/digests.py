"""Puts notices that were held back and fall due for one person into one letter."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

from consumers.notices.delivering.addresses import Addresses, NoAddress
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
        self,
        desk: Desk,
        recorder: NoticeRecorder,
        deliveries: Deliveries,
        addresses: Addresses,
        clock: Callable[[], datetime],
    ) -> None:
        self._desk, self._recorder, self._deliveries, self._clock = desk, recorder, deliveries, clock
        self._addresses = addresses

    async def gathered(self, due: Sequence[Delivery]) -> list[Delivery]:
        """What is due, with a digest in place of two or more that were held back for one person at one address.

        All of theirs that are due go in, not those alone that stand in ``due``.
        """
        gathered = [each for each in due if each.held is None or each.recipient is None]
        people = dict.fromkeys((each.recipient, each.channel) for each in due if each.held and each.recipient)
        for recipient, channel in people:
            held = await unbroken(self._deliveries.held_for, recipient or "", channel, self._clock())
            for several in await self._by_address(held):
                gathered += await self._together(several) if len(several) > 1 else several
        return gathered

    async def require_requested(self, digest: Delivery) -> None:
        """Request it, if it is a digest and is not requested yet: it was noted as ours before.

        Not where one of its notices ended meanwhile, or goes in another letter: then there is no such digest.
        """
        items = [await self._item(each) for each in await unbroken(self._deliveries.items_of, digest.notice)]
        known = [each for each in items if each is not None]
        if known and all(each.notice.waits and each.notice.holder in (None, digest.notice) for each in known):
            latest = max(known, key=lambda each: each.notice.said.at)
            address = await self._address_of(latest.delivery) if latest.customer else None
            await self._recorder.request(_wanted(digest, known, latest, address))

    async def _by_address(self, held: Sequence[Delivery]) -> list[list[Delivery]]:
        """What goes nowhere any more stands alone."""
        groups: dict[str, list[Delivery]] = {}
        for each in held:
            groups.setdefault(await self._address_of(each) or each.notice, []).append(each)
        return [group[start : start + _MOST] for group in groups.values() for start in range(0, len(group), _MOST)]

    async def _address_of(self, delivery: Delivery) -> str | None:
        notice = fold(await self._desk.events_of(delivery.notice))
        if notice is None or not notice.waits or notice.holder not in (None, delivery.digest):
            return None
        try:
            return (await self._addresses.of(notice.said)).address
        except NoAddress:
            return None

    async def _together(self, several: Sequence[Delivery]) -> list[Delivery]:
        """Each alone where the same were together before, and that ended."""
        first = several[0]
        key = digest_key(first.recipient or "", first.channel, (each.notice for each in several))
        before = fold(await self._desk.events_of(key))
        if before is not None and not before.waits:
            return [*several]
        digest = Delivery(key, first.recipient, first.channel, "waiting", None, None, 0, self._clock())
        await unbroken(self._deliveries.put_together, digest, several)
        return [digest]

    async def _item(self, delivery: Delivery) -> _Item | None:
        events = await self._desk.events_of(delivery.notice)
        notice = fold(events)
        return _Item(delivery, notice, events[0].envelope.customer) if notice else None


def _wanted(digest: Delivery, items: Sequence[_Item], latest: _Item, address: str | None) -> Wanted:
    """As the latest of its notices, to the same person; a customer's ``address`` as it is now."""
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
        address=address,
        items=tuple(sorted(each.delivery.notice for each in items)),
    )
    return Wanted(digest.notice, command, None, latest.customer)
