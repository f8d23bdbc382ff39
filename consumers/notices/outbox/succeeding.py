"""Brings what the log says is under way into the outbox that does not know of it: others told people, or it is lost."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Final, Protocol

from consumers.notices.outbox.deliveries import Deliveries, Delivery
from domain.notices.events import NoticeResent
from domain.notices.state import Notice, fold
from domain.record.envelope import Recorded
from projections.running.writer import unbroken

_FIRST_TRIES: Final = 0


class Desk(Protocol):
    async def events_of(self, key: str) -> tuple[Recorded, ...]: ...


async def under_way(desk: Desk, notices: Iterable[str], clock: Callable[[], datetime]) -> list[Delivery]:
    """These notices as far as they wait, and those that go with one of them."""
    found: dict[str, Delivery] = {}
    for key in notices:
        notice = fold(await desk.events_of(key))
        if notice is None or not notice.waits or key in found:
            continue
        found[key] = _waiting(key, notice, clock())
        for item in notice.said.items or ():
            inner = fold(await desk.events_of(item))
            if inner is not None and inner.waits and inner.holder in (None, key):
                found[item] = _in_digest(item, inner, key, clock())
    return list(found.values())


async def take_in_missing(
    desk: Desk, notices: Iterable[str], deliveries: Deliveries, clock: Callable[[], datetime]
) -> int:
    """Those of these notices that wait and that the outbox does not know; how many there were.

    Harmless at any time: what has ended since it was looked at is found to have ended when it is tried.
    """
    known = await unbroken(deliveries.known)
    rows = await under_way(desk, [key for key in notices if key not in known], clock)
    return await unbroken(deliveries.add, rows)


def _waiting(key: str, notice: Notice, now: datetime) -> Delivery:
    """Asked for anew it is held back no more."""
    said, anew = notice.said, isinstance(notice.ended, NoticeResent)
    held, until = (None, None) if anew else (said.held, said.until)
    recipient = None if anew else said.recipient
    return Delivery(key, recipient, said.channel, "waiting", held, None, _FIRST_TRIES, until or now)


def _in_digest(key: str, notice: Notice, digest: str, now: datetime) -> Delivery:
    said = notice.said
    return Delivery(key, said.recipient, said.channel, "in-digest", said.held, digest, _FIRST_TRIES, said.until or now)
