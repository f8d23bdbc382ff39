"""Fills the outbox from the log alone, where another process told people before, or the outbox was lost."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Final, Protocol

from consumers.notices.outbox.deliveries import Delivery
from domain.notices.events import NoticeResent
from domain.notices.state import Notice, fold
from domain.record.envelope import Recorded

_FIRST_TRIES: Final = 0


class Desk(Protocol):
    async def events_of(self, key: str) -> tuple[Recorded, ...]: ...


async def under_way(desk: Desk, notices: Iterable[str], clock: Callable[[], datetime]) -> list[Delivery]:
    """These notices as far as they wait, and those that go with one of them."""
    found: dict[str, Delivery] = {}
    for key in notices:
        notice = fold(await desk.events_of(key))
        if notice is None or not notice.waits:
            continue
        found[key] = _waiting(key, notice, clock())
        for item in notice.said.items or ():
            inner = fold(await desk.events_of(item))
            if inner is not None and inner.waits:
                found[item] = _in_digest(item, inner, key, clock())
    return list(found.values())


def _waiting(key: str, notice: Notice, now: datetime) -> Delivery:
    """Asked for anew it is held back no more."""
    said, anew = notice.said, isinstance(notice.ended, NoticeResent)
    held, until = (None, None) if anew else (said.held, said.until)
    recipient = None if anew else said.recipient
    return Delivery(key, recipient, said.channel, "waiting", held, None, _FIRST_TRIES, until or now)


def _in_digest(key: str, notice: Notice, digest: str, now: datetime) -> Delivery:
    said = notice.said
    return Delivery(key, said.recipient, said.channel, "in-digest", said.held, digest, _FIRST_TRIES, said.until or now)
