"""A notice's state, as far as the rules need it, and how each event changes it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import assert_never, cast

from domain.notices.events import (
    NoticeEvent,
    NoticeFailed,
    NoticeLapsed,
    NoticeOutcomeUnknown,
    NoticePutBack,
    NoticeRead,
    NoticeRequested,
    NoticeResent,
    NoticeSent,
    NoticeTaken,
)
from domain.notices.vocabulary import INBOX, NoticeStatus
from domain.record.envelope import Recorded


@dataclass(frozen=True, slots=True)
class Notice:
    """``said`` is what was requested; ``ended`` the event that brought it where it stands: the same again is known.

    ``taken`` says which process is handing it over, or was when it was stopped.
    """

    said: NoticeRequested
    status: NoticeStatus = "requested"
    ended: NoticeEvent | None = None
    read: bool = False
    taken: NoticeTaken | None = None

    @property
    def recipient(self) -> str:
        """As rights name who owns something: a staff number, or a customer's key."""
        return self.said.recipient.removeprefix("staff-")

    @property
    def waits(self) -> bool:
        return self.status == "requested"


def evolve(notice: Notice | None, recorded: Recorded) -> Notice:
    """The state after an event. Never refuses: it has happened, in whatever order."""
    return after(notice, cast("NoticeEvent", recorded.event))


def fold(history: Iterable[Recorded]) -> Notice | None:
    """The state after a whole history; None for an empty one."""
    notice = None
    for recorded in history:
        notice = evolve(notice, recorded)
    return notice


def after(notice: Notice | None, event: NoticeEvent) -> Notice:
    """What an event makes of a notice."""
    if isinstance(event, NoticeRequested):
        return Notice(event, "sent" if event.channel == INBOX else "requested")
    if notice is None:
        raise ValueError(f"{event.stored_name} stands before the notice was requested")
    match event:
        case NoticeTaken():
            return replace(notice, taken=event)
        case NoticePutBack():
            return replace(notice, taken=None)
        case NoticeSent():
            return replace(notice, status="sent", ended=event, taken=None)
        case NoticeFailed():
            return replace(notice, status="failed", ended=event, taken=None)
        case NoticeOutcomeUnknown():
            return replace(notice, status="unknown", ended=event, taken=None)
        case NoticeLapsed():
            return replace(notice, status="lapsed", ended=event, taken=None)
        case NoticeResent():
            return replace(notice, status="requested", ended=event, taken=None)
        case NoticeRead():
            return replace(notice, read=True)
        case _:
            assert_never(event)
